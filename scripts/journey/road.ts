/** The main job, step by step, each with the fact that proves it: from a calendar to an e-mail and to minutes. */
import type { MeetingScript } from '../../sim/meeting-script.ts'
import type { World } from '../../test/world.ts'
import { finalTranscript, liveTranscript, mailed, metered, summarized } from './after-the-call.ts'
import { appears, decided, joined, rescheduled, scheduled } from './before-the-call.ts'
import type { Facts, Person, Step, StepWork, Walk } from './types.ts'

const road: [name: string, work: StepWork][] = [
  ['calendar event', appears],
  ['decision', decided],
  ['scheduled bot', scheduled],
  ['rescheduled', rescheduled],
  ['webhooks: joined, lobby, recording', joined],
  ['live transcript', liveTranscript],
  ['final transcript', finalTranscript],
  ['summary', summarized],
  ['e-mail', mailed],
  ['metered minutes', metered],
]

/** Play one meeting for one person. A step that fails ends the road and says why; nothing is thrown. */
export async function playRoad(
  world: World,
  person: Person,
  script: MeetingScript,
  said: (step: Step) => void,
): Promise<Facts> {
  const facts: Facts = {
    ...{ ok: false, steps: [], meeting: script.title, lines: 0 },
    ...{ summary: null, emails: 0, billable_seconds: 0 },
  }
  const start = world.clock.now().plus({ minutes: 20 }).startOf('minute')
  const walk: Walk = { world, person, script, start, facts, eventId: '', recallBotId: '', sessionId: '' }
  world.sims.meetings.add(script)
  for (const [name, work] of road) {
    const step = await timed(name, work, walk)
    facts.steps.push(step)
    said(step)
    if (!step.ok) return facts
  }
  return { ...facts, ok: true }
}

async function timed(name: string, work: StepWork, walk: Walk): Promise<Step> {
  const from = performance.now()
  const done = (ok: boolean, fact: string): Step => ({
    ...{ name, ok, fact },
    ms: Math.round(performance.now() - from),
    at: walk.world.clock.now().toFormat('HH:mm:ss'),
  })
  return work(walk).then(
    (fact) => done(true, fact),
    (error: unknown) => done(false, error instanceof Error ? error.message : String(error)),
  )
}
