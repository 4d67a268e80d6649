/** Finding the words that people type in what calendars contain, without regard to case and accents. */

/** The first of the keywords that the text contains as whole words, as the person typed it; null when none. */
export function findKeyword(text: string, keywords: readonly string[]): string | null {
  if (keywords.length === 0) return null
  const folded = fold(text)
  const words = foldedWords(keywords)
  return keywords.find((_, index) => containsWord(folded, words[index] ?? '')) ?? null
}

const known = new WeakMap<readonly string[], string[]>()
/** A person's words are looked for in thousands of meetings: they are folded once. */
function foldedWords(keywords: readonly string[]): string[] {
  const words = known.get(keywords) ?? keywords.map((keyword) => fold(keyword).trim())
  known.set(keywords, words)
  return words
}

/** Case, accents, ligatures and invisible characters removed; the same in every locale. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll(/\s+/g, ' ')
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('ς', 'σ')
    .replaceAll(/\s+/g, ' ')
    .normalize('NFC') // Korean syllables are one letter again: 하 is not a part of 한
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const PLAIN = /^[\x00-\x7f]*$/
/** Marks above and below letters, Hebrew and Arabic vowel points, soft hyphens and what has no width. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Latin and the like have words with edges; Chinese, Japanese, Korean and Thai are written without any. */
const WRITTEN_WITHOUT_GAPS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const LETTER = /[\p{L}\p{N}]/u
const hasEdge = (char: string) => LETTER.test(char) && !WRITTEN_WITHOUT_GAPS.test(char)

function containsWord(text: string, word: string): boolean {
  if (word === '') return false
  const startsWithLetter = hasEdge(word.charAt(0))
  const endsWithLetter = hasEdge(word.charAt(word.length - 1))
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const startsClean = !(startsWithLetter && hasEdge(text.charAt(at - 1)))
    const endsClean = !(endsWithLetter && hasEdge(text.charAt(at + word.length)))
    if (startsClean && endsClean) return true
  }
  return false
}
