/** The main job, step by step, each with the fact that proves it: from a calendar to an e-mail and to minutes. */
import type { DateTime } from 'luxon'
import { lengthOf, type MeetingScript } from '../../sim/meetings.ts'
import type { Browser } from '../../test/browser-session.ts'
import type { World } from '../../test/world.ts'
import { check } from './check.ts'
import { sameWords } from './same-words.ts'

export type Step = { name: string; ok: boolean; ms: number; at: string; fact: string }
export type Facts = {
  ok: boolean
  steps: Step[]
  meeting: string
  lines: number
  summary: { status: string; writtenBy: string | null; points: number } | null
  emails: number
  billable_seconds: number
}
export type Person = { browser: Browser; email: string }

/** Lead of the bot under the default rules. */
const JOIN_BUFFER_MINUTES = 2
/** After the last word: leaving, processing, artifacts. */
const AFTERMATH_MINUTES = 20

/** Play one meeting for one person. Never throws: a step that fails ends the road, and says why. */
export async function playRoad(
  world: World,
  person: Person,
  script: MeetingScript,
  said: (step: Step) => void,
): Promise<Facts> {
  const facts: Facts = {
    ok: false,
    steps: [],
    meeting: script.title,
    lines: 0,
    summary: null,
    emails: 0,
    billable_seconds: 0,
  }
  const step = async <T>(name: string, work: () => Promise<{ fact: string; value: T }>): Promise<T> => {
    const from = performance.now()
    const record = (ok: boolean, fact: string) => {
      const done = {
        name,
        ok,
        ms: Math.round(performance.now() - from),
        at: world.clock.now().toFormat('HH:mm:ss'),
        fact,
      }
      facts.steps.push(done)
      said(done)
    }
    try {
      const { fact, value } = await work()
      record(true, fact)
      return value
    } catch (error) {
      record(false, error instanceof Error ? error.message : String(error))
      throw error
    }
  }
  try {
    await walk(world, person, script, facts, step)
    facts.ok = true
  } catch (error) {
    if (facts.steps.every(({ ok }) => ok)) throw error // not a step's failure: a bug of ours
  }
  return facts
}

type DoStep = <T>(name: string, work: () => Promise<{ fact: string; value: T }>) => Promise<T>

async function walk(world: World, person: Person, script: MeetingScript, facts: Facts, step: DoStep) {
  const { api } = person.browser
  const start = world.clock.now().plus({ hours: 2 }).startOf('minute')
  world.sims.meetings.add(script)

  const eventId = await step('calendar event', async () => {
    const [id] = world.sims.google.addEvent(eventFor(script, start, person.email))
    await world.settle()
    const meeting = await upcoming(api, script.title, start)
    return { fact: `"${meeting.title}" arrived by push`, value: id ?? '' }
  })

  await step('decision', async () => {
    const meeting = await upcoming(api, script.title, start)
    check(meeting.wants, `the rules say: ${meeting.sentence}`)
    check(
      meeting.joinAt === iso(start.minus({ minutes: JOIN_BUFFER_MINUTES })),
      `joining at ${meeting.joinAt}`,
    )
    return { fact: meeting.sentence, value: null }
  })

  const recallBotId = await step('scheduled bot', async () => {
    const bots = await botsAt(world, script)
    check(bots.length === 1, `Recall has ${bots.length} bots for this meeting`)
    return { fact: 'one bot at Recall, for two minutes before the start', value: bots[0] ?? '' }
  })

  const moved = await step('rescheduled', async () => {
    const later = start.plus({ minutes: 30 })
    check(world.sims.google.moveEvent(eventId, later.toMillis()), 'the calendar did not move it')
    await world.settle()
    const bots = await botsAt(world, script)
    const seen = await world.product.context.recall?.readBot(recallBotId)
    check(
      bots.length === 1 && iso(seen?.joinAt) === iso(later.minus({ minutes: 2 })),
      `Recall's bot joins at ${iso(seen?.joinAt)}`,
    )
    return { fact: 'moved by 30 minutes, the same bot follows', value: later }
  })

  const sessionId = await step('webhooks: joined, lobby, recording', async () => {
    await world.until(moved.plus({ seconds: 30 }))
    const { sessionId: id, bot } = await upcoming(api, script.title, moved)
    check(bot?.state === 'recording', `the bot is ${bot?.state}: ${bot?.trouble}`)
    const { bot: known } = await api('GET /v1/sessions/{id}', { params: { id: id ?? '' } })
    const codes = known?.timeline.map(({ code }) => code) ?? []
    for (const code of ['joining_call', 'in_waiting_room', 'in_call_recording'])
      check(codes.includes(code), `no ${code}`)
    return { fact: codes.join(' → '), value: id ?? '' }
  })

  const read = () => api('GET /v1/sessions/{id}', { params: { id: sessionId } })

  await step('live transcript', async () => {
    await world.until(moved.plus({ seconds: lengthOf(script) + 5 }))
    const { lines } = await read()
    check(script.lines.length === 0 || lines.length > 0, 'no words arrived while people spoke')
    return { fact: `${lines.length} lines while people spoke`, value: null }
  })

  await step('final transcript', async () => {
    await world.until(moved.plus({ seconds: lengthOf(script), minutes: AFTERMATH_MINUTES }))
    const { lines, status } = await read()
    facts.lines = lines.length
    check(status === 'complete', `the session is ${status}`)
    const difference = sameWords(script.lines, lines)
    check(difference === null, difference ?? '')
    return { fact: `${lines.length} lines, every word of the meeting once`, value: null }
  })

  await step('summary', async () => {
    const { summary, lines } = await read()
    if (script.lines.length === 0) return { fact: 'nothing was said, nothing is claimed', value: null }
    check(summary?.status === 'completed', `the summary is ${summary?.status}: ${summary?.trouble}`)
    const points = summary
      ? [
          ...summary.tldr,
          ...summary.decisions,
          ...summary.actionItems,
          ...summary.followUpQuestions,
          ...summary.highlights,
        ]
      : []
    facts.summary = {
      status: summary?.status ?? 'none',
      writtenBy: summary?.writtenBy ?? null,
      points: points.length,
    }
    const ids = new Set(lines.map(({ id }) => id))
    check((summary?.tldr.length ?? 0) > 0, 'no tl;dr')
    check(
      points.every(({ lineIds }) => lineIds.length > 0 && lineIds.every((id) => ids.has(id))),
      'a point without a source',
    )
    return { fact: `${points.length} points, each with its lines, by ${summary?.writtenBy}`, value: null }
  })

  await step('e-mail', async () => {
    const mails = world.sims.mail.messages().filter(({ subject }) => subject.includes(script.title))
    facts.emails = new Set(mails.map(({ messageId }) => messageId)).size
    const expected = script.lines.length === 0 ? 0 : 1
    check(
      facts.emails === expected && mails.length === expected,
      `${mails.length} mails instead of ${expected}`,
    )
    return {
      fact: mails[0] ? `"${mails[0].subject}" to ${mails[0].to}` : 'none, as nothing was said',
      value: null,
    }
  })

  await step('metered minutes', async () => {
    const { meetings } = await api('GET /v1/usage', { query: { month: moved.toFormat('yyyy-MM') } })
    const row = meetings.find((meeting) => meeting.sessionId === sessionId)
    const truth = await recordedSeconds(world, recallBotId)
    facts.billable_seconds = row?.recordedSeconds ?? 0
    check(
      Math.abs(facts.billable_seconds - truth) < 1,
      `metered ${facts.billable_seconds} s, Recall recorded ${truth} s`,
    )
    check(row?.billableMinutes === Math.ceil(facts.billable_seconds / 60), `${row?.billableMinutes} minutes`)
    return {
      fact: `${facts.billable_seconds} s = ${row?.billableMinutes} minutes, as Recall's own times say`,
      value: null,
    }
  })
}

