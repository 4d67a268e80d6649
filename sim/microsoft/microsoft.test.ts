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
import { type GraphItem, type GraphPage, graphClient, WINDOW } from '../calendars/test-clients.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const client = (token?: string) => graphClient(world, token)
/** Every page up to the delta link. */
async function round(link: string, pageSize = 50) {
  const items: GraphItem[] = []
  for (let next: string | undefined = link; next; ) {
    const page: GraphPage = await client()
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

describe('reading', () => {
  test('the view writes out series, in pages, with links of the real host', async () => {
    weekly(0)
    weekly(1)
    meeting()
    const page: GraphPage = await client()
      .api(`/me/calendarView?${WINDOW}&$top=2`)
      .header('Prefer', 'outlook.timezone="UTC"')
      .get()
    expect(page.value.map(({ type }) => type).sort()).toEqual(['occurrence', 'singleInstance'])
    expect(page.value[0]?.start).toEqual({ dateTime: '2026-11-23T10:00:00.0000000', timeZone: 'UTC' })
    expect(page['@odata.nextLink']).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/me\/calendarView\?/)
    const rest: GraphPage = await client()
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
