/**
 * "There is work": a nudge between two parts of one process, by the thing that they share (the database's door).
 * It carries nothing and may be lost; whoever listens looks into the database, and does so by itself now and then.
 */
type Listeners = Map<string, Set<() => void>>
const listening = new WeakMap<object, Listeners>()

/** Nudge everyone in this process who listens for `name` on the same shared thing. */
export function wake(shared: object, name: string): void {
  for (const run of listening.get(shared)?.get(name) ?? []) run()
}

/** Hear nudges; returns how to stop hearing. */
export function onWake(shared: object, name: string, run: () => void): () => void {
  const names = listening.get(shared) ?? new Map<string, Set<() => void>>()
  listening.set(shared, names)
  const runs = names.get(name) ?? new Set()
  names.set(name, runs)
  runs.add(run)
  return () => void runs.delete(run)
}
