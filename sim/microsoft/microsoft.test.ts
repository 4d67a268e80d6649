import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client'
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

const login = (path: string) => `${world.sims.url}/microsoft/login/common/oauth2/v2.0/${path}`
const SCOPE = 'offline_access openid email User.Read Calendars.Read'
const ours = { client_id: secrets.microsoftClientId, client_secret: secrets.microsoftClientSecret }
const refresh = (token: string | undefined) =>
  postForm(login('token'), { grant_type: 'refresh_token', refresh_token: token ?? '', ...ours })

/** The real client believes that it talks to graph.microsoft.com: its last handler sends the call here. */
function client(token = world.sims.microsoft.grant(JONAS).access_token) {
  const toStandIn: Middleware = {
    async execute(context: Context) {
      const url = String(context.request).replace(
        'https://graph.microsoft.com',
        `${world.sims.url}/microsoft/graph`,
      )
      const headers = new Headers(context.options?.headers as Record<string, string>) // the client's own type is wider
      headers.set('authorization', `Bearer ${token}`)
      headers.set('x-rewritten-host', 'graph.microsoft.com')
      context.response = await fetch(url, { ...context.options, headers } as RequestInit) // a node-fetch type by name only
    },
  }
  return Client.initWithMiddleware({ middleware: toStandIn })
}

const WINDOW = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-12-21T00:00:00Z'
type Item = Record<string, unknown> & { id: string }
type Page = { value: Item[]; '@odata.nextLink'?: string; '@odata.deltaLink'?: string }

/** Every page up to the delta link. */
async function round(link: string, pageSize = 50) {
  const items: Item[] = []
  for (let next: string | undefined = link; next; ) {
    const page: Page = await client()
      .api(next)
      .header('Prefer', `outlook.timezone="UTC", odata.maxpagesize=${pageSize}`)
      .get()
    items.push(...page.value)
    if (page['@odata.deltaLink']) return { items, deltaLink: page['@odata.deltaLink'] }
    next = page['@odata.nextLink']
  }
  throw new Error('a round ends with a delta link')
}
const meeting = (title = 'Standup', start = NOW + HOUR) =>
  world.sims.microsoft.createEvent(JONAS, { title, start, end: start + HOUR / 2, link: ZOOM, people: [MAYA] })
const weekly = (week: number) => {
  const start = NOW + HOUR + week * 7 * 24 * HOUR
  return world.sims.microsoft.createEvent(JONAS, {
    title: 'Weekly',
    start,
    end: start + HOUR,
    series: { id: 'weekly', originalStart: start, rule: 'RRULE:FREQ=WEEKLY' },
  })
}

describe('sign-in', () => {
  test('a code with its verifier, then refresh tokens that change with every use', async () => {
    const { verifier, challenge } = proofKey()
    const params = new URLSearchParams({
      client_id: secrets.microsoftClientId,
      response_type: 'code',
      redirect_uri: 'http://app/back',
      scope: SCOPE,
      state: 's',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      sim: 'approve',
      login_hint: JONAS,
    })
    const back = await redirectOf(`${login('authorize')}?${params}`)
    expect(back.searchParams.get('state')).toBe('s')
    const code = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: 'http://app/back',
      ...ours,
    }
    const first = await postForm(login('token'), { ...code, code_verifier: verifier })
    expect(first.body.scope).toBe('openid email User.Read Calendars.Read')

    world.sims.microsoft.rotateStrictly()
    const second = await refresh(first.body.refresh_token)
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
    expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(second.body.refresh_token)).status).toBe(200)
  })

  test('a wrong secret is our problem, a revoked grant the person’s', async () => {
    const { refresh_token } = world.sims.microsoft.grant(JONAS)
    const wrong = await postForm(login('token'), {
      grant_type: 'refresh_token',
      refresh_token,
      ...ours,
      client_secret: 'wrong',
    })
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [7000215] } })
    world.sims.microsoft.revoke(JONAS)
    expect(await refresh(refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [50173] },
    })
  })
})

