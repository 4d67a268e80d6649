/** Who is running: one fibre at a time, of one process. Everything a fibre does knows whose it is. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { mutex } from './mutex.ts'

export type Fibre = {
  label: string
  /** The process that runs it: what outlives its process does nothing any more. */
  process: { isDead: boolean }
  /** The port call in progress, if any. */
  port: string | null
  /** The last outside effect that no commit has followed yet; shared by everything that this fibre does. */
  effect: {
    unsaved: string | null
    /** How many transactions and calls of it are under way: what it began side by side, it may leave behind. */
    open: number
    /** … of which transactions. */
    transactions: number
    /** What it does side by side calls, and pauses, one after the other. */
    turn: ReturnType<typeof mutex>
  }
  isInTransaction: boolean
}

const running = new AsyncLocalStorage<Fibre>()

export const fibre = (): Fibre | undefined => running.getStore()

export const runAs = <T>(fibre: Fibre, work: () => T): T => running.run(fibre, work)

/** The harness's own doings are nobody's: no fault meets them. */
export const asNobody = <T>(work: () => T): T => running.exit(work)

/** What a dead process answers. */
export const never = <T>(): Promise<T> => new Promise(() => {})

/** Something that the fibre waits for, or has left behind. */
export async function counted<T>({ effect }: Fibre, work: () => Promise<T>): Promise<T> {
  effect.open++
  try {
    return await work()
  } finally {
    effect.open--
  }
}

const TURNS = 3

/**
 * A call or a pause, when it is its turn in the fibre: each begins when all that followed from the last one has gone as
 * far as it can, so that it does not matter who is faster.
 */
export function inTurn<T>(mine: Fibre, work: () => Promise<T>): Promise<T> {
  if (mine.isInTransaction) return work() // that is a breach, and told as one
  return new Promise((answer, fail) => {
    void mine.effect.turn(async () => {
      await betweenTransactions(mine)
      await work().then(answer, fail)
      await betweenTransactions(mine)
    })
  })
}

/** Until no transaction of it is under way: what it does side by side stands still, or waits for its turn. */
async function betweenTransactions({ effect, process }: Fibre): Promise<void> {
  for (let quiet = 0; quiet < TURNS && !process.isDead; quiet = effect.transactions === 0 ? quiet + 1 : 0)
    await new Promise(setImmediate)
}

/** Until the last of what a fibre began side by side has ended: a step is over when all of it is. */
export async function whollyEnded({ effect, process }: Fibre): Promise<void> {
  for (let quiet = 0; quiet < TURNS && !process.isDead; quiet = effect.open === 0 ? quiet + 1 : 0)
    await new Promise(setImmediate)
}
