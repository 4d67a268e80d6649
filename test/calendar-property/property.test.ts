/**
 * Whatever people and the world do, in whatever order, with messages lost, doubled and turned around, with cursors
 * that run out, providers that are down and a process that dies in between: when it is quiet again, the bots that are
 * wished for are those that the calendars ask for.
 */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'
import { steps } from './actions.ts'
import { armCrashes, crashesSoFar } from './crashes.ts'
import { play } from './run.ts'
import { openStage } from './small-world.ts'

const RUNS = Number(process.env.CALENDAR_RUNS ?? 100)
/** The same stories in each run of the tests, so that they judge the change at hand; the nightly run draws new ones. */
const SEED = Number(process.env.CALENDAR_SEED ?? 10)
const PATH = process.env.CALENDAR_PATH
const MOST_STEPS = 14
/** On a busy machine fewer stories are played: it says how many. */
const LIMIT_MS = Number(process.env.CALENDAR_MINUTES ?? 1.5) * 60_000
const TIMEOUT_MS = 3 * LIMIT_MS + 60_000

const data = await freshDatabase()
const stage = await openStage(data)
armCrashes()
afterAll(async () => {
  await stage.close()
  await data[Symbol.asyncDispose]()
})

test(`the wished bots are those that the calendars ask for, over ${RUNS} stories`, {
  timeout: TIMEOUT_MS,
}, async () => {
  process.stdout.write(`calendar stories: seed ${SEED} (again: CALENDAR_SEED=${SEED})\n`)
  let played = 0
  await fc.assert(
    fc.asyncProperty(steps(MOST_STEPS), async (story) => {
      await play(stage, story)
      played += 1
    }),
    { numRuns: RUNS, seed: SEED, ...(PATH && { path: PATH }), interruptAfterTimeLimit: LIMIT_MS },
  )
  process.stdout.write(`calendar stories: ${played} played, ${crashesSoFar()} crashes survived\n`)
  if (played >= 50 && PATH === undefined) expect(crashesSoFar()).toBeGreaterThan(0)
})