describe('reading', () => {
  test('the view writes out series, in pages, with links of the real host', async () => {
    weekly(0)
    weekly(1)
    meeting()
    const page: Page = await client()
      .api(`/me/calendarView?${WINDOW}&$top=2`)
      .header('Prefer', 'outlook.timezone="UTC"')
      .get()
    expect(page.value.map(({ type }) => type).sort()).toEqual(['occurrence', 'singleInstance'])
    expect(page.value[0]?.start).toEqual({ dateTime: '2026-11-23T10:00:00.0000000', timeZone: 'UTC' })
    expect(page['@odata.nextLink']).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/me\/calendarView\?/)
    const rest: Page = await client()
      .api(page['@odata.nextLink'] ?? '')
      .get()
    expect(rest.value).toHaveLength(1)
    expect(await client().api(`/me/events/${rest.value[0]?.id}?$select=subject`).get()).toMatchObject({
      subject: 'Weekly',
    })
    expect(await client().api('/me').get()).toMatchObject({ mail: JONAS })
  })

  test('errors: expired token, throttling, an item that is not there', async () => {
    world.sims.microsoft.fail({ status: 429, retryAfterSeconds: 7 })
    await expect(client().api('/me/calendars').get()).rejects.toMatchObject({
      statusCode: 429,
      code: 'ApplicationThrottled',
    })
    expect((await client().api('/me/calendars').get()).value).toMatchObject([{ isDefaultCalendar: true }])
    await expect(client('nonsense').api('/me').get()).rejects.toMatchObject({ statusCode: 401 })
    await expect(client().api('/me/events/unknown').get()).rejects.toMatchObject({
      code: 'ErrorItemNotFound',
    })
  })
})

describe('delta', () => {
  test('a first round in pages, then changes, removals, and a series without its lost occurrence', async () => {
    const moved = meeting('Moved')
    const gone = meeting('Gone', NOW + 3 * HOUR)
    const weeks = [weekly(0), weekly(1), weekly(2)]
    world.sims.microsoft.pages({ emptyFirst: true })
    const first = await round(`/me/calendarView/delta?${WINDOW}`, 1)
    expect(first.items.map(({ type }) => type).sort()).toEqual([
      'occurrence',
      'occurrence',
      'occurrence',
      'seriesMaster',
      'singleInstance',
      'singleInstance',
    ])
    expect(first.items.find(({ type }) => type === 'occurrence')).not.toHaveProperty('subject')
    expect((await round(first.deltaLink)).items).toEqual([])

    world.sims.microsoft.moveEvent(moved.id, NOW + 60 * 24 * HOUR) // out of the window
    world.sims.microsoft.deleteEvent(gone.id)
    world.sims.microsoft.deleteEvent(weeks[1]?.id ?? '')
    const second = await round(first.deltaLink)
    expect(second.items.filter((item) => '@removed' in item)).toHaveLength(2)
    expect(
      second.items
        .map(({ type }) => type)
        .filter(Boolean)
        .sort(),
    ).toEqual(['occurrence', 'occurrence', 'seriesMaster'])

    world.sims.microsoft.expireSyncTokens()
    await expect(round(second.deltaLink)).rejects.toMatchObject({
      statusCode: 410,
      code: 'SyncStateNotFound',
    })
    await expect(round(`/me/calendarView/delta?${WINDOW}&$select=subject`)).rejects.toMatchObject({
      statusCode: 400,
    })
  })
})

