import { calendar, type calendar_v3 } from '@googleapis/calendar'
import { OAuth2Client } from 'google-auth-library'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type CalendarWorld,
  calendarWorld,
  HOUR,
  JONAS,
  MAYA,
  NOW,
  postForm,
  proofKey,
  redirectOf,
  secrets,
  ZOOM,
} from '../calendars/test-calendars.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const EVENTS = 'https://www.googleapis.com/auth/calendar.events.readonly'

function authorizeUrl(extra: Record<string, string>) {
  const params = {
    client_id: secrets.googleClientId,
    redirect_uri: 'http://app/back',
    response_type: 'code',
    scope: `openid email ${EVENTS}`,
    state: 'a state',
    access_type: 'offline',
    ...extra,
  }
  return `${world.sims.url}/google/o/oauth2/v2/auth?${new URLSearchParams(params)}`
}
const exchange = (code: string | null, verifier: string) =>
  postForm(`${world.sims.url}/google/token`, {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: 'http://app/back',
    code_verifier: verifier,
    client_id: secrets.googleClientId,
    client_secret: secrets.googleClientSecret,
  })
const refresh = (token: string | undefined) =>
  postForm(`${world.sims.url}/google/token`, {
    grant_type: 'refresh_token',
    refresh_token: token ?? '',
    client_id: secrets.googleClientId,
    client_secret: secrets.googleClientSecret,
  })

function client(): calendar_v3.Calendar {
  const auth = new OAuth2Client()
  auth.setCredentials({
    access_token: world.sims.google.grant(MAYA).access_token,
    expiry_date: Date.now() + HOUR,
  })
  return calendar({ version: 'v3', rootUrl: `${world.sims.url}/google/`, auth, retry: false })
}
const meeting = (title = 'Standup', start = NOW + HOUR) =>
  world.sims.google.createEvent(MAYA, { title, start, end: start + HOUR / 2, link: ZOOM, people: [JONAS] })

