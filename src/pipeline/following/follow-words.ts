/**
 * A word that was corrected in a line is corrected in what rests on that line, too. Pure. The smallest run of whole
 * words that differs is exchanged, wherever the text holds it.
 */

/** The text with the correction in it; unchanged where it does not hold the words that were wrong. */
export function followWords(text: string, from: string, to: string): string {
  if (from === to || from === '') return text
  const quoted = exchanged(text, from, to)
  if (quoted !== text) return quoted
  const { wrong, right } = difference(from, to)
  return wrong === '' ? text : exchanged(text, wrong, right) // words that were only added change nothing elsewhere
}

/** Never a part of another word. */
function exchanged(text: string, wrong: string, right: string): string {
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(wrong)}(?![\\p{L}\\p{N}])`, 'gu')
  return text.replaceAll(whole, () => right)
}

/** What differs between two texts, grown to whole words. */
function difference(from: string, to: string): { wrong: string; right: string } {
  const [before, after] = [from.split(/\s+/), to.split(/\s+/)]
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  const between = (words: string[]) => bare(words.slice(start, words.length - end).join(' '))
  return { wrong: between(before), right: between(after) }
}

/** Without the marks around it: "Kubernets," is corrected in "the Kubernets move", too. */
const bare = (text: string) => text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
