import nock from 'nock'
import { afterEach, expect, test } from 'vitest'
import { recallCalendars } from '#calendar/providers/recall-calendars.ts'
import { readPages } from '#test/read-provider.ts'

const ORIGIN = 'https://us-west-2.recall.ai'
const client = { clientId: 'our-client', clientSecret: 'our-secret' }
const port = recallCalendars({
  ...{ apiKey: 'key', baseUrl: ORIGIN },
  clients: { google_calendar: client, microsoft_outlook: null },
})
const recall = () => nock(ORIGIN, { reqheaders: { authorization: 'Token key' } })
afterEach(() => nock.cleanAll())

const grant = {
  ...{ accessToken: 'a', refreshToken: 'r', expiresInSeconds: 1, scopes: [], accountId: '1', name: null },
  email: 'maya@northwind.example',
}

const listed = (id: string, how: object = {}) => ({
  ...{
    id: `recall-${id}`,
    calendar_id: 'c1',
    platform: 'google_calendar',
    platform_id: id,
    is_deleted: false,
  },
  updated_at: '2026-11-20T08:00:03.000000Z',
  raw: {
    ...{ id, iCalUID: `${id}@google.com`, status: 'confirmed', summary: 'Quarterly review', etag: '"1"' },
    start: { dateTime: '2026-11-23T10:00:00-05:00' },
    end: { dateTime: '2026-11-23T10:30:00-05:00' },
  },
  ...how,
})
const says = (status: string) => recall().get('/api/v2/calendars/c1/').reply(200, { id: 'c1', status })
const read = (cursor: string | null) => readPages(port, { accessToken: 'c1', calendarId: 'c1', cursor })
function pagesOf(cursor: string | null) {
  says('connected')
  return read(cursor)
}

test('a grant is handed over with the client that it was given to', async () => {
  const body = {
    ...{ platform: 'google_calendar', oauth_client_id: 'our-client', oauth_client_secret: 'our-secret' },
    ...{ oauth_refresh_token: 'r', oauth_email: 'maya@northwind.example' },
  }
  recall()
    .post('/api/v2/calendars/', body)
    .reply(201, { id: 'c1', status: 'connecting', oauth_refresh_token: 'r' })
  expect(await port.handOver('google_calendar', grant)).toBe('c1')
})

test('a new grant goes to the calendar that lost its own; where that is gone, a new calendar is made', async () => {
  recall()
    .patch('/api/v2/calendars/c1/', ({ oauth_refresh_token: token }) => token === 'r')
    .reply(200, { id: 'c1', status: 'connecting' })
  expect(await port.handOver('google_calendar', grant, 'c1')).toBe('c1')
  recall().patch('/api/v2/calendars/c1/').reply(404)
  recall().post('/api/v2/calendars/').reply(201, { id: 'c2', status: 'connecting' })
  expect(await port.handOver('google_calendar', grant, 'c1')).toBe('c2')
})

test('the first time the whole window is read, then what changed since, and the minute before', async () => {
  recall()
    .get('/api/v2/calendar-events/')
    .query({
      calendar_id: 'c1',
      start_time__gte: '2026-11-22T00:00:00.000Z',
      start_time__lte: '2026-12-21T00:00:00.000Z',
    })
    .reply(200, { next: `${ORIGIN}/api/v2/calendar-events/?cursor=2`, results: [listed('one')] })
  recall()
    .get('/api/v2/calendar-events/')
    .query({ cursor: '2' })
    .reply(200, { next: null, results: [listed('bad', { raw: {} }), { nonsense: true }] })
  const [first, last] = await pagesOf(null)
  expect(first).toMatchObject({ events: [{ id: 'one', title: 'Quarterly review' }], isWholeWindow: true })
  expect(first).not.toHaveProperty('cursor')
  expect(last).toMatchObject({ events: [], unreadable: ['bad'], cursor: '2026-11-20T08:00:03.000000Z' })

  recall()
    .get('/api/v2/calendar-events/')
    .query({ calendar_id: 'c1', updated_at__gte: '2026-11-20T07:59:03.000Z' })
    .reply(200, {
      next: null,
      results: [listed('one', { is_deleted: true, updated_at: '2026-11-20T09:00:00.000000Z' })],
    })
  expect(await pagesOf('2026-11-20T08:00:03.000000Z')).toMatchObject([
    { events: [], removed: ['one'], isWholeWindow: false, cursor: '2026-11-20T09:00:00.000000Z' },
  ])
})

test('a page on another server is not asked, and the list is not taken for whole', async () => {
  recall()
    .get('/api/v2/calendar-events/')
    .query(true)
    .reply(200, { next: 'https://evil.example/?key', results: [] })
  await expect(pagesOf(null)).rejects.toMatchObject({ code: 'provider_unavailable' })
})

test.each([
  [401, 'provider_auth'],
  [404, 'not_found'],
  [429, 'provider_unavailable'],
  [500, 'provider_unavailable'],
])('%i means %s', async (status, code) => {
  recall().get('/api/v2/calendar-events/').query(true).reply(status, { detail: 'oauth_refresh_token r' })
  await expect(pagesOf(null)).rejects.toMatchObject({
    code,
    message: expect.not.stringContaining('refresh_token'),
  })
})

test('a calendar that Recall has lost is not taken for an empty one', async () => {
  says('disconnected')
  await expect(read(null)).rejects.toMatchObject({ code: 'grant_lost' })
  says('connecting')
  await expect(read(null)).rejects.toMatchObject({ code: 'provider_unavailable' })
  recall().get('/api/v2/calendars/c1/').reply(404)
  expect(await port.stateOf('c1')).toBe('disconnected')
})

test('giving back a calendar that is gone is done; a token of it can be borrowed before', async () => {
  recall().post('/api/v2/calendars/c1/access-token/').reply(200, { token: 'ya29', expires_at: 'soon' })
  expect(await port.accessOf('c1')).toBe('ya29')
  recall().post('/api/v2/calendars/c1/access-token/').reply(400, { code: 'bad_refresh_token', message: '' })
  expect(await port.accessOf('c1')).toBeNull()
  recall().delete('/api/v2/calendars/c1/').reply(404)
  await port.revoke('c1')
})
