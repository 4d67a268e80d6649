/**
 * `node tell.ts OWNER_URL APP_URL SEED RUNS` plays stories and prints what is left of each: the same text in every
 * time zone that the process may be set to.
 */
import fc from 'fast-check'
import { steps } from './actions.ts'
import { armCrashes } from './crashes.ts'
import { play } from './run.ts'
import { openStage } from './small-world.ts'

const MOST_STEPS = 10
const [ownerUrl = '', url = '', seed = '0', runs = '1'] = process.argv.slice(2)

armCrashes()
const stage = await openStage({ ownerUrl, url })
for (const story of fc.sample(steps(MOST_STEPS), { seed: Number(seed), numRuns: Number(runs) }))
  process.stdout.write(`${await play(stage, story)}\n--\n`)
await stage.close()
