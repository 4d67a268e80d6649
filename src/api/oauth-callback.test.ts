import { DateTime } from 'luxon'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import { mailToken } from '#mail/mail-token.ts'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'

const password = 'correct horse battery staple'
const email = 'maya@northwind.example'

let data: FreshDatabase
let world: World
let maya: Browser

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl, env: { APP_DATABASE_URL: data.url } })
  const token = new URL(world.setUpLink ?? '').searchParams.get('token') ?? ''
  await world.visitor().api('POST /v1/setup', {
    body: { token, fullName: 'Maya Keller', email, password, organizationName: 'Northwind Trading' },
  })
  maya = world.visitor()
  await maya.signIn(email, password)
  world.sims.google.createEvent(email, {
    title: 'Planning',
    start: DateTime.fromISO('2026-11-24T10:00:00Z').toMillis(),
    end: DateTime.fromISO('2026-11-24T11:00:00Z').toMillis(),
    link: 'https://zoom.us/j/85512345678',
  })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

/** To the consent page and back, doing there what `how` says; where the browser ends up. */
async function connect(browser: Browser, provider: 'google_calendar' | 'microsoft_outlook', how: string) {
  const { redirectUrl } = await maya.api('POST /v1/calendars/connect', { body: { provider } })
  const { url } = await browser.follow(`${redirectUrl}&${how}`)
  return new URL(url).pathname + new URL(url).search
}

test('before anything is connected the page says so', async () => {
  expect(await maya.api('GET /v1/calendars')).toEqual({
    connections: [],
    providers: [
      { provider: 'google_calendar', isOn: true, isOnThroughRecall: false },
      { provider: 'microsoft_outlook', isOn: true, isOnThroughRecall: false },
      { provider: 'ics', isOn: true, isOnThroughRecall: false },
    ],
  })
  expect(await maya.api('GET /v1/upcoming')).toMatchObject({
    hasCalendar: false,
    isConfirmed: false,
    meetings: [],
  })
})

test.each([
  ['sim=deny', '/calendars?problem=not_allowed'],
  ['sim=approve&untick=calendar.events.readonly', '/calendars?problem=scope_missing'],
])('a person who does not agree lands on the page with the problem: %s', async (how, where) => {
  expect(await connect(maya, 'google_calendar', how)).toBe(where)
})

test('a way that was begun in another browser leads nowhere', async () => {
  expect(await connect(world.visitor(), 'google_calendar', 'sim=approve')).toBe(
    '/calendars?problem=not_signed_in',
  )
  const forged = await maya.fetch('/calendars/callback/google_calendar?code=x&state=y')
  expect(forged.headers.get('location')).toBe('/calendars?problem=not_allowed')
})

test('connected, the next 14 days stand there with their reasons, and are confirmed with the rules', async () => {
  expect(await connect(maya, 'google_calendar', 'sim=approve')).toBe('/calendars?connected=google_calendar')
  await world.settle()
  const [connection] = (await maya.api('GET /v1/calendars')).connections
  expect(connection).toMatchObject({
    email,
    status: 'active',
    calendars: [
      { upcomingEvents: 1, hears: 'push', isSelected: true },
      { name: 'Side projects', isSelected: false },
    ],
  })

  const before = await maya.api('GET /v1/upcoming')
  expect(before).toMatchObject({
    hasCalendar: true,
    isConfirmed: false,
    isSyncing: false,
    meetings: [
      { title: 'Planning', wants: true, joinAt: '2026-11-24T09:58:00.000Z', bot: null, sessionId: null },
    ],
  })
  const rules = { autoJoinEnabled: true, joinBufferMinutes: 5, excludedKeywords: [], includedDomains: [] }
  expect(await maya.api('PUT /v1/rules', { body: rules })).toMatchObject({ confirmedAt: expect.any(String) })
  await world.settle()
  const [planned] = (await maya.api('GET /v1/upcoming')).meetings
  expect(planned).toMatchObject({
    sentence: 'Joining because nothing in your rules speaks against it',
    joinAt: '2026-11-24T09:55:00.000Z',
    bot: { state: 'scheduled' },
  })
})

