import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { microsoftCalendar } from '#calendar/providers/graph.ts'
import type { RefusalCode } from '#lib/errors.ts'
import { answerWithNock, readPages, testRefusals, window } from '#test/read-provider.ts'

const ORIGIN = 'https://graph.microsoft.com'
const CALENDAR = '/v1.0/me/calendars/AQ%3D/calendarView'
const DELTA = `${CALENDAR}/delta`
const microsoft = microsoftCalendar({
  clientId: 'client',
  clientSecret: 'secret',
  loginUrl: 'https://login.microsoftonline.com',
  graphUrl: ORIGIN,
})
const api = () =>
  nock(ORIGIN, {
    reqheaders: { authorization: 'Bearer token', prefer: /outlook\.timezone="UTC", IdType="ImmutableId"/ },
  })

const read = (cursor: string | null) =>
  readPages(microsoft, { accessToken: 'token', calendarId: 'AQ=', cursor })

answerWithNock()

const anItem = {
  '@odata.etag': 'W/"1"',
  id: 'AAMk',
  type: 'occurrence',
  seriesMasterId: 'AAMm',
  originalStart: '2026-11-23T09:00:00Z',
  uid: 'abc@google.com',
  subject: 'Planning',
  start: { dateTime: '2026-11-23T09:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-11-23T10:00:00.0000000', timeZone: 'UTC' },
  organizer: { emailAddress: { name: 'Ana', address: 'Ana@Acme.test' } },
  attendees: [
    { type: 'required', status: { response: 'none' }, emailAddress: { name: 'Bo', address: 'bo@acme.test' } },
    {
      type: 'resource',
      status: { response: 'accepted' },
      emailAddress: { name: 'Room', address: 'room@acme.test' },
    },
  ],
  responseStatus: { response: 'tentativelyAccepted' },
  sensitivity: 'personal',
  showAs: 'tentative',
  onlineMeeting: { joinUrl: 'https://teams.microsoft.com/meet/21345678901234?p=x' },
}
const thin = {
  '@odata.type': '#microsoft.graph.event',
  id: 'AAMk',
  type: 'occurrence',
  seriesMasterId: 'AAMm',
}

describe('reading', () => {
  test('118. a first time drains the feed for its cursor, then lists the window with everything', async () => {
    api()
      .get(DELTA)
      .query(true)
      .reply(200, { value: [], '@odata.nextLink': `${ORIGIN}${DELTA}?$skiptoken=a%2Bb` })
    api()
      .get(`${DELTA}?$skiptoken=a%2Bb`)
      .reply(200, { value: [thin], '@odata.deltaLink': `${ORIGIN}${DELTA}?$deltatoken=d1` })
    api()
      .get(CALENDAR)
      .query(true)
      .reply(200, { value: [anItem, { id: 'broken' }] })
    const [page, ...more] = await read(null)
    expect(more).toEqual([])
    expect(page).toMatchObject({ isWholeWindow: true, cursor: `${ORIGIN}${DELTA}?$deltatoken=d1` })
    expect(page?.events).toMatchObject([
      {
        id: 'AAMk',
        icalUid: 'abc@google.com',
        seriesId: 'AAMm',
        responseStatus: 'tentative',
        isPrivate: false,
        isFree: false,
        organizerEmail: 'ana@acme.test',
        attendees: [
          { email: 'ana@acme.test', isOrganizer: true },
          { email: 'bo@acme.test', response: 'needs_action' },
        ],
      },
    ])
    expect(page?.events[0]?.start.toISO()).toBe('2026-11-23T09:00:00.000Z')
  })

  test('asks no more when nothing has changed', async () => {
    api()
      .get(`${DELTA}?$deltatoken=d1`)
      .reply(200, { value: [], '@odata.deltaLink': `${ORIGIN}${DELTA}?$deltatoken=d2` })
    expect(await read(`${ORIGIN}${DELTA}?$deltatoken=d1`)).toEqual([
      {
        events: [],
        removed: [],
        unreadable: [],
        isWholeWindow: false,
        cursor: `${ORIGIN}${DELTA}?$deltatoken=d2`,
      },
    ])
  })

  test('a link to somewhere else gets no token', async () => {
    const elsewhere = nock('https://evil.example', { badheaders: ['authorization'] })
    elsewhere.get(/.*/).reply(200, { value: [], '@odata.deltaLink': 'https://evil.example/v1.0/x' })
    await read('https://evil.example/v1.0/x')
  })

  const refusals: Parameters<typeof testRefusals>[0] = [
    [401, 'InvalidAuthenticationToken', 'grant_lost'],
    [403, 'ErrorAccessDenied', 'scope_missing'],
    [404, 'ErrorItemNotFound', 'not_found'],
    [410, 'SyncStateNotFound', 'full_sync_required'],
    [410, 'resyncRequired', 'full_sync_required'],
    [503, 'serviceNotAvailable', 'provider_unavailable'],
    [400, 'ErrorInvalidRequest', 'provider_refused'],
  ]
  const refuse = (status: number, code: string) =>
    api()
      .get(DELTA)
      .query(true)
      .reply(status, { error: { code, message: '', innerError: {} } })
  testRefusals(refusals, refuse, () => read(null))

  test('a busy mailbox says how long to wait, and nobody sleeps on it', async () => {
    api()
      .get(DELTA)
      .query(true)
      .reply(429, { error: { code: 'ApplicationThrottled', message: '' } }, { 'retry-after': '42' })
    await expect(read(null)).rejects.toMatchObject({
      code: 'provider_unavailable',
      extra: { retryAfterSeconds: 42 },
    })
  })

  test('a broken connection and a page that is no JSON are trouble of the provider', async () => {
    api().get(DELTA).query(true).replyWithError('socket hang up')
    await expect(read(null)).rejects.toMatchObject({ code: 'provider_unavailable' })
    api().get(DELTA).query(true).reply(502, '<html>Bad gateway</html>')
    await expect(read(null)).rejects.toMatchObject({ code: 'provider_unavailable' })
  })
})

describe('the permission', () => {
  const token = () => nock('https://login.microsoftonline.com').post('/common/oauth2/v2.0/token')

  test('brings a new refresh token with each use', async () => {
    token().reply(200, { access_token: 'a', refresh_token: 'r2', expires_in: 5000, scope: 'Calendars.Read' })
    expect(await microsoft.refresh('r1')).toMatchObject({ refreshToken: 'r2', expiresInSeconds: 5000 })
  })

  test.each<[string, RefusalCode]>([
    ['invalid_grant', 'grant_lost'],
    ['interaction_required', 'grant_lost'],
    ['invalid_client', 'provider_auth'],
    ['temporarily_unavailable', 'provider_unavailable'],
  ])('%s means %s', async (error, code) => {
    token().reply(400, { error, error_description: 'AADSTS…', error_codes: [1] })
    await expect(microsoft.refresh('r1')).rejects.toMatchObject({ code })
  })
})

test('186. a subscription that is gone cannot be renewed; stopping it is done already', async () => {
  const channel = { accessToken: 'token', channelId: 'sub', resourceId: null }
  const gone = { error: { code: 'ResourceNotFound', message: '' } }
  nock(ORIGIN).patch('/v1.0/subscriptions/sub').reply(404, gone)
  expect(await microsoft.renew({ ...channel, until: window.end })).toBeNull()
  nock(ORIGIN).delete('/v1.0/subscriptions/sub').reply(404, gone)
  await expect(microsoft.unwatch(channel)).resolves.toBeUndefined()
})
