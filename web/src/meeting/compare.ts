/** Two versions of a summary, point by point. Pure. */

type Point = { text: string }
type Notes = {
  tldr: readonly Point[]
  decisions: readonly Point[]
  actionItems: readonly (Point & { owner: string | null })[]
  followUpQuestions: readonly Point[]
  highlights: readonly Point[]
  topics: readonly { title: string; points: readonly Point[] }[]
}
export type Compared = { text: string; is: 'only' | 'gone' | 'both' }

/** Every point once, in the order of the page. */
export function textsOf({
  tldr,
  decisions,
  actionItems,
  followUpQuestions,
  highlights,
  topics,
}: Notes): string[] {
  const tasks = actionItems.map(({ text, owner }) => ({ text: owner ? `${text} (${owner})` : text }))
  const byTopic = topics.flatMap(({ points }) => points)
  const all = [tldr, decisions, tasks, followUpQuestions, highlights, byTopic].flat()
  return [...new Set(all.map(({ text }) => text))]
}

/** What stands in this version, then what stands only in the other. */
export function compared(these: readonly string[], others: readonly string[]): Compared[] {
  const [here, there] = [new Set(these), new Set(others)]
  return [
    ...these.map((text) => ({ text, is: there.has(text) ? ('both' as const) : ('only' as const) })),
    ...others.filter((text) => !here.has(text)).map((text) => ({ text, is: 'gone' as const })),
  ]
}
