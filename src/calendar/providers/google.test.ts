import type { DateTime } from 'luxon'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { googleCalendar } from '#calendar/providers/google.ts'
import type { RefusalCode } from '#lib/errors.ts'
import { answerWithNock, readPages, testRefusals, window } from '#test/read-provider.ts'

const google = googleCalendar({ clientId: 'client', clientSecret: 'secret' })
const LIST = '/calendar/v3/calendars/primary/events'
const api = () => nock('https://www.googleapis.com', { reqheaders: { authorization: 'Bearer token' } })

const read = (cursor: string | null) =>
  readPages(google, { accessToken: 'token', calendarId: 'primary', cursor })

answerWithNock()

const anItem = {
  id: 'abc',
  status: 'confirmed',
  summary: 'Planning\0',
  start: { dateTime: '2026-11-23T10:00:00+01:00', timeZone: 'Europe/Vienna' },
  end: { dateTime: '2026-11-23T11:00:00+01:00' },
  iCalUID: 'abc@google.com',
  organizer: { email: 'Ana@Acme.test', self: true },
}

describe('reading', () => {
  test('goes to the last page, over empty ones, and takes the token from there', async () => {
    api()
      .get(LIST)
      .query({
        singleEvents: 'true',
        maxResults: '500',
        timeMin: iso(window.start),
        timeMax: iso(window.end),
      })
      .reply(200, { items: [], nextPageToken: 'two' })
    api()
      .get(LIST)
      .query((query) => query.pageToken === 'two')
      .reply(200, { items: [anItem], nextSyncToken: 'next' })
    expect(await read(null)).toMatchObject([
      { events: [], isWholeWindow: true },
      {
        events: [{ id: 'abc', isOrganizer: true, responseStatus: 'accepted' }],
        isWholeWindow: true,
        cursor: 'next',
      },
    ])
  })

  test('sends a token alone, and reads a bare stub as a removal', async () => {
    api()
      .get(LIST)
      .query({ singleEvents: 'true', maxResults: '500', syncToken: 'kept' })
      .reply(200, { items: [{ id: 'gone', status: 'cancelled' }], nextSyncToken: 'next' })
    expect(await read('kept')).toEqual([
      { events: [], removed: ['gone'], unreadable: [], isWholeWindow: false, cursor: 'next' },
    ])
  })

  test('understands offsets, NUL and addresses', async () => {
    api().get(`${LIST}/abc`).reply(200, anItem)
    const event = await google.readEvent({ accessToken: 'token', calendarId: 'primary', eventId: 'abc' })
    expect(event).toMatchObject({ title: 'Planning', organizerEmail: 'ana@acme.test', isAllDay: false })
    expect(event?.start.toISO()).toBe('2026-11-23T09:00:00.000Z')
  })

  const refusals: Parameters<typeof testRefusals>[0] = [
    [401, 'authError', 'grant_lost'],
    [403, 'rateLimitExceeded', 'provider_unavailable'],
    [403, 'insufficientPermissions', 'scope_missing'],
    [403, 'accessNotConfigured', 'provider_auth'],
    [404, 'notFound', 'not_found'],
    [410, 'fullSyncRequired', 'full_sync_required'],
    [410, 'updatedMinTooLongAgo', 'full_sync_required'],
    [429, 'rateLimitExceeded', 'provider_unavailable'],
    [503, 'backendError', 'provider_unavailable'],
    [400, 'badRequest', 'provider_refused'],
  ]
  const refuse = (code: number, reason: string) =>
    api()
      .get(LIST)
      .query(true)
      .reply(code, { error: { code, message: '', errors: [{ reason }] } })
  testRefusals(refusals, refuse, () => read('kept'))

  test('a broken connection and a page that is no JSON are trouble of the provider', async () => {
    api()
      .get(LIST)
      .query(true)
      .replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    await expect(read('kept')).rejects.toMatchObject({ code: 'provider_unavailable' })
    api().get(LIST).query(true).reply(502, '<html>Bad gateway</html>', { 'retry-after': '30' })
    await expect(read('kept')).rejects.toMatchObject({
      code: 'provider_unavailable',
      extra: { retryAfterSeconds: 30 },
    })
  })
})

describe('the permission', () => {
  const token = () => nock('https://oauth2.googleapis.com').post('/token', /grant_type=refresh_token/)

  test('is refreshed without a new refresh token: the old one stays good', async () => {
    token().reply(200, { access_token: 'new', expires_in: 3599, scope: 'a b', token_type: 'Bearer' })
    expect(await google.refresh('old')).toEqual({
      accessToken: 'new',
      expiresInSeconds: 3599,
      scopes: ['a', 'b'],
    })
  })

  test.each<[number, string, RefusalCode]>([
    [400, 'invalid_grant', 'grant_lost'],
    [401, 'invalid_client', 'provider_auth'],
    [401, 'deleted_client', 'provider_auth'],
    [500, 'internal_failure', 'provider_unavailable'],
    [503, 'temporarily_unavailable', 'provider_unavailable'],
  ])('%i %s means %s', async (status, error, code) => {
    token().reply(status, { error, error_description: '' })
    await expect(google.refresh('old')).rejects.toMatchObject({ code })
  })

  test('that was given back already is given back', async () => {
    nock('https://oauth2.googleapis.com').post('/revoke', 'token=old').reply(400, { error: 'invalid_token' })
    await expect(google.revoke('old')).resolves.toBeUndefined()
  })

  test('is asked for in the least words, with PKCE and a lasting grant', () => {
    const ask = {
      state: 's',
      codeChallenge: 'c',
      redirectUri: 'https://x.test/back',
      loginHint: 'ana@acme.test',
    }
    const { origin, pathname, searchParams } = new URL(google.authorizeUrl(ask))
    expect(origin + pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth')
    expect(Object.fromEntries(searchParams)).toMatchObject({
      access_type: 'offline',
      prompt: 'consent',
      code_challenge: 'c',
      code_challenge_method: 'S256',
      state: 's',
    })
    expect(searchParams.get('scope')).not.toMatch(/auth\/calendar( |$)|calendar\.events( |$)/)
  })
})

const iso = (instant: DateTime) => instant.toISO() ?? ''
