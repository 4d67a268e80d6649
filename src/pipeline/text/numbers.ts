/** Numbers however they are written or spoken: "1,200", "twelve hundred" and "1200" are one. */

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'
const SCALES: Record<string, number> = {
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
}
const VALUES = new Map<string, number>([
  ...UNITS.split(' ').map((word, value): [string, number] => [word, value]),
  ...TENS.split(' ').map((word, place): [string, number] => [word, (place + 2) * 10]),
  ...ORDINALS.split(' ').map((word, place): [string, number] => [word, place + 1]),
])

/** The figures in a text, as plain digits: "3.5", "1200", "18". */
export const figuresIn = (text: string): string[] =>
  [...text.matchAll(/\d+(?:[.,:]\d+)*/g)].map(([figure]) => figure.replaceAll(/,(?=\d{3}\b)/g, ''))

/** Every number that a text says, in figures or in words. */
export function numbersSaid(text: string): Set<string> {
  const said = new Set(figuresIn(text))
  for (const figure of [...said]) for (const part of figure.split(/[.,:]/)) said.add(String(Number(part)))
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  let run: string[] = []
  for (const word of [...words, '.']) {
    if (VALUES.has(word) || word in SCALES) run.push(word)
    else if (!(word === 'and' || word === 'a') || run.length === 0) {
      for (const value of valuesOf(run)) said.add(String(value))
      run = []
    }
  }
  return said
}

/** "one hundred eighty" is 180, and its words are 1, 100 and 80 as well: people say numbers in many ways. */
function valuesOf(words: string[]): number[] {
  let total = 0
  let current = 0
  for (const word of words) {
    const scale = SCALES[word]
    if (scale === undefined) current += VALUES.get(word) ?? 0
    else if (scale === 100) current = (current || 1) * 100
    else {
      total += (current || 1) * scale
      current = 0
    }
  }
  const each = words.map((word) => VALUES.get(word) ?? SCALES[word] ?? 0)
  return words.length === 0 ? [] : [...each, total + current]
}
