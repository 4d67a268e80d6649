/** All work that the worker does: the jobs it takes from the queue and the sweeps that time causes. */
import { mailInvitation } from '#auth/jobs.ts'
import { forgetOldChanges } from '#events/jobs.ts'

/** One line per job; the migration makes a queue for each. */
export const allJobs = [mailInvitation] as const

/** One line per sweep. */
export const allSweeps = [forgetOldChanges] as const
