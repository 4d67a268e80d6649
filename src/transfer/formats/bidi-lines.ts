/**
 * A paragraph broken into lines of runs that each go in one direction, in the order in which they stand on paper
 * (Unicode Bidirectional Algorithm, by bidi-js). The font engine joins and turns the letters of a run by itself.
 */
import bidiFactory from 'bidi-js'

export type Run = { text: string; width: number }
export type BidiLine = { runs: Run[]; isRightToLeft: boolean }

// Its types describe the ES module; Node loads the CommonJS one, whose default is the factory itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()

/**
 * `widthOf` measures in the unit of `width`. Scripts that put no spaces are broken between their words; a word that is
 * wider than a line is cut.
 */
export function bidiLines(text: string, width: number, widthOf: (text: string) => number): BidiLine[] {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  return broken(flat, width, widthOf).map((line) => ordered(line, widthOf))
}

function broken(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const { word, isApart } of pieces(text, (word) => cut(word, width, widthOf))) {
    const longer = line === '' ? word : `${line}${isApart ? ' ' : ''}${word}`
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

const WITHOUT_SPACES =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** What may begin a line, and whether a space parts it from what is before it. */
function* pieces(text: string, cutToFit: (word: string) => string[]) {
  for (const word of text.split(' '))
    for (const [at, piece] of (WITHOUT_SPACES.test(word) ? wordsWithin(word) : [word]).entries())
      for (const [part, fitting] of cutToFit(piece).entries())
        yield { word: fitting, isApart: at === 0 && part === 0 }
}

/** Signs between words stay with the word before them: no line begins with a full stop. */
function wordsWithin(text: string): string[] {
  const pieces: string[] = []
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWordLike || pieces.length === 0) pieces.push(segment)
    else pieces.push(`${pieces.pop()}${segment}`)
  }
  return pieces
}

function cut(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word]
  const signs = [...word]
  let most = signs.length
  while (most > 1 && widthOf(signs.slice(0, most).join('')) > width) most = Math.floor(most / 2)
  return [signs.slice(0, most).join(''), ...cut(signs.slice(most).join(''), width, widthOf)]
}

function ordered(line: string, widthOf: (text: string) => number): BidiLine {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(line)
  const base = paragraphs[0]?.level ?? 0
  const runs: { text: string; level: number }[] = []
  for (const [at, unit] of line.split('').entries()) {
    const level = levels[at] ?? base
    const last = runs.at(-1)
    if (last && last.level === level) last.text += unit
    else runs.push({ text: unit, level })
  }
  return {
    runs: reversed(runs).map(({ text }) => ({ text, width: widthOf(text) })),
    isRightToLeft: base % 2 === 1,
  }
}

/** Rule L2: from the highest level down to the lowest odd one, turn every stretch of that level or more around. */
function reversed<R extends { level: number }>(runs: readonly R[]): R[] {
  const result = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level--)
    for (let from = 0; from < result.length; from++) {
      let to = from
      while ((result[to]?.level ?? -1) >= level) to++
      if (to - from > 1) result.splice(from, to - from, ...result.slice(from, to).reverse())
      from = Math.max(from, to)
    }
  return result
}
