/** What can be done with a line of the transcript, by menu and by key. */
export type LineAction = 'edit' | 'speaker' | 'comment' | 'copy' | 'redact'

/** The keys of a meeting's page; the list of keys shows the same. */
export const LINE_KEYS: Readonly<Record<string, LineAction>> = {
  e: 'edit',
  s: 'speaker',
  c: 'comment',
  y: 'copy',
}

/** The next or previous line from the one that is current; from none, the first or the last. */
export function neighbour(
  ids: readonly string[],
  current: string | undefined,
  by: 1 | -1,
): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current)
  if (at === -1) return by === 1 ? ids[0] : ids.at(-1)
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))]
}

/** How much of a meeting the points of its summary rest on: stretches of time, joined where they touch. Pure. */
export type Stretch = { from: number; to: number; isCovered: boolean; lineId: string }

export function coverage(
  lines: readonly { id: string; start: number; end: number }[],
  cited: ReadonlySet<string>,
): { stretches: Stretch[]; share: number } {
  const stretches: Stretch[] = []
  let covered = 0
  let spoken = 0
  for (const { id, start, end } of lines) {
    const isCovered = cited.has(id)
    const seconds = Math.max(0, end - start)
    spoken += seconds
    if (isCovered) covered += seconds
    const last = stretches.at(-1)
    if (last?.isCovered === isCovered) last.to = Math.max(last.to, end)
    else stretches.push({ from: start, to: Math.max(start, end), isCovered, lineId: id })
  }
  return { stretches, share: spoken > 0 ? covered / spoken : 0 }
}
