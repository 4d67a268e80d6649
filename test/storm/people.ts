/** What people do, at their providers and in the product; and the troubles that providers have by themselves. */
import type { DateTime } from 'luxon'
import { changeRules, connect, disconnect, override, personOf, redact, stop } from './deeds.ts'
import type { Action, Meeting } from './script.ts'
import { START, type World } from './world.ts'

export type Person = {
  email: string
  organizationId: string
  userId: string
  provider: 'google' | 'microsoft'
  isConnected: boolean
  autoJoin: boolean
}
/** The storm's own memory of what people want: the oracle reads it. */
export type Known = {
  people: Person[]
  meetings: Map<string, Meeting & { id: string }>
  /** `person meeting` → what they said. */
  overrides: Map<string, 'join' | 'skip'>
  /** `organization meeting`: a person stopped the bot, for good. */
  stopped: Set<string>
  /** Organizations that allow themselves so many minutes. */
  limits: Map<string, number>
  forged: number
}

export const knownOf = (people: Person[]): Known => ({
  ...{ people, meetings: new Map(), overrides: new Map(), stopped: new Set(), limits: new Map(), forged: 0 },
})

const inMinutes = (minutes: number): DateTime => START.plus({ minutes })

export const linkOf = ({ name, course }: Meeting) =>
  `https://us02web.zoom.us/j/8551234${name.slice(1).padStart(4, '0')}?pwd=Zk1&play=storm&sim=${course}`

/** Returns what came of it. */
export async function act(world: World, known: Known, action: Action): Promise<string> {
  const { sims } = world
  const agenda = sims.google // both providers show one agenda, and either can change it
  const idOf = (name: string) => known.meetings.get(name)?.id ?? ''
  switch (action.does) {
    case 'plan':
      return plan(world, known, action.meeting)
    case 'move': {
      const now = agenda.getEvent(idOf(action.meeting))
      return now ? String(agenda.moveEvent(now.id, now.start + action.by * 60_000)) : 'not there'
    }
    case 'make confidential':
      return String(agenda.renameEvent(idOf(action.meeting), 'Confidential'))
    case 'call off':
      return String(agenda.cancelEvent(idOf(action.meeting)))
    case 'delete':
      return String(agenda.deleteEvent(idOf(action.meeting)))
    case 'end the call':
      return toBots(world, known, action.meeting, sims.recall.end)
    case 'kick':
      return toBots(world, known, action.meeting, sims.recall.kick)
    case 'refuse in the lobby':
      return toBots(world, known, action.meeting, sims.recall.refuse)
    case 'answer':
      return String(agenda.respond(action.who, idOf(action.meeting), action.reply))
    case 'override':
      return override(world, known, action)
    case 'stop the bot':
      return stop(world, known, action)
    case 'redact a line':
      return redact(world, known, action)
    case 'change the rules':
      return changeRules(world, known, action.who, action.autoJoin)
    case 'disconnect':
      return disconnect(world, known, action.who)
    case 'connect again':
      return connect(world, personOf(known, action.who))
    case 'take back the permission':
      sims.google.revoke(action.who)
      sims.microsoft.revoke(action.who)
      return 'revoked'
    default:
      return atProviders(world, known, action)
  }
}

/** Nothing that a person does to us. */
async function atProviders(world: World, known: Known, action: Action): Promise<string> {
  const { sims } = world
  switch (action.does) {
    case 'forget sync tokens':
      sims.google.expireSyncTokens()
      sims.microsoft.expireSyncTokens()
      return 'forgotten'
    case 'expire access tokens':
      sims.google.expireAccessTokens()
      sims.microsoft.expireAccessTokens()
      return 'expired'
    case 'close channels':
      sims.google.killChannels()
      return 'closed'
    case 'miss pushes':
      for (const { email, provider } of known.people)
        if (provider === 'microsoft') sims.microsoft.lifecycle(email, 'missed')
      return 'missed'
    case 'run out of bots':
      sims.recall.knobs.adHocPool = 0
      world.clock.at(world.clock.now().plus({ seconds: action.seconds }), () => {
        sims.recall.knobs.adHocPool = 30
      })
      return 'none left'
    case 'forge a webhook':
      return forge(world, known)
    default:
      return 'unknown'
  }
}

async function plan({ sims }: World, known: Known, meeting: Meeting): Promise<string> {
  const start = inMinutes(meeting.startsAt).toMillis()
  const people = [meeting.organizer, ...meeting.guests]
  const draft = {
    id: `storm-${meeting.name}`,
    title: `Meeting ${meeting.name}`,
    start,
    end: start + meeting.minutes * 60_000,
    link: linkOf(meeting),
    people,
  }
  const { id } = sims.google.createEvent(meeting.organizer, draft)
  known.meetings.set(meeting.name, { ...meeting, id })
  return 'planned'
}

async function toBots(
  { sims }: World,
  known: Known,
  name: string,
  does: (botId: string) => boolean,
): Promise<string> {
  const meeting = known.meetings.get(name)
  if (!meeting) return 'not there'
  const there = sims.recall.bots().filter(({ config }) => config.meeting_url === linkOf(meeting))
  return String(there.map(({ id }) => does(id)).length)
}

/** Somebody who does not know the secret knocks at each door. */
async function forge(world: World, known: Known): Promise<string> {
  const bot = world.sims.recall.bots()[0]
  const body = JSON.stringify({
    event: 'bot.fatal',
    data: {
      data: { code: 'fatal', sub_code: 'forged', updated_at: world.clock.now().toISO() },
      bot: { id: bot?.id ?? '-', metadata: bot?.config.metadata ?? {} },
    },
  })
  const id = `msg_forged${++known.forged}`
  const seconds = String(Math.floor(world.clock.now().toSeconds()))
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${btoa('not the signature of this')}`,
  }
  const google = {
    'x-goog-channel-id': 'none',
    'x-goog-channel-token': 'guessed',
    'x-goog-resource-state': 'exists',
    'x-goog-message-number': '1',
  }
  const answers = [
    await world.network.knock('/hooks/recall', { method: 'POST', body, headers }).catch(() => null),
    await world.network
      .knock('/hooks/recall/live/guessed', { method: 'POST', body, headers })
      .catch(() => null),
    await world.network.knock('/hooks/google', { method: 'POST', headers: google }).catch(() => null),
  ]
  return answers.map((answer) => answer?.status ?? 'down').join(' ')
}
