/** What a point brings with it word for word: a quotation, a link, an address. */
import { wordsOf } from '#pipeline/text/words.ts'

/** Models tidy up what they quote: so much of it must stand there, in order. */
const ENOUGH = 0.8

/** Whether a quotation stands in a text, fillers and marks aside. An empty one does. */
export function standsIn(quote: string, spoken: string): boolean {
  const wanted = wordsOf(quote)
  const words = wordsOf(spoken)
  if (wanted.length === 0) return true
  const starts = [...words.keys()].filter((at) => words[at] === wanted[0] || words[at] === wanted[1])
  return starts.some(
    (at) => inOrder(wanted, words.slice(at, at + 2 * wanted.length)) >= ENOUGH * wanted.length,
  )
}

/** How many of the wanted words come one after the other, others between them. */
function inOrder(wanted: readonly string[], words: readonly string[]): number {
  let from = 0
  let found = 0
  for (const word of wanted) {
    const at = words.indexOf(word, from)
    if (at === -1) continue
    found++
    from = at + 1
  }
  return found
}

/** Web and mail addresses, in lower case. */
export const linksIn = (text: string): string[] =>
  text
    .toLowerCase()
    .match(/\b(?:https?:\/\/|www\.)[^\s<>"')\]]+|[\w.+-]+@[\w-]+\.[\w.-]*\w|\b(?:javascript|data):\S+/g) ?? []
