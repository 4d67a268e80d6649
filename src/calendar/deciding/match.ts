/** Comparing what people type with what calendars contain: words without regard to case and accents, domains by label. */
import { domainToASCII } from 'node:url'

/** The first of the keywords that the text contains as whole words, as the person typed it; null when none. */
export function findKeyword(text: string, keywords: readonly string[]): string | null {
  const folded = fold(text)
  return keywords.find((keyword) => containsWord(folded, fold(keyword).trim())) ?? null
}

/** Case, accents, ligatures and invisible characters removed; the same in every locale. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll(/\s+/g, ' ')
}

/** Latin and the like have words with edges; Chinese, Japanese, Korean and Thai are written without any. */
const WRITTEN_WITHOUT_GAPS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const LETTER = /[\p{L}\p{N}]/u
const hasEdge = (char: string) => LETTER.test(char) && !WRITTEN_WITHOUT_GAPS.test(char)

function containsWord(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? ' '
    const after = text.at(at + word.length) ?? ' '
    const startsClean = !(hasEdge(word.at(0) ?? ' ') && hasEdge(before))
    const endsClean = !(hasEdge(word.at(-1) ?? ' ') && hasEdge(after))
    if (startsClean && endsClean) return true
  }
  return false
}

/** Whether the address is of this domain; `*.example.com` means example.com and everything below it. */
export function fitsDomain(email: string, domain: string): boolean {
  const theirs = ascii(email.slice(email.lastIndexOf('@') + 1))
  const wanted = ascii(domain.replace(/^\*\./, ''))
  if (theirs === '' || wanted === '' || !email.includes('@')) return false
  return theirs === wanted || (domain.startsWith('*.') && theirs.endsWith(`.${wanted}`))
}

const ascii = (domain: string) => domainToASCII(domain.trim().toLowerCase())
