/** What people do in the product: its own verbs, each in one transaction of its process, as the API would. */
import { setLimit } from '#billing/spending/set-limits.ts'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { connectCalendar } from '#calendar/connecting/connect-calendar.ts'
import { disconnectCalendar } from '#calendar/connecting/disconnect-calendar.ts'
import { defaults } from '#calendar/deciding/rules.ts'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { saveRules } from '#calendar/rules/save-rules.ts'
import type { OrganizationTx } from '#db/db.ts'
import { linesNow } from '#sessions/record/change-lines.ts'
import { redactLines } from '#sessions/record/redact-lines.ts'
import type { Known, Person } from './people.ts'
import type { Process } from './process.ts'
import type { Action } from './script.ts'
import type { World } from './world.ts'

export const personOf = (known: Known, email: string): Person => {
  const person = known.people.find((one) => one.email === email)
  if (!person) throw new Error(`nobody is called ${email}`)
  return person
}

/** In one transaction of the product's, as the API would. */
const ask = (world: World, label: string, work: (process: Process) => Promise<unknown>) =>
  world.inProcess(label, work)

export function override(
  world: World,
  known: Known,
  { who, meeting, say }: Extract<Action, { does: 'override' }>,
) {
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

type About = Extract<Action, { does: 'stop the bot' | 'redact a line' }>

export function stop(world: World, known: Known, { who, meeting }: About) {
  const { organizationId } = personOf(known, who)
  const link = known.meetings.get(meeting)
  return ask(world, 'stop', async ({ needs }) => {
    if (!link) return 'not there'
    const isDone = await needs.db.asOrganization(organizationId, async (tx) => {
      const bot = await botIn(tx, meeting)
      if (!bot) return false
      await stopBot(tx, needs, { organizationId, sessionId: bot.sessionId })
      return true
    })
    if (isDone) known.stopped.add(`${organizationId} ${meeting}`)
    return isDone ? 'stopped' : 'no bot'
  })
}

/** The owner of the meeting removes its first line, wherever that stands. */
export function redact(world: World, known: Known, { who, meeting }: About) {
  const { organizationId } = personOf(known, who)
  return ask(world, 'redact', ({ needs }) =>
    needs.db.asOrganization(organizationId, async (tx) => {
      const bot = await botIn(tx, meeting)
      if (!bot) return 'no bot'
      const lines = await linesNow(tx, bot.sessionId)
      const words = lines.find(({ content }) => content !== '')?.content
      if (words === undefined) return 'no words'
      const viewer = await ownerOf(tx, bot.sessionId)
      const transcriptIds = lines.filter(({ content }) => content === words).map(({ id }) => id)
      await redactLines(tx, needs.clock, viewer, { organizationId, sessionId: bot.sessionId, transcriptIds })
      return `${transcriptIds.length} redacted`
    }),
  )
}

const botIn = (tx: OrganizationTx, meeting: string) =>
  tx
    .selectFrom('bots')
    .select('sessionId')
    .where('meetingUrl', 'like', `%/j/8551234${meeting.slice(1).padStart(4, '0')}%`)
    .orderBy('generation', 'desc')
    .executeTakeFirst()

const ownerOf = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select(['users.id as userId', 'users.email'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirstOrThrow()

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

/** The first organization gives itself a limit. */
export function limit(world: World, known: Known, monthlyMinutes: number) {
  const organizationId = known.people[0]?.organizationId ?? ''
  known.limits.set(organizationId, monthlyMinutes)
  return ask(world, 'limit', ({ needs }) =>
    needs.db.asOrganization(organizationId, (tx) =>
      setLimit(tx, needs, { organizationId, userId: null, monthlyMinutes }),
    ),
  )
}

export function disconnect(world: World, known: Known, who: string) {
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
