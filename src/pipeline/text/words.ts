/** Words as the built-in summarizer, search and the checks of evidence compare them. */
import { porterStem } from '#pipeline/text/porter.ts'

/** Words without weight: they say nothing about what a sentence is about. */
const EMPTY_WORDS = new Set(
  (
    'a about after again all also am an and any are as at back be because been before being but by can cannot could ' +
    'did do does doing done down even few for from further get gets getting go goes going gonna good got had has have ' +
    'having he her here hers him his how i if in into is it its itself just kind know let like lot make makes many may ' +
    'maybe me mean might more most much my need no nor not now of off okay oh ok on once one only or other our out over ' +
    'own people probably put quite really right said same say says see she should so some something sort still stuff ' +
    'such sure take than thank thanks that the their them then there these they thing things think this those though ' +
    'three through time to too two um uh under until up us use very want wanna was way we well were what when where ' +
    'which while who whole why will with would yeah yep yes yet you your yours hmm mm mhm hi hello hey bye'
  ).split(' '),
)

/** Words that hold a sentence together. Search leaves them out; unlike above, "people" or "three" can be looked for. */
const FUNCTION_WORDS = new Set(
  (
    'a about above after again against all am an and any are as at be because been before being below between both ' +
    'but by can could did do does doing down during each few for from further had has have having he her here hers him ' +
    'his how i if in into is it its itself just me more most my no nor not now of off on once only or other our out ' +
    'over own same she should so some such than that the their them then there these they this those through to too ' +
    'under until up very was we were what when where which while who whom why will with would you your yours um uh hmm ' +
    'mm yeah okay ok oh'
  ).split(' '),
)

/** Stems of the words with which people ask, rather than what they ask about. */
const ASKING_STEMS = new Set(
  (
    'accord agre anybodi anyon come conclud conclus consid contribut decid decis describ disagre discuss discussion ' +
    'elabor ever explain find forward give group introduc mainli mate meet mention opinion pleas present propos put ' +
    'recommend reflect regard respond sai said show suggest summar summari talk team tell think thought view'
  ).split(' '),
)

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The words of a text in lower case, without marks; "we'll" stays one word, a possessive loses its s. */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('’', "'")
  if (UNSPACED.test(plain))
    return [...segmenter.segment(plain)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
  const words = plain.match(/[\p{L}\p{M}\p{N}]+(?:['.,][\p{L}\p{M}\p{N}]+)*/gu) ?? []
  return words.map((word) => word.replace(/'s$/, ''))
}

/** What a text is about: its words with weight, roughly reduced to their stems. */
export const termsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !EMPTY_WORDS.has(word) && !word.includes("'"))
    .map(stem)
    .filter((term) => term.length > 1 || UNSPACED.test(term))

/** What a text can be found by: stems of all words that are not mere grammar. Digits and names stay whole. */
export const searchTerms = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !FUNCTION_WORDS.has(word) && !word.includes("'"))
    .map(porterStem)

/** What a question asks about; where it says nothing else, the words with which it asks. */
export function questionTerms(question: string): string[] {
  const terms = searchTerms(question)
  const asked = terms.filter((term) => !ASKING_STEMS.has(term))
  return asked.length > 0 ? asked : terms
}

export const hasWeight = (word: string): boolean => !EMPTY_WORDS.has(word)

/** Rough on purpose: it only has to make "shipped", "shipping" and "ships" one word. */
export const stem = (word: string): string =>
  word.length < 5 ? word : word.replace(/(?:ies|ied)$/, 'y').replace(/(?:ing|ed|es|s)$/, '')

/** How many words a reader reads. */
export const wordCount = (text: string): number => wordsOf(text).length
