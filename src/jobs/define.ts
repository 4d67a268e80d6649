/**
 * What a job is: a name, an input, and an edge that may run twice. Jobs carry ids only.
 * There are no keys: equal work is made equal by the row it works on (a dirty and a done number), because a keyed
 * job that is already waiting can run before the write that asked for it commits (docs/decisions/0003-jobs.md).
 */
import type { z } from 'zod'
import type { AnyTx } from '#db/db.ts'

export type Job<Input extends z.ZodType = z.ZodType, Needs = never> = {
  name: string
  input: Input
  retry?: { limit: number; delaySeconds: number }
  /** Longest a run may take before another worker takes it over. */
  expireSeconds?: number
  /** How many run at once in one worker; none of them waits for another. */
  slots?: number
  run: (needs: Needs, input: z.infer<Input>) => Promise<unknown>
}

export const defineJob = <Input extends z.ZodType, Needs>(job: Job<Input, Needs>) => job

/** Work that time alone causes. Runs on the clock, in each worker; running it twice or late is harmless. */
export type Sweep<Needs = never> = {
  name: string
  everySeconds: number
  /** Once more, when the worker starts: for what may have gone wrong while nobody was there. */
  atStart?: boolean
  run: (needs: Needs) => Promise<unknown>
}

export const defineSweep = <Needs>(sweep: Sweep<Needs>) => sweep

/** What a verb needs to ask for work. */
export type Queue = {
  /** The job exists if, and only if, the transaction that asks for it commits. */
  add<Input extends z.ZodType>(tx: AnyTx, job: Job<Input, never>, input: z.infer<Input>): Promise<void>
}