test('a no for one event is kept and explained, and taken back', async () => {
  const [{ eventId } = { eventId: '' }] = (await maya.api('GET /v1/upcoming')).meetings
  const say = (autoJoin: boolean | null) =>
    maya.api('PUT /v1/upcoming/{eventId}/override', { params: { eventId }, body: { autoJoin } })
  expect(await say(false)).toMatchObject({
    wants: false,
    said: { event: false, series: null },
    because: 'skipped_by_person',
  })
  const { history } = await maya.api('GET /v1/upcoming/{eventId}/why', { params: { eventId } })
  expect(history.map(({ action }) => action)).toEqual(expect.arrayContaining(['skip', 'join']))
  expect(await say(null)).toMatchObject({ wants: true, said: { event: null } })
})

test('a guest who asks by letter never to be recorded is heard at once, and may take it back', async () => {
  const guest = 'ana@buyer.example'
  world.sims.google.createEvent(email, {
    ...{ title: 'Renewal', people: [guest], link: 'https://zoom.us/j/85512345679' },
    start: DateTime.fromISO('2026-11-25T10:00:00Z').toMillis(),
    end: DateTime.fromISO('2026-11-25T11:00:00Z').toMillis(),
  })
  await world.settle()
  const renewal = async () => {
    const { meetings } = await maya.api('GET /v1/upcoming')
    return meetings.find(({ title }) => title === 'Renewal')
  }
  expect(await renewal()).toMatchObject({ wants: true, bot: { state: 'scheduled' } })

  const link = await aLetterTo(guest)
  const say = async (answer: string) => {
    await fetch(`${world.url}/mail/${link}/${answer}`, { method: 'POST' })
    await world.settle()
  }
  await say('do-not-record')
  expect(await renewal()).toMatchObject({
    ...{ wants: false, because: 'objected', canOverride: false, bot: { state: 'cancelled' } },
    sentence: `Not joining: ${guest} asked never to be recorded`,
  })
  const { eventId = '' } = (await renewal()) ?? {}
  const { history, trail } = await maya.api('GET /v1/upcoming/{eventId}/why', { params: { eventId } })
  expect(history[0]).toMatchObject({ happened: [{ what: 'objected' }], outcome: 'called_off' })
  expect(trail.at(-1)).toMatchObject({ step: 'objections', outcome: 'skip' })
  await say('record')
  expect(await renewal()).toMatchObject({ wants: true, bot: { state: 'scheduled' } })
})

/** The end of the link in a letter that this guest was sent. */
async function aLetterTo(recipientEmail: string) {
  const { db, vault } = world.product.context
  const notificationId = newId()
  const organizationId = await db.asSystem(async (tx) => {
    const { id } = await tx.selectFrom('organizations').select('id').executeTakeFirstOrThrow()
    return id
  })
  await db.asOrganization(organizationId, (tx) =>
    tx
      .insertInto('emailNotifications')
      .values({
        ...{ organizationId, id: notificationId, emailType: 'post_call_summary', recipientEmail },
        ...{ messageId: `<${notificationId}@test>`, status: 'sent' },
      })
      .execute(),
  )
  return mailToken(vault, { organizationId, notificationId })
}

test('disconnected, nothing is left of it', async () => {
  const [connection] = (await maya.api('GET /v1/calendars')).connections
  const params = { id: connection?.id ?? '' }
  expect(await maya.api('POST /v1/calendars/{id}/sync', { params })).toEqual({ ok: true })
  expect(await maya.api('DELETE /v1/calendars/{id}', { params })).toEqual({ calledOff: 2 })
  await world.settle()
  expect((await maya.api('GET /v1/calendars')).connections).toEqual([])
  expect((await maya.api('GET /v1/upcoming')).meetings).toEqual([])
  await expect(maya.api('POST /v1/calendars/{id}/sync', { params })).rejects.toThrow(/no such thing/)
})