describe('subscriptions', () => {
  const wish = (path = '/graph') => ({
    changeType: 'created,updated,deleted',
    notificationUrl: `${world.hooks}${path}`,
    lifecycleNotificationUrl: `${world.hooks}/lifecycle`,
    resource: '/me/events',
    expirationDateTime: new Date(NOW + 70 * HOUR).toISOString(),
    clientState: 'secret',
  })

  test('a handshake, then a notification for every change', async () => {
    const made = await client().api('/subscriptions').post(wish())
    await expect(client().api('/subscriptions').post(wish())).rejects.toMatchObject({ statusCode: 409 })
    meeting()
    await world.sims.idle()
    const { value } = JSON.parse(world.told[0]?.body ?? '{}')
    expect(value).toMatchObject([{ subscriptionId: made.id, clientState: 'secret', changeType: 'created' }])
    expect((await client().api(`/me/events/${value[0].resourceData.id}`).get()).subject).toBe('Standup')

    world.sims.microsoft.lifecycle(JONAS, 'missed')
    await world.sims.idle()
    expect(JSON.parse(world.told[1]?.body ?? '{}').value).toMatchObject([{ lifecycleEvent: 'missed' }])
  })

  test('it is renewed, listed and deleted, and an address that does not answer is refused', async () => {
    const { id } = await client().api('/subscriptions').post(wish())
    const later = new Date(NOW + 20 * HOUR).toISOString()
    expect(await client().api(`/subscriptions/${id}`).patch({ expirationDateTime: later })).toMatchObject({
      expirationDateTime: later,
    })
    expect((await client().api('/subscriptions').get()).value).toHaveLength(1)
    await client().api(`/subscriptions/${id}`).delete()
    await expect(
      client().api(`/subscriptions/${id}`).patch({ expirationDateTime: later }),
    ).rejects.toMatchObject({ statusCode: 404 })
    const dead = { ...wish(), notificationUrl: 'http://127.0.0.1:9/graph' }
    await expect(client().api('/subscriptions').post(dead)).rejects.toMatchObject({
      statusCode: 400,
      code: 'ValidationError',
    })
    const long = { ...wish(), expirationDateTime: new Date(NOW + 200 * HOUR).toISOString() }
    await expect(client().api('/subscriptions').post(long)).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('one meeting, two worlds', () => {
  const google = async () => {
    const { access_token } = world.sims.google.grant(MAYA)
    const url = `${world.sims.url}/google/calendar/v3/calendars/primary/events?singleEvents=true&showDeleted=true`
    return (await (await fetch(url, { headers: { authorization: `Bearer ${access_token}` } })).json()).items
  }
  const outlook = async (): Promise<Item[]> => (await client().api(`/me/calendarView?${WINDOW}`).get()).value

  test('both copies carry the same UID, and follow when it moves', async () => {
    const theirs = meeting()
    const hers = world.sims.google.createEvent(MAYA, {
      title: 'Hers',
      start: NOW + 2 * HOUR,
      end: NOW + 3 * HOUR,
      people: [JONAS],
    })
    const uids = [theirs.uid, hers.uid].sort()
    expect((await google()).map((one: { iCalUID: string }) => one.iCalUID).sort()).toEqual(uids)
    expect((await outlook()).map(({ uid }) => uid).sort()).toEqual(uids)
    world.sims.google.moveEvent(hers.id, NOW + 5 * HOUR)
    expect((await outlook())[1]?.start).toMatchObject({ dateTime: '2026-11-23T14:00:00.0000000' })
  })

  test('a meeting called off leaves Google, and stays in a guest’s Outlook as cancelled', async () => {
    const hers = world.sims.google.createEvent(MAYA, {
      title: 'Hers',
      start: NOW + HOUR,
      end: NOW + 2 * HOUR,
      people: [JONAS],
    })
    world.sims.google.cancelEvent(hers.id)
    expect(await google()).toMatchObject([{ id: hers.id, status: 'cancelled' }])
    expect(await outlook()).toMatchObject([{ isCancelled: true, subject: 'Canceled: Hers' }])
    world.sims.google.deleteEvent(hers.id)
    expect(await outlook()).toEqual([])
  })

  test('declining takes it out of Outlook, and tells the organizer', async () => {
    const hers = world.sims.google.createEvent(MAYA, {
      title: 'Hers',
      start: NOW + HOUR,
      end: NOW + 2 * HOUR,
      people: [JONAS],
    })
    world.sims.microsoft.respond(JONAS, hers.id, 'declined')
    expect(await outlook()).toEqual([])
    expect((await google())[0].attendees[1]).toMatchObject({ email: JONAS, responseStatus: 'declined' })
  })
})
