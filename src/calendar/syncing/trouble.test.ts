import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessTokenFor } from '#calendar/connecting/access-token.ts'
import { connectionsOf } from '#calendar/connecting/connections.ts'
import { keepWatching } from '#calendar/push/keep-watching.ts'
import { upcomingMeetings } from '#calendar/reads.ts'
import { meetWishes } from '#calendar/syncing/meet-wishes.ts'
import { pollCalendars } from '#calendar/syncing/poll-calendars.ts'
import { type CalendarWorld, calendarWorld, type Someone } from '#test/calendar-world.ts'

const ZOOM = 'https://us02web.zoom.us/j/85512345678?pwd=Zk1'
const OTHER = 'https://us02web.zoom.us/j/85599999999?pwd=Zk1'

let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const inHours = (hours: number) => world.clock.now().plus({ hours }).toMillis()
const pass = (time: { minutes?: number; hours?: number; days?: number }) =>
  world.clock.advanceTo(world.clock.now().plus(time))
const sweep = async () => {
  for (const { run } of [pollCalendars, keepWatching, meetWishes]) await run(world.needs)
  await world.settle()
}
const shown = (person: Someone) => {
  const viewer = { userId: person.userId, now: world.clock.now(), recallIsOff: false }
  return world.inside(person, (tx) => upcomingMeetings(tx, viewer))
}
const titles = async (person: Someone) => (await shown(person)).map(({ title }) => title)
const coming = async (person: Someone) =>
  (await world.wished(person)).filter(({ joinAt }) => joinAt > world.clock.now())
const losses = (person: Someone) =>
  world.inside(person, (tx) =>
    tx
      .selectFrom('calendarLosses')
      .selectAll()
      .where('userId', '=', person.userId)
      .orderBy('number')
      .execute(),
  )
const connection = async (person: Someone) => {
  const viewer = { userId: person.userId, now: world.clock.now() }
  const [shown] = await world.inside(person, (tx) => connectionsOf(tx, viewer))
  const [calendar] = shown?.calendars.filter(({ isSelected }) => isSelected) ?? []
  if (!shown || !calendar) throw new Error('nothing is connected')
  return { ...shown, calendar }
}

