import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type CalendarWorld,
  calendarWorld,
  HOUR,
  JONAS,
  MAYA,
  NOW,
  ZOOM,
} from '../calendars/test-calendars.ts'
import { googleClient } from '../calendars/test-clients.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const client = () => googleClient(world)
const meeting = (title = 'Standup', start = NOW + HOUR) =>
  world.sims.google.createEvent(MAYA, { title, start, end: start + HOUR / 2, link: ZOOM, people: [JONAS] })

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