describe('sign-in', () => {
  test('a code, then tokens: with the right verifier only, and once only', async () => {
    const { verifier, challenge } = proofKey()
    const pkce = {
      code_challenge: challenge,
      code_challenge_method: 'S256',
      sim: 'approve',
      login_hint: MAYA,
    }
    const back = await redirectOf(authorizeUrl(pkce))
    expect(back.searchParams.get('state')).toBe('a state')
    const { status, body } = await exchange(back.searchParams.get('code'), verifier)
    expect(status).toBe(200)
    expect(body).toMatchObject({ expires_in: 3599, token_type: 'Bearer', scope: `openid email ${EVENTS}` })
    expect((await exchange(back.searchParams.get('code'), verifier)).body.error).toBe('invalid_grant')

    const other = await redirectOf(authorizeUrl(pkce))
    expect((await exchange(other.searchParams.get('code'), 'another verifier')).body.error).toBe(
      'invalid_grant',
    )

    const renewed = await refresh(body.refresh_token)
    expect(renewed.status).toBe(200)
    expect(renewed.body.refresh_token).toBeUndefined()
  })

  test('the second consent brings a refresh token only when consent is asked for again', async () => {
    const tokens = async (extra: Record<string, string>) => {
      const back = await redirectOf(authorizeUrl({ sim: 'approve', login_hint: MAYA, ...extra }))
      return (await exchange(back.searchParams.get('code'), '')).body
    }
    expect((await tokens({})).refresh_token).toBeDefined()
    expect((await tokens({})).refresh_token).toBeUndefined()
    expect((await tokens({ prompt: 'consent' })).refresh_token).toBeDefined()
  })

  test('a person can refuse, or untick the calendar', async () => {
    expect((await redirectOf(authorizeUrl({ sim: 'deny' }))).searchParams.get('error')).toBe('access_denied')
    const back = await redirectOf(
      authorizeUrl({ sim: 'approve', login_hint: MAYA, untick: 'calendar.events.readonly' }),
    )
    const { body } = await exchange(back.searchParams.get('code'), '')
    expect(body.scope).toBe('openid email')
    const list = await fetch(`${world.sims.url}/google/calendar/v3/calendars/primary/events`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    expect(list.status).toBe(403)
  })

  test('the page offers the known people', async () => {
    const page = await (await fetch(authorizeUrl({}))).text()
    expect(page).toContain(MAYA)
    expect(page).not.toContain(JONAS)
  })

  test("the id_token verifies against the published certs, with Google's own library", async () => {
    const back = await redirectOf(authorizeUrl({ sim: 'approve', login_hint: MAYA }))
    const { body } = await exchange(back.searchParams.get('code'), '')
    const { keys } = await (await fetch(`${world.sims.url}/google/oauth2/v3/certs`)).json()
    const claims = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      iss: 'https://accounts.google.com',
      aud: secrets.googleClientId,
      email: MAYA,
    })
    const key = await crypto.subtle.importKey(
      'jwk',
      keys[0],
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['verify'],
    )
    const [head, payload, signature = ''] = body.id_token?.split('.') ?? []
    expect(
      await crypto.subtle.verify(
        'RSASSA-PKCS1-v1_5',
        key,
        Buffer.from(signature, 'base64url'),
        Buffer.from(`${head}.${payload}`),
      ),
    ).toBe(true)
  })

  test('after a revocation nothing works any more', async () => {
    const { refresh_token, access_token } = world.sims.google.grant(MAYA)
    world.sims.google.revoke(MAYA)
    expect(await refresh(refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const revoked = await postForm(`${world.sims.url}/google/revoke`, { token: access_token })
    expect(revoked.status).toBe(400)
  })
})

describe('sync', () => {
  test('a full list in short pages, then only what changed', async () => {
    const moved = meeting('Moved')
    const gone = meeting('Gone', NOW + 2 * HOUR)
    meeting('Quiet', NOW + 3 * HOUR)
    world.sims.google.pages({ size: 2, emptyFirst: true })
    const { events } = client()
    const asked = {
      calendarId: 'primary',
      singleEvents: true,
      timeMin: new Date(NOW).toISOString(),
      timeMax: new Date(NOW + 28 * 24 * HOUR).toISOString(),
    }
    const sizes: number[] = []
    let page = (await events.list(asked)).data
    for (sizes.push(page.items?.length ?? -1); page.nextPageToken; sizes.push(page.items?.length ?? -1)) {
      expect(page.nextSyncToken).toBeUndefined()
      page = (await events.list({ ...asked, pageToken: page.nextPageToken })).data
    }
    expect(sizes).toEqual([0, 2, 1])

    world.sims.google.pages({})
    world.sims.google.moveEvent(moved.id, NOW + 5 * HOUR)
    world.sims.google.deleteEvent(gone.id)
    const { data } = await events.list({
      calendarId: 'primary',
      singleEvents: true,
      syncToken: page.nextSyncToken ?? '',
    })
    const byId = new Map(data.items?.map((item) => [item.id, item]))
    expect([...byId.keys()].sort()).toEqual([moved.id, gone.id].sort())
    expect(Date.parse(byId.get(moved.id)?.start?.dateTime ?? '')).toBe(NOW + 5 * HOUR)
    expect(byId.get(gone.id)).toMatchObject({ status: 'cancelled' })
    expect(byId.get(gone.id)?.summary).toBeUndefined()

    const sync = (extra: object) =>
      events.list({
        calendarId: 'primary',
        singleEvents: true,
        syncToken: page.nextSyncToken ?? '',
        ...extra,
      })
    await expect(sync({ timeMin: new Date(NOW).toISOString() })).rejects.toMatchObject({ status: 400 })
    await expect(sync({ showDeleted: false })).rejects.toMatchObject({ status: 400 })
    world.sims.google.expireSyncTokens()
    await expect(sync({})).rejects.toMatchObject({
      status: 410,
      response: { data: { error: { errors: [{ reason: 'fullSyncRequired' }] } } },
    })
  })

  test('trouble on demand: an expired token, a rate limit', async () => {
    const { events, calendarList } = client()
    expect((await calendarList.list({})).data.items).toMatchObject([
      { id: MAYA, primary: true, accessRole: 'owner' },
    ])
    world.sims.google.fail({ status: 403, reason: 'rateLimitExceeded' })
    await expect(events.list({ calendarId: 'primary' })).rejects.toMatchObject({ status: 403 })
    await events.list({ calendarId: 'primary' })
    await world.clock.advance(HOUR)
    await expect(events.list({ calendarId: 'primary' })).rejects.toMatchObject({ status: 401 })
  })

  test('an occurrence knows its series and where it stood', async () => {
    const series = { id: 'weekly0series', originalStart: NOW + HOUR, rule: 'RRULE:FREQ=WEEKLY' }
    const one = world.sims.google.createEvent(MAYA, {
      title: 'Weekly',
      start: NOW + HOUR,
      end: NOW + 2 * HOUR,
      series,
    })
    world.sims.google.moveEvent(one.id, NOW + 3 * HOUR)
    const { data } = await client().events.get({
      calendarId: MAYA,
      eventId: 'weekly0series_20261123T100000Z',
    })
    expect(data.recurringEventId).toBe('weekly0series')
    expect(Date.parse(data.originalStartTime?.dateTime ?? '')).toBe(NOW + HOUR)
    expect(
      (await client().events.get({ calendarId: 'primary', eventId: 'weekly0series' })).data.recurrence,
    ).toEqual(['RRULE:FREQ=WEEKLY'])
  })
})

describe('push', () => {
  const watch = (id: string) =>
    client().events.watch({
      calendarId: 'primary',
      requestBody: { id, type: 'web_hook', address: `${world.hooks}/google`, token: 'ours' },
    })
  const states = () => world.told.map(({ headers }) => headers['x-goog-resource-state'])

  test('a channel says sync, then that something exists, until it is stopped', async () => {
    const { data } = await watch('channel-1')
    expect(Number(data.expiration)).toBe(NOW + 7 * 24 * HOUR)
    const one = meeting()
    await world.sims.idle()
    expect(states()).toEqual(['sync', 'exists'])
    expect(world.told[1]).toMatchObject({
      path: '/google',
      body: '',
      headers: {
        'x-goog-channel-id': 'channel-1',
        'x-goog-channel-token': 'ours',
        'x-goog-resource-id': data.resourceId,
      },
    })
    await expect(watch('channel-1')).rejects.toMatchObject({ status: 400 })

    const stopped = await client().channels.stop({
      requestBody: { id: 'channel-1', resourceId: data.resourceId ?? '' },
    })
    expect(stopped.status).toBe(204)
    world.sims.google.cancelEvent(one.id)
    await world.sims.idle()
    expect(states()).toHaveLength(2)
  })

  test('it ends after a week, silently', async () => {
    await watch('channel-2')
    await world.clock.advance(7 * 24 * HOUR)
    meeting()
    await world.sims.idle()
    expect(states()).toEqual(['sync'])
  })
})
