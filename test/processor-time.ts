/** What a piece of work takes of a core, in milliseconds: the fastest of three runs, whoever else is at the machine. */
export const processorMs = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => once(work)))

function once(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
