/** All work that the worker does: the jobs it takes from the queue and the sweeps that time causes. */
import type { AnyJob } from '#jobs/queue.ts'

/** One line per job; the migration makes a queue for each. */
export const allJobs = [] as const satisfies readonly AnyJob<never>[]

/** One line per sweep. */
export const allSweeps = [] as const
