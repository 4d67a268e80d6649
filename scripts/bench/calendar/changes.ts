/** One change at a provider: how many requests it costs us, and how long it takes until Recall has been told. */
import type { DateTime } from 'luxon'
import { convergeBot } from '../../../src/bots/jobs.ts'
import { recallOverHttp } from '../../../src/bots/recall/recall.ts'
import { calendarJobs } from '../../../src/calendar/jobs.ts'
import { keepWatching } from '../../../src/calendar/push/keep-watching.ts'
import { receiveGoogle, receiveMicrosoft } from '../../../src/calendar/push/receive-push.ts'
import { checkBeforeJoining } from '../../../src/calendar/syncing/check-before-joining.ts'
import { pollCalendars } from '../../../src/calendar/syncing/poll-calendars.ts'
import { startSweeps } from '../../../src/jobs/sweeps.ts'
import { drainOnce } from '../../../src/webhooks/drain.ts'
import { runJobs } from '../../../test/calendar-property/durable-queue.ts'
import { type Play, setRules } from '../../../test/calendar-property/play.ts'
import { openStage, RECALL_KEY, type SmallWorld } from '../../../test/calendar-property/small-world.ts'
import { type BenchLine, quantile } from '../lines.ts'

const inbound = { 'google/*': receiveGoogle, 'microsoft/*': receiveMicrosoft }
const sweeps = [pollCalendars, keepWatching, checkBeforeJoining]
const STEP_SECONDS = 5
const LONGEST_MINUTES = 40
const HOUR = 3_600_000
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

export async function changes(
  where: { ownerUrl: string; url: string },
  rounds: number,
): Promise<BenchLine[]> {
  const stage = await openStage(where)
  const lines: BenchLine[] = []
  for (const road of ['good', 'loses'] as const) {
    const { requests, delays } = await measure(await stage.begin(), road, rounds)
    const how = road === 'good' ? 'with its notification' : 'whose notification is lost'
    lines.push(
      { name: `requests to the provider for a change ${how}`, value: mean(requests).toFixed(1) },
      {
        name: `from a change ${how} to the call at Recall (virtual clock)`,
        value: `p50 ${quantile(delays, 0.5)} s, p95 ${quantile(delays, 0.95)} s`,
      },
    )
  }
  await stage.close()
  return lines
}

async function measure(world: SmallWorld, road: 'good' | 'loses', rounds: number) {
  const needs = {
    ...world.needs,
    recall: recallOverHttp({ apiKey: RECALL_KEY, baseUrl: `${world.needs.publicUrl}/recall` }),
  }
  const stop = startSweeps(sweeps, needs, needs)
  const settle = async () => {
    for (;;) {
      await world.sims.google.idle()
      await world.sims.microsoft.idle()
      if (
        (await drainOnce({ ...needs, inbound })) + (await runJobs([...calendarJobs, convergeBot], needs)) ===
        0
      )
        return
    }
  }
  const mind = {
    email: '',
    rules: { isOn: true, buffer: 0, isPicky: false },
    words: new Map<string, boolean>(),
  }
  const play: Play = { world, minds: [mind, mind] }
  for (const who of [0, 1]) await setRules(play, who, { isOn: true, buffer: 0, isPicky: false })
  await settle()
  const [requests, delays]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const start = world.clock
      .now()
      .plus({ hours: 30 + round })
      .toMillis()
    const sim = round % 2 ? world.sims.google : world.sims.microsoft
    const owner = world.members[round % 2 ? 0 : 1]
    const { id } = sim.createEvent(owner?.email ?? '', {
      title: 'One',
      start,
      end: start + HOUR,
      link: `https://zoom.us/j/8551234${1000 + round}`,
    })
    await settle()
    sim.notifications(road)
    const [callsBefore, requestsBefore] = [world.count.recall, world.count.provider]
    const changedAt = world.clock.now()
    sim.moveEvent(id, start + HOUR)
    delays.push(await untilTold(world, settle, callsBefore, changedAt))
    requests.push(world.count.provider - requestsBefore)
    sim.notifications('good')
    await world.clock.advanceTo(world.clock.now().plus({ seconds: 97 })) // another place within the polling interval
    await settle()
  }
  await stop()
  return { requests, delays }
}

/** In seconds of the virtual clock. */
async function untilTold(
  world: SmallWorld,
  settle: () => Promise<void>,
  before: number,
  from: DateTime,
): Promise<number> {
  const giveUp = from.plus({ minutes: LONGEST_MINUTES })
  for (;;) {
    await settle()
    if (world.count.recall > before) return world.clock.now().diff(from).as('seconds')
    if (world.clock.now() > giveUp) throw new Error('A change never reached Recall')
    await world.clock.advanceTo(world.clock.now().plus({ seconds: STEP_SECONDS }))
  }
}
