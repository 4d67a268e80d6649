/** Stories that the property test found, kept under their names: each went wrong once. */
import { afterAll, test } from 'vitest'
import { freshDatabase } from '../database.ts'
import type { Action, Step } from './actions.ts'
import { play } from './run.ts'
import { openStage } from './small-world.ts'

const data = await freshDatabase()
const stage = await openStage(data)
afterAll(async () => {
  await stage.close()
  await data[Symbol.asyncDispose]()
})

const at = { room: 0, hour: 8, lasting: 30, withBoth: false } as const
const daily = { do: 'series', ...at, title: 'Planning', rule: 'RRULE:FREQ=DAILY;COUNT=4' } as const
const rulesOff = { do: 'rules', who: 1, isOn: false, buffer: 0, isPicky: false } as const
const yesToSeries = { do: 'say', who: 1, pick: 0, scope: 'series', word: true } as const
const noSecrets = { do: 'rules', who: 1, isOn: true, buffer: 0, isPicky: true } as const
const deleted = { do: 'deleteFollowing', pick: 0 } as const
const weekly = 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=4' as const
const following = (pick: number) => ({ do: 'following', pick, hours: 0 }) as const

const step = (action: Action, settles = true): Step => ({ action, settles })

test.each<[string, Step[]]>([
  [
    'Outlook’s "this and following" keeps the word about the series',
    [step({ ...daily, who: 1, day: 2 }), step(rulesOff), step(yesToSeries), step(following(2))],
  ],
  [
    'a series of Outlook split at its very beginning keeps the word, too',
    [step({ ...daily, who: 1, day: 2 }), step(rulesOff), step(yesToSeries), step(following(0))],
  ],
  [
    'what is said after the split is meant for both halves',
    [step({ ...daily, who: 1, day: 2 }), step(rulesOff), step(following(2)), step(yesToSeries)],
  ],
  [
    'another series in the room of one that was deleted does not take over its word',
    [
      step({ ...daily, who: 1, day: 4 }),
      step(noSecrets),
      step(yesToSeries),
      step(deleted, false),
      step({ ...daily, who: 1, day: 6, title: 'Secret plans', rule: weekly }),
    ],
  ],
])('%s', { timeout: 60_000 }, async (_, story) => {
  await play(stage, story)
})
