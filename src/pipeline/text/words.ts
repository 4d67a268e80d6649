/** Words as the built-in summarizer and the checks of evidence compare them. */

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

/** The words of a text in lower case, without marks; "we'll" stays one word, a possessive loses its s. */
export const wordsOf = (text: string): string[] =>
  [
    ...text
      .toLowerCase()
      .replaceAll('’', "'")
      .matchAll(/[\p{L}\p{N}]+(?:['.,][\p{L}\p{N}]+)*/gu),
  ].map(([word]) => word.replace(/'s$/, ''))

/** What a text is about: its words with weight, roughly reduced to their stems. */
export const termsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !EMPTY_WORDS.has(word) && !word.includes("'"))
    .map(stem)
    .filter((term) => term.length > 1)

export const hasWeight = (word: string): boolean => !EMPTY_WORDS.has(word)

/** Rough on purpose: it only has to make "shipped", "shipping" and "ships" one word. */
export const stem = (word: string): string =>
  word.length < 5 ? word : word.replace(/(?:ies|ied)$/, 'y').replace(/(?:ing|ed|es|s)$/, '')