describe.each([
  ['google_calendar', 'google', 'maya@northwind.test'],
  ['microsoft_outlook', 'microsoft', 'jonas@northwind.test'],
] as const)('a %s in trouble', (provider, name, email) => {
  let person: Someone
  let connectionId: string
  const sim = () => world.sims[name]

  beforeAll(async () => {
    person = await world.member(email)
    sim().createEvent(email, { title: 'Planning', start: inHours(30), end: inHours(31), link: ZOOM })
    connectionId = await world.connect(person, provider)
    await world.settle()
    await world.confirm(person)
  })

  test('190. a provider that is down is tried again later, and the page says so meanwhile', async () => {
    sim().fail({ status: 503, times: 1, retryAfterSeconds: 90 })
    sim().createEvent(email, { title: 'Added while down', start: inHours(3), end: inHours(4) })
    await world.settle()
    expect((await connection(person)).calendar.trouble).toMatch(/answered 503/)
    expect(await titles(person)).toEqual(['Planning'])

    await pass({ minutes: 2 })
    await sweep()
    expect((await connection(person)).calendar.trouble).toBeNull()
    expect(await titles(person)).toEqual(['Added while down', 'Planning'])
  })

  test('184. a change whose message got lost is found by the next poll', async () => {
    sim().notifications('loses')
    sim().createEvent(email, { title: 'Unannounced', start: inHours(4), end: inHours(5) })
    await world.settle()
    expect(await titles(person)).not.toContain('Unannounced')
    await pass({ minutes: 17 })
    await sweep()
    expect(await titles(person)).toContain('Unannounced')
    sim().notifications('good')
  })

  test('174. a cursor that is no longer good: everything is read anew, and what vanished meanwhile is gone', async () => {
    const doomed = sim().createEvent(email, { title: 'Doomed', start: inHours(6), end: inHours(7) })
    await world.settle()
    expect(await titles(person)).toContain('Doomed')
    sim().notifications('loses')
    sim().deleteEvent(doomed.id)
    sim().expireSyncTokens()
    sim().pages({ size: 2, emptyFirst: true })
    await pass({ minutes: 17 })
    await sweep()
    expect(await titles(person)).toEqual(['Added while down', 'Unannounced', 'Planning'])
    sim().pages({})
    sim().notifications('good')
  })

  test('179. 188. messages that arrive twice are one read each, and change nothing twice', async () => {
    sim().notifications('doubles')
    sim().createEvent(email, { title: 'Told twice', start: inHours(5), end: inHours(6) })
    await world.settle()
    expect((await titles(person)).filter((title) => title === 'Told twice')).toHaveLength(1)
    sim().notifications('good')
  })

  test('172. an access token that the provider refuses is replaced, once, by however many workers', async () => {
    sim().expireAccessTokens()
    const which = { organizationId: person.organizationId, connectionId }
    const stale = await accessTokenFor(world.needs, which)
    const fresh = await Promise.all(
      [1, 2, 3].map(() => accessTokenFor(world.needs, which, { insteadOf: stale })),
    )
    expect(new Set(fresh)).toEqual(new Set([fresh[0]]))
    expect(fresh[0]).not.toBe(stale)
  })

  test('197. a worker that died while reading: another one reads on', async () => {
    sim().notifications('loses')
    sim().createEvent(email, { title: 'After the crash', start: inHours(8), end: inHours(9) })
    await world.inside(person, (tx) =>
      tx
        .updateTable('calendars')
        .set({ dirtyNumber: 1_000, leaseUntil: world.clock.now().plus({ minutes: 2 }) })
        .where('isSelected', '=', true)
        .execute(),
    )
    await pass({ minutes: 3 })
    await sweep()
    expect(await titles(person)).toContain('After the crash')
    sim().notifications('good')
  })

  test('185. channels end, and are replaced before they do', async () => {
    await pass({ days: 8 })
    expect((await connection(person)).calendar.hears).toBe('polling')
    await sweep()
    expect((await connection(person)).calendar.hears).toBe('push')
    sim().createEvent(email, { title: 'Heard again', start: inHours(1), end: inHours(2) })
    await world.settle()
    expect(await titles(person)).toContain('Heard again')
  })

  test('191. a calendar that is missing keeps its bots for a day, then is given up and its person told once', async () => {
    sim().createEvent(email, { title: 'Orphan', start: inHours(40), end: inHours(41), link: ZOOM })
    await world.settle()
    const wished = await coming(person)
    expect(wished).toHaveLength(1)
    sim().fail({ status: 404, times: 1_000, reason: name === 'google' ? 'notFound' : 'ErrorItemNotFound' })
    for (const time of [{ minutes: 20 }, { minutes: 1 }, { minutes: 2 }, { hours: 23 }]) {
      await pass(time)
      await sweep()
      expect(await coming(person)).toEqual(wished)
    }
    expect((await connection(person)).calendar.givenUpAt).not.toBeNull()
    expect((await shown(person)).map(({ uncheckedSince }) => uncheckedSince)).not.toContain(null)
    expect(await losses(person)).toEqual([])
    await pass({ hours: 2 })
    await sweep()
    expect(await coming(person)).toEqual([])
    expect(await losses(person)).toMatchObject([{ calledOffBots: 1, endedAt: null }])

    sim().heal()
    await world.connect(person, provider)
    await world.settle()
    expect(await coming(person)).toHaveLength(1)
    expect(await losses(person)).toMatchObject([{ endedAt: expect.anything() }])
  })

  test('a calendar that was missing by mistake loses nothing', async () => {
    const wished = await coming(person)
    sim().fail({ status: 404, times: 3, reason: name === 'google' ? 'notFound' : 'ErrorItemNotFound' })
    for (const minutes of [20, 1, 2, 20]) {
      await pass({ minutes })
      await sweep()
    }
    expect(await coming(person)).toEqual(wished)
    expect((await connection(person)).calendar).toMatchObject({ givenUpAt: null, trouble: null })
  })

  test('169. a permission that was taken back is said, keeps the bots of the next day, and is mended by connecting again', async () => {
    sim().createEvent(email, { title: 'Wanted', start: inHours(20), end: inHours(21), link: ZOOM })
    sim().createEvent(email, { title: 'Next week', start: inHours(120), end: inHours(121), link: OTHER })
    await world.settle()
    const wished = await coming(person)
    sim().revoke(email)
    await pass({ hours: 2 })
    await sweep()
    expect(await connection(person)).toMatchObject({
      status: 'needs_reauth',
      statusReason: expect.stringMatching(/connect the calendar again/),
      loss: { keptBots: wished.length - 1, calledOffBots: 1 },
    })
    expect(await coming(person)).toEqual(wished.slice(0, -1))
    await pass({ hours: 2 })
    await sweep()
    expect((await losses(person)).filter(({ endedAt }) => endedAt === null)).toHaveLength(1)

    expect(await world.connect(person, provider)).toBe(connectionId)
    await world.settle()
    expect(await connection(person)).toMatchObject({ status: 'active', statusReason: null, loss: null })
    expect((await coming(person)).map(({ joinAt }) => joinAt)).toEqual(wished.map(({ joinAt }) => joinAt))
  })
})

describe('at the door', () => {
  const hook = (path: string, init: RequestInit) =>
    fetch(`${world.publicUrl}/hooks/${path}`, { method: 'POST', ...init }).then(({ status }) => status)
  const google = (headers: Record<string, string>) => hook('google', { headers })

  test('181. a message with a wrong secret is refused; one of an unknown channel is taken and forgotten', async () => {
    const channel = await world.needs.db.asSystem((tx) =>
      tx.selectFrom('calendarChannelDirectory').select('channelId').executeTakeFirst(),
    )
    const claim = { 'x-goog-resource-state': 'exists', 'x-goog-message-number': '7' }
    const known = { ...claim, 'x-goog-channel-id': channel?.channelId ?? '' }
    expect(await google({ ...known, 'x-goog-channel-token': 'guessed' })).toBe(401)
    expect(await google({ ...claim, 'x-goog-channel-id': 'nobody', 'x-goog-channel-token': 'x' })).toBe(204)
    expect(await google(claim)).toBe(401)
  })

  test('a name that no database could look for is taken and forgotten, too', async () => {
    const body = JSON.stringify({ value: [{ subscriptionId: 'a\0b', lifecycleEvent: '\0' }] })
    expect(await hook('microsoft', { body, headers: { 'content-type': 'application/json' } })).toBe(202)
  })
})
