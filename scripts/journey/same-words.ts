/** Compares what was said with what is stored: each speaker's words, in number; tags such as {laugh} are not words. */
type Said = { speaker: string; text: string }

/** Null when equal; else a sentence with the first difference. */
export function sameWords(truth: readonly Said[], stored: readonly Said[]): string | null {
  const expected = count(truth)
  const found = count(stored)
  for (const word of new Set([...expected.keys(), ...found.keys()])) {
    const [a, b] = [expected.get(word) ?? 0, found.get(word) ?? 0]
    if (a !== b) return `${word.replace('\u0000', ' said "')}" ${a} times, stored ${b} times`
  }
  return null
}

function count(lines: readonly Said[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { speaker, text } of lines)
    for (const word of text
      .replaceAll(/\{[^}]*\}/g, ' ')
      .split(/\s+/)
      .filter(Boolean)) {
      const key = `${speaker}\u0000${word}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  return counts
}