const iso = (instant: DateTime | null | undefined) => instant?.toUTC().toISO() ?? null

function eventFor(script: MeetingScript, start: DateTime, email: string) {
  const minutes = Math.max(15, Math.ceil(lengthOf(script) / 60))
  const link = `https://us02web.zoom.us/j/${idOf(script, start)}?pwd=Zk1&play=${encodeURIComponent(script.name)}&sim=lobby:20`
  return {
    title: script.title,
    startsAt: start.toMillis(),
    endsAt: start.plus({ minutes }).toMillis(),
    link: `${link}&at=${start.plus({ minutes: 30 }).toUnixInteger()}`, // people talk at the time it is moved to
    people: [email, 'guest@partner.example'],
  }
}

/** Eleven digits, another room for each meeting. */
const idOf = (script: MeetingScript, start: DateTime) =>
  String(80_000_000_000 + ((start.toUnixInteger() * 31 + script.name.length * 7919) % 9_999_999_999))

async function upcoming(api: Browser['api'], title: string, start: DateTime) {
  const { meetings } = await api('GET /v1/upcoming')
  const found = meetings.find((meeting) => meeting.title === title && meeting.start === iso(start))
  check(
    found !== undefined,
    `"${title}" at ${iso(start)} is not among the ${meetings.length} upcoming meetings`,
  )
  return found as NonNullable<typeof found> // checked in the line above
}

/** The ids of the living bots at Recall for this meeting. */
async function botsAt(world: World, script: MeetingScript): Promise<string[]> {
  await world.settle()
  return world.sims.recall
    .bots()
    .filter(({ config, place }) => playOf(config.meeting_url) === script.name && place !== 'gone')
    .map(({ id }) => id)
}

const playOf = (link: string) => new URL(link).searchParams.get('play')

/** Recall's own account: from in_call_recording to call_ended. */
async function recordedSeconds(world: World, recallBotId: string): Promise<number> {
  const bot = await world.product.context.recall?.readBot(recallBotId)
  const at = (code: string) => bot?.statusChanges.find((change) => change.code === code)?.at
  const [from, to] = [at('in_call_recording'), at('call_ended')]
  check(from !== undefined && to !== undefined, 'Recall knows no recording')
  return from && to ? to.diff(from).as('seconds') : 0
}
