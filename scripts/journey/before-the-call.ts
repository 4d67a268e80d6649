/** From the calendar to a bot that records. */
import type { DateTime } from 'luxon'
import { lengthOf } from '../../sim/meetings.ts'
import { check } from './check.ts'
import type { Walk } from './types.ts'

/** Lead of the bot under the default rules. */
const JOIN_BUFFER_MINUTES = 2
const MOVED_BY_MINUTES = 15
const LOOKED_AT_AFTER_SECONDS = 5

/** An event in the person's calendar reaches us by push. */
export async function appears(walk: Walk): Promise<string> {
  const [id] = walk.world.sims.google.addEvent(eventFor(walk))
  walk.eventId = id ?? ''
  await walk.world.settle()
  const { title } = await upcoming(walk)
  return `"${title}" arrived by push`
}

export async function decided(walk: Walk): Promise<string> {
  const { wants, sentence, joinAt } = await upcoming(walk)
  check(wants, `the rules say: ${sentence}`)
  check(joinAt === iso(lead(walk.start)), `joining at ${joinAt}`)
  return sentence
}

export async function scheduled(walk: Walk): Promise<string> {
  const bots = await botsAtRecall(walk)
  check(bots.length === 1, `Recall has ${bots.length} bots for this meeting`)
  walk.recallBotId = bots[0] ?? ''
  const seen = await walk.world.product.context.recall?.readBot(walk.recallBotId)
  check(iso(seen?.joinAt) === iso(lead(walk.start)), `Recall's bot joins at ${iso(seen?.joinAt)}`)
  return `one bot at Recall, for ${JOIN_BUFFER_MINUTES} minutes before the start`
}

/** The person moves the meeting; the same bot follows. */
export async function rescheduled(walk: Walk): Promise<string> {
  walk.start = walk.start.plus({ minutes: MOVED_BY_MINUTES })
  check(walk.world.sims.google.moveEvent(walk.eventId, walk.start.toMillis()), 'the calendar did not move it')
  const bots = await botsAtRecall(walk)
  const seen = await walk.world.product.context.recall?.readBot(walk.recallBotId)
  check(bots.length === 1 && bots[0] === walk.recallBotId, `Recall has ${bots.length} bots after the move`)
  check(iso(seen?.joinAt) === iso(lead(walk.start)), `Recall's bot joins at ${iso(seen?.joinAt)}`)
  return `moved by ${MOVED_BY_MINUTES} minutes, the same bot follows`
}

/** Time passes; Recall's webhooks tell what the bot does. */
export async function joined(walk: Walk): Promise<string> {
  await walk.world.until(walk.start.plus({ seconds: LOOKED_AT_AFTER_SECONDS }))
  const { sessionId, bot } = await upcoming(walk)
  walk.sessionId = sessionId ?? ''
  const session = await walk.person.browser.api('GET /v1/sessions/{id}', { params: { id: walk.sessionId } })
  const codes = session.bot?.timeline.map(({ code }) => code) ?? []
  const isOver = lengthOf(walk.script) < LOOKED_AT_AFTER_SECONDS // hardly a word, and everybody has left
  check(
    isOver || bot?.state === 'recording',
    `the bot is ${bot?.state} after ${codes.join(', ')}: ${bot?.trouble}`,
  )
  for (const code of ['joining_call', 'in_waiting_room', 'in_call_recording'])
    check(codes.includes(code), `no ${code} among ${codes.join(', ')}`)
  return codes.join(' → ')
}

const lead = (start: DateTime) => start.minus({ minutes: JOIN_BUFFER_MINUTES })
const iso = (instant: DateTime | null | undefined) => instant?.toUTC().toISO() ?? null

function eventFor({ script, start, person }: Walk) {
  const minutes = Math.max(15, Math.ceil(lengthOf(script) / 60))
  const talk = start.plus({ minutes: MOVED_BY_MINUTES }).toUnixInteger() // people come when it has been moved to
  const room = 80_000_000_000 + ((start.toUnixInteger() * 31 + script.name.length * 7919) % 9_999_999_999)
  const query = new URLSearchParams({ pwd: 'Zk1', play: script.name, sim: 'lobby:20', at: String(talk) })
  return {
    title: script.title,
    startsAt: start.toMillis(),
    endsAt: start.plus({ minutes }).toMillis(),
    link: `https://us02web.zoom.us/j/${room}?${query}`,
    people: [person.email, 'guest@partner.example'],
  }
}

async function upcoming({ person, script, start }: Walk) {
  const { meetings } = await person.browser.api('GET /v1/upcoming')
  const found = meetings.find((meeting) => meeting.title === script.title && meeting.start === iso(start))
  check(
    found !== undefined,
    `"${script.title}" at ${iso(start)} is not among ${meetings.length} upcoming meetings`,
  )
  return found
}

/** The ids of the living bots at Recall for this meeting. */
async function botsAtRecall({ world, script }: Walk): Promise<string[]> {
  await world.settle()
  return world.sims.recall
    .bots()
    .filter(({ config, place }) => playOf(config.meeting_url) === script.name && place !== 'gone')
    .map(({ id }) => id)
}

const playOf = (link: string) => new URL(link).searchParams.get('play')
