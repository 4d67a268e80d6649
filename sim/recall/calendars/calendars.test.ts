import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json, START, type TestWorld, testWorld } from '../../test-world.ts'

const HOUR = 3_600_000
const MAYA = 'maya@northwind.example'
const JONAS = 'jonas@northwind.example'
const ZOOM = 'https://us02web.zoom.us/j/85512345678?pwd=Zk1'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const call = async (method: string, path: string, body?: object) => {
  const answer = await world.call(method, `${world.sims.url}/recall/api/v2${path}`, body)
  await world.sims.idle()
  return answer
}
const told = (event: string) =>
  world.product.received.filter(({ message }) => message.event === event).map(({ message }) => message.data)
const results = (body: Json) => body.results as Json[] // a page, which each test looks into

const creation = (refreshToken: string, platform = 'google_calendar') => ({
  platform,
  oauth_client_id: platform === 'google_calendar' ? 'google-client' : 'microsoft-client',
  oauth_client_secret: platform === 'google_calendar' ? 'google-secret' : 'microsoft-secret',
  oauth_refresh_token: refreshToken,
})
async function held(email: string, platform = 'google_calendar') {
  const provider = platform === 'google_calendar' ? world.sims.google : world.sims.microsoft
  const { body } = await call('POST', '/calendars/', creation(provider.grant(email).refresh_token, platform))
  return String(body.id)
}

test('what is missing is said by name', async () => {
  const { status, body } = await call('POST', '/calendars/', { platform: 'yahoo' })
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'invalid_request_data' })
  expect(Object.keys(body.errors as Json).sort()).toEqual([
    'oauth_client_id',
    'oauth_client_secret',
    'oauth_refresh_token',
    'platform',
  ])
})

test('a calendar is connecting, then connected with its address, and its events are announced', async () => {
  for (const hours of [1, 2, 3])
    world.sims.google.createEvent(MAYA, {
      title: `Meeting ${hours}`,
      start: START + hours * HOUR,
      end: START + (hours + 1) * HOUR,
      link: ZOOM,
    })
  const { refresh_token } = world.sims.google.grant(MAYA)
  const created = await call('POST', '/calendars/', creation(refresh_token))
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ status: 'connecting', platform_email: null })
  const id = String(created.body.id)
  expect((await call('GET', `/calendars/${id}/`)).body).toMatchObject({
    ...{ status: 'connected', platform_email: MAYA, oauth_refresh_token: refresh_token },
    status_changes: [{ status: 'connecting' }, { status: 'connected' }],
  })
  expect(told('calendar.update')).toContainEqual({ calendar_id: id })
  expect(told('calendar.sync_events')).toEqual([
    { calendar_id: id, last_updated_ts: '2026-11-23T09:00:00.000000+00:00' },
  ])

  world.sims.recall.knobs.calendarPageSize = 2
  const first = (await call('GET', `/calendar-events/?calendar_id=${id}`)).body
  const rest = (await world.call('GET', String(first.next))).body
  world.sims.recall.knobs.calendarPageSize = 20
  expect([...results(first), ...results(rest)]).toMatchObject([
    {
      ...{ platform: 'google_calendar', is_deleted: false, bots: [] },
      ...{ start_time: '2026-11-23T10:00:00Z', meeting_platform: 'zoom', meeting_url: ZOOM },
      raw: { summary: 'Meeting 1', status: 'confirmed' },
    },
    { raw: { summary: 'Meeting 2' } },
    { raw: { summary: 'Meeting 3' } },
  ])
  expect(rest).toMatchObject({ next: null, previous: expect.any(String) })
})

test('only what changed since is listed, also what is gone; what is too far ahead is not', async () => {
  const id = await held(JONAS, 'microsoft_outlook')
  const doomed = world.sims.microsoft.createEvent(JONAS, {
    ...{ title: 'Doomed', start: START + 5 * HOUR, end: START + 6 * HOUR },
  })
  world.sims.microsoft.createEvent(JONAS, {
    ...{ title: 'In spring', start: START + 29 * 24 * HOUR, end: START + 29 * 24 * HOUR + HOUR },
  })
  await world.sims.idle()
  await world.clock.advance(HOUR / 2)
  world.sims.microsoft.deleteEvent(doomed.id)
  await world.sims.idle()
  const since = new Date(START + HOUR / 2).toISOString()
  const { body } = await call('GET', `/calendar-events/?calendar_id=${id}&updated_at__gte=${since}`)
  expect(results(body)).toMatchObject([{ is_deleted: true, raw: { subject: 'Doomed' } }])

  await world.clock.advance(26 * HOUR)
  await world.sims.idle()
  const rolled = await call('GET', `/calendar-events/?calendar_id=${id}&is_deleted=false`)
  expect(results(rolled.body)).toMatchObject([{ raw: { subject: 'In spring' } }])
})

test('a grant that was taken back is noticed, and a new one brings the calendar back', async () => {
  const id = await held(MAYA)
  world.sims.google.revoke(MAYA)
  await world.clock.advance(2 * HOUR)
  await world.sims.idle()
  const lost = (await call('GET', `/calendars/${id}/`)).body
  expect(lost).toMatchObject({ status: 'disconnected' })
  expect((lost.status_changes as Json[]).at(-1)).toMatchObject({ reason: 'invalid_grant' })
  expect((await call('POST', `/calendars/${id}/access-token/`)).body).toMatchObject({
    code: 'bad_refresh_token',
  })
  await call('PATCH', `/calendars/${id}/`, {})
  expect((await call('GET', `/calendars/${id}/`)).body).toMatchObject({ status: 'disconnected' })

  const { refresh_token } = world.sims.google.grant(MAYA)
  await call('PATCH', `/calendars/${id}/`, { oauth_refresh_token: refresh_token })
  expect((await call('GET', `/calendars/${id}/`)).body).toMatchObject({ status: 'connected' })
  expect((await call('POST', `/calendars/${id}/access-token/`)).body).toHaveProperty('token')
})

test('deleted, it is gone with its events and without a message', async () => {
  const id = await held(MAYA)
  const before = world.product.received.length
  expect((await call('DELETE', `/calendars/${id}/`)).status).toBe(204)
  expect((await call('GET', `/calendars/${id}/`)).status).toBe(404)
  expect(results((await call('GET', `/calendar-events/?calendar_id=${id}`)).body)).toEqual([])
  expect(world.product.received).toHaveLength(before)
})
