/** What people do, at their providers and in the product; and the troubles that providers have by themselves. */
import type { DateTime } from 'luxon'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { connectCalendar } from '#calendar/connecting/connect-calendar.ts'
import { disconnectCalendar } from '#calendar/connecting/disconnect-calendar.ts'
import { defaults } from '#calendar/deciding/rules.ts'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { saveRules } from '#calendar/rules/save-rules.ts'
import type { Process } from './process.ts'
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
  forged: number
}

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

const personOf = (known: Known, email: string): Person => {
  const person = known.people.find((one) => one.email === email)
  if (!person) throw new Error(`nobody is called ${email}`)
  return person
}

/** In one transaction of the product's, as the API would. */
const ask = (world: World, label: string, work: (process: Process) => Promise<unknown>) =>
  world.inProcess(label, work)

function override(world: World, known: Known, { who, meeting, say }: Extract<Action, { does: 'override' }>) {
  const person = personOf(known, who)
  const { organizationId, userId } = person
  return ask(world, 'override', async ({ needs }) => {
    const isDone = await needs.db.asOrganization(organizationId, async (tx) => {
      const event = await tx
        .selectFrom('calendarEvents')
        .select('id')
        .where('userId', '=', userId)
        .where('title', '=', `Meeting ${meeting}`)
        .where('deletedAt', 'is', null)
        .orderBy('id')
        .executeTakeFirst()
      if (!event) return false
      const autoJoin = say === null ? null : say === 'join'
      await overrideEvent(tx, needs, { organizationId, userId, eventId: event.id, autoJoin })
      return true
    })
    if (!isDone) return 'not there'
    if (say === null) known.overrides.delete(`${who} ${meeting}`)
    else known.overrides.set(`${who} ${meeting}`, say)
    return say ?? 'as the rules say'
  })
}

function stop(world: World, known: Known, { who, meeting }: Extract<Action, { does: 'stop the bot' }>) {
  const { organizationId } = personOf(known, who)
  const link = known.meetings.get(meeting)
  return ask(world, 'stop', async ({ needs }) => {
    if (!link) return 'not there'
    const isDone = await needs.db.asOrganization(organizationId, async (tx) => {
      const bot = await tx
        .selectFrom('bots')
        .select(['sessionId', 'state'])
        .where('meetingUrl', 'like', `%/j/8551234${meeting.slice(1).padStart(4, '0')}%`)
        .orderBy('generation', 'desc')
        .executeTakeFirst()
      if (!bot) return false
      await stopBot(tx, needs, { organizationId, sessionId: bot.sessionId })
      return true
    })
    if (isDone) known.stopped.add(`${organizationId} ${meeting}`)
    return isDone ? 'stopped' : 'no bot'
  })
}

export function changeRules(world: World, known: Known, who: string, autoJoin: boolean) {
  const person = personOf(known, who)
  const { organizationId, userId } = person
  return ask(world, 'rules', async ({ needs }) => {
    const rules = {
      ...defaults,
      autoJoinEnabled: autoJoin,
      joinBufferMinutes: 0,
      excludedKeywords: ['confidential'],
    }
    await needs.db.asOrganization(organizationId, (tx) =>
      saveRules(tx, needs, { organizationId, userId, rules }),
    )
    person.autoJoin = autoJoin
    return String(autoJoin)
  })
}

function disconnect(world: World, known: Known, who: string) {
  const person = personOf(known, who)
  const { organizationId, userId } = person
  return ask(world, 'disconnect', async ({ needs }) => {
    const isDone = await needs.db.asOrganization(organizationId, async (tx) => {
      const connection = await tx
        .selectFrom('calendarConnections')
        .select('id')
        .where('userId', '=', userId)
        .where('status', '!=', 'disconnected')
        .executeTakeFirst()
      if (connection)
        await disconnectCalendar(tx, needs, { organizationId, userId, connectionId: connection.id })
      return connection !== undefined
    })
    person.isConnected = false
    return String(isDone)
  })
}

const NAMES = { google: 'google_calendar', microsoft: 'microsoft_outlook' } as const

export function connect(world: World, person: Person) {
  const { organizationId, userId, email, provider } = person
  const granted = world.sims[provider].grant(email)
  return ask(world, 'connect', async ({ needs }) => {
    const port = needs[provider]
    if (!port) return 'off'
    const calendars = await port.listCalendars(granted.access_token)
    const grant = {
      accountId: email,
      email,
      name: email,
      accessToken: granted.access_token,
      refreshToken: granted.refresh_token,
      expiresInSeconds: granted.expires_in,
      scopes: granted.scope.split(' '),
    }
    await needs.db.asOrganization(organizationId, (tx) =>
      connectCalendar(tx, needs, { organizationId, userId, provider: NAMES[provider], grant, calendars }),
    )
    person.isConnected = true
    return 'connected'
  })
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
