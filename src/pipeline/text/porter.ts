/**
 * The stemmer of M. F. Porter, "An algorithm for suffix stripping" (1980), https://tartarus.org/martin/PorterStemmer/:
 * search compares "shipped", "shipping" and "ships" by it, and ROUGE is defined over it. English only; words of other
 * scripts come back as they are.
 */

const C = '[^aeiou]'
const V = '[aeiouy]'
const CS = `${C}[^aeiouy]*`
const VS = `${V}[aeiou]*`
const MEASURE_ABOVE_0 = new RegExp(`^(?:${CS})?${VS}${CS}`)
const MEASURE_1 = new RegExp(`^(?:${CS})?${VS}${CS}(?:${VS})?$`)
const MEASURE_ABOVE_1 = new RegExp(`^(?:${CS})?${VS}${CS}${VS}${CS}`)
const HAS_VOWEL = new RegExp(`^(?:${CS})?${V}`)
const CVC = new RegExp(`^${CS}${V}[^aeiouwxy]$`)

const STEP_2: [string, string][] = Object.entries({
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
})
const STEP_3: [string, string][] = Object.entries({
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
})
const STEP_4 =
  /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/

const known = new Map<string, string>()
const MOST_KNOWN = 50_000

/** The stem of a lower-case word. */
export function porterStem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  const before = known.get(word)
  if (before !== undefined) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const stem = stripped(word)
  known.set(word, stem)
  return stem
}

function stripped(word: string): string {
  let w = word.startsWith('y') ? `Y${word.slice(1)}` : word // a first y is a consonant
  w = w.replace(/(ss|i)es$/, '$1').replace(/([^s])s$/, '$1')
  w = step1b(w)
  if (/y$/.test(w) && HAS_VOWEL.test(w.slice(0, -1))) w = `${w.slice(0, -1)}i`
  w = exchanged(w, STEP_2)
  w = exchanged(w, STEP_3)
  const [, base] = STEP_4.exec(w) ?? []
  if (base && MEASURE_ABOVE_1.test(base)) w = base
  return step5(w).toLowerCase()
}

function step1b(w: string): string {
  if (w.endsWith('eed')) return MEASURE_ABOVE_0.test(w.slice(0, -3)) ? w.slice(0, -1) : w
  const [, base] = /^(.+?)(?:ed|ing)$/.exec(w) ?? []
  if (!base || !HAS_VOWEL.test(base)) return w
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`
  if (/([^aeiouylsz])\1$/.test(base)) return base.slice(0, -1)
  return CVC.test(base) ? `${base}e` : base
}

/** The longest suffix counts, whether or not its condition holds. */
function exchanged(w: string, suffixes: readonly [string, string][]): string {
  const found = suffixes
    .filter(([suffix]) => w.endsWith(suffix))
    .toSorted(([a], [b]) => b.length - a.length)[0]
  if (!found) return w
  const base = w.slice(0, -found[0].length)
  return MEASURE_ABOVE_0.test(base) ? base + found[1] : w
}

function step5(w: string): string {
  let result = w
  const base = result.slice(0, -1)
  if (result.endsWith('e') && (MEASURE_ABOVE_1.test(base) || (MEASURE_1.test(base) && !CVC.test(base))))
    result = base
  return /ll$/.test(result) && MEASURE_ABOVE_1.test(result) ? result.slice(0, -1) : result
}
