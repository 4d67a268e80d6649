import { DateTime } from 'luxon'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World, worldSecrets } from '#test/world.ts'

const password = 'correct horse battery staple'
const email = 'maya@northwind.example'
const at = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' })

let data: FreshDatabase
let world: World
let maya: Browser
let planning: string

beforeAll(async () => {
  data = await freshDatabase()
  const env = { APP_DATABASE_URL: data.url, RECALL_CALENDARS: '1' }
  world = await startWorld({ databaseUrl: data.ownerUrl, env })
  const token = new URL(world.setUpLink ?? '').searchParams.get('token') ?? ''
  await world.visitor().api('POST /v1/setup', {
    body: { token, fullName: 'Maya Keller', email, password, organizationName: 'Northwind Trading' },
  })
  maya = world.visitor()
  await maya.signIn(email, password)
  planning = event('Planning', '2026-11-24T10:00:00Z')
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const event = (title: string, start: string) =>
  world.sims.google.createEvent(email, {
    ...{ title, start: at(start).toMillis(), end: at(start).plus({ hours: 1 }).toMillis() },
    link: `https://zoom.us/j/8551234567${title.length}`,
  }).id

async function connect(through: 'direct' | 'recall') {
  const { redirectUrl } = await maya.api('POST /v1/calendars/connect', {
    body: { provider: 'google_calendar', through },
  })
  const { url } = await maya.follow(`${redirectUrl}&sim=approve`)
  await world.settle()
  return new URL(url).search
}
async function connection() {
  const [first] = (await maya.api('GET /v1/calendars')).connections
  if (!first) throw new Error('nothing is connected')
  return first
}
const joins = () =>
  world.sims.recall
    .bots()
    .filter(({ place }) => place !== 'gone')
    .map(({ joinAt }) => new Date(joinAt ?? 0).toISOString())
    .sort()
/** Recall notices by itself within the hour; asked to try, at once. */
async function recallTriesAgain() {
  const [held] = world.sims.recall.calendars()
  await fetch(`${world.sims.url}/recall/api/v2/calendars/${held?.id}/`, {
    ...{ method: 'PATCH', body: '{}' },
    headers: { authorization: worldSecrets.recallApiKey, 'content-type': 'application/json' },
  })
  await world.settle()
}
test('the page offers it, the grant is handed over, and none of it stays here', async () => {
  const { providers } = await maya.api('GET /v1/calendars')
  expect(providers.filter(({ isOnThroughRecall }) => isOnThroughRecall)).toHaveLength(2)
  expect(await connect('recall')).toBe('?connected=google_calendar')
  expect(await connection()).toMatchObject({
    ...{ through: 'recall', status: 'active', email, loss: null },
    calendars: [{ name: email, hears: 'push', upcomingEvents: 1, trouble: null }],
  })
  const [held] = world.sims.recall.calendars()
  expect(held).toMatchObject({ status: 'connected', platformEmail: email, clientId: expect.any(String) })
  const row = await data.db.asSystem((tx) =>
    tx.selectFrom('calendarConnections').selectAll().executeTakeFirstOrThrow(),
  )
  expect(row.recallCalendarId).toBe(held?.id)
  expect(JSON.stringify(row)).not.toContain(held?.refreshToken)
})

test('its bots go the same way as everybody’s, and follow what Recall announces', async () => {
  await maya.api('PUT /v1/rules', {
    body: { autoJoinEnabled: true, joinBufferMinutes: 2, excludedKeywords: [], includedDomains: [] },
  })
  await world.settle()
  expect(joins()).toEqual(['2026-11-24T09:58:00.000Z'])
  world.sims.google.moveEvent(planning, at('2026-11-24T07:00:00Z').toMillis())
  event('Far away', '2026-11-28T10:00:00Z')
  await world.settle()
  expect(joins()).toEqual(['2026-11-24T06:58:00.000Z', '2026-11-28T09:58:00.000Z'])
})

test('the same account is never read directly as well: the page says how to switch', async () => {
  expect(await connect('direct')).toBe('?problem=read_by_recall')
  expect(await connection()).toMatchObject({ through: 'recall', status: 'active' })
})

test('what Recall has lost is the person’s to connect again: one letter, and the bots of the next day stay', async () => {
  world.sims.google.revoke(email)
  await recallTriesAgain()
  await recallTriesAgain()
  expect(await connection()).toMatchObject({
    status: 'needs_reauth',
    statusReason: expect.stringContaining('Recall cannot read this calendar any more'),
    loss: { keptBots: 1, calledOffBots: 1 },
  })
  expect(joins()).toEqual(['2026-11-24T06:58:00.000Z'])
  const [letter, ...more] = world.sims.mail.messages().filter(({ subject }) => subject.includes('again'))
  expect(letter).toMatchObject({ subject: `Please connect ${email} again` })
  expect(letter?.text).toContain(`${world.url}/calendars`)
  expect(letter?.text).toContain('One bot that is planned for the next 24 hours still comes.')
  expect(more).toEqual([])
})

test('a new grant goes to the same calendar at Recall, and what was called off is planned again', async () => {
  const [before] = world.sims.recall.calendars()
  expect(await connect('recall')).toBe('?connected=google_calendar')
  expect(world.sims.recall.calendars()).toMatchObject([{ id: before?.id, status: 'connected' }])
  expect(await connection()).toMatchObject({ status: 'active', statusReason: null, loss: null })
  expect(joins()).toEqual(['2026-11-24T06:58:00.000Z', '2026-11-28T09:58:00.000Z'])
})

test('disconnected, it is deleted at Recall, and the permission is given back at the provider', async () => {
  const [held] = world.sims.recall.calendars()
  const { id } = await connection()
  expect(await maya.api('DELETE /v1/calendars/{id}', { params: { id } })).toEqual({ calledOff: 2 })
  await world.settle()
  expect(world.sims.recall.calendars()).toEqual([])
  const form = {
    ...{ grant_type: 'refresh_token', refresh_token: held?.refreshToken ?? '' },
    ...{ client_id: held?.clientId ?? '', client_secret: held?.clientSecret ?? '' },
  }
  const again = await fetch(`${world.sims.url}/google/token`, {
    ...{ method: 'POST', body: new URLSearchParams(form) },
  })
  expect(await again.json()).toMatchObject({ error: 'invalid_grant' })
})

test('then it may be read directly, and Recall is refused it', async () => {
  expect(await connect('direct')).toBe('?connected=google_calendar')
  expect(await connect('recall')).toBe('?problem=read_directly')
  expect(world.sims.recall.calendars()).toEqual([])
  expect(await connection()).toMatchObject({ through: 'direct', status: 'active' })
})
