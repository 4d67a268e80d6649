/**
 * Answers that Google and Microsoft really gave, as stories: what stands in the calendar after each, and which bots
 * are wished for. The recordings are not part of this repository; where they are absent, this says so and is skipped.
 */
import { existsSync, readFileSync } from 'node:fs'
import type { calendar_v3 } from '@googleapis/calendar'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import { fromGraph, GraphEvent } from '#calendar/providers/graph-event.ts'
import { takeIn } from '#calendar/syncing/take-in.ts'
import { type CalendarWorld, calendarWorld, type Someone } from '#test/calendar-world.ts'

const FOLDER = new URL('../../../../shared/data/calendar/', import.meta.url)
const isHere = existsSync(FOLDER)
if (!isHere)
  process.stdout.write('recorded calendar answers: skipped, ../shared/data/calendar is not there\n')
const recorded = (name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))

const ZOOM = 'https://us02web.zoom.us/j/85512349001?pwd=Zk1'
const utc = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' })
const SHOWN_DAYS = 8

type Item = calendar_v3.Schema$Event
const itemsOf = (name: string): Item[] => recorded(`google-events-incremental-${name}.json`).items

/**
 * The recordings are of lists with masters; we ask for single meetings. This writes a daily master out, day by day,
 * as Google does for us, and adds a link, since these people met for breakfast.
 */
function asSingles(items: readonly Item[], from: DateTime): Item[] {
  const exceptions = new Map(
    items.filter(({ recurringEventId, id }) => recurringEventId && id).map((one) => [one.id, one]),
  )
  const meetings = items
    .filter(({ recurrence }) => recurrence)
    .flatMap((master) =>
      daysOf(master, from).map((start) => exceptions.get(idAt(master, start)) ?? at(master, start)),
    )
  const cancelled = items.filter(({ status, recurrence }) => status === 'cancelled' && !recurrence)
  const all = new Map([...meetings, ...exceptions.values(), ...cancelled].map((one) => [one.id, one]))
  return [...all.values()].map((one) => (one.status === 'cancelled' ? one : { ...one, location: ZOOM }))
}

const zone = 'America/Chicago'
const idAt = (master: Item, start: DateTime) =>
  `${master.id}_${start.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")}`

function daysOf({ start, recurrence }: Item, from: DateTime): DateTime[] {
  const first = DateTime.fromISO(start?.dateTime ?? '', { zone })
  const until = /UNTIL=(\d{8}T\d{6}Z)/.exec(recurrence?.[0] ?? '')?.[1]
  const end = until ? DateTime.fromFormat(until, "yyyyMMdd'T'HHmmss'Z'", { zone: 'utc' }) : null
  const day = from.setZone(zone).startOf('day')
  return Array.from({ length: SHOWN_DAYS }, (_, n) =>
    day.plus({ days: n, hours: first.hour, minutes: first.minute }),
  ).filter((one) => one >= first && (!end || one <= end))
}

function at(master: Item, start: DateTime): Item {
  const length = DateTime.fromISO(master.end?.dateTime ?? '').diff(
    DateTime.fromISO(master.start?.dateTime ?? ''),
  )
  const { recurrence: _, ...rest } = master
  const time = (one: DateTime) => ({ dateTime: one.toISO() ?? '', timeZone: zone })
  const when = { start: time(start), end: time(start.plus(length)), originalStartTime: time(start) }
  return { ...rest, ...when, id: idAt(master, start), recurringEventId: master.id ?? '' }
}

describe.skipIf(!isHere)('a series, as it was recorded', () => {
  let world: CalendarWorld
  beforeAll(async () => {
    world = await calendarWorld()
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  /** Somebody whose calendar is shown what was recorded; returns how to show it and what is wished then. */
  async function reader(email: string, now: DateTime) {
    const person: Someone = await world.member(email)
    await world.connect(person, 'google_calendar', `&login_hint=${email}`)
    await world.confirm(person)
    await world.settle()
    const clock = { ...world.clock, now: () => now }
    const needs = { ...world.needs, clock }
    const calendar = await world.inside(person, (tx) =>
      tx.selectFrom('calendars').selectAll().executeTakeFirstOrThrow(),
    )
    const window = { start: now.minus({ days: 1 }), end: now.plus({ days: 28 }) }
    return async (items: readonly Item[], { isWhole = false } = {}) => {
      const shown = asSingles(items, now)
      const events = shown
        .filter(({ status }) => status !== 'cancelled')
        .flatMap((one) => fromGoogle(one) ?? [])
      const seen = new Set(events.map(({ id }) => id))
      const held = await world.inside(person, (tx) =>
        tx
          .selectFrom('calendarEvents')
          .select('externalEventId as id')
          .where('deletedAt', 'is', null)
          .execute(),
      )
      const absent = isWhole ? held.flatMap(({ id }) => (seen.has(id) ? [] : [id])) : []
      const gone = shown.filter(({ status }) => status === 'cancelled').flatMap(({ id }) => id ?? [])
      await world.inside(person, (tx) =>
        takeIn(
          tx,
          needs,
          { ...calendar, ownerEmail: email, lastSyncedAt: null },
          {
            ...{ events, removed: [...gone, ...absent], unreadable: [], window },
          },
        ),
      )
      const bots = await world.wished(person)
      return bots.map(({ id, joinAt }) => ({ id, start: joinAt.plus({ minutes: 2 }).toISO() }))
    }
  }
  const days = (first: string, count: number) =>
    Array.from({ length: count }, (_, n) => utc(first).plus({ days: n }).toISO())

  test('made, one of it edited, "this and following" edited: a bot per meeting, and the same bots go on', async () => {
    const show = await reader('dishes@northwind.example', utc('2025-03-23T12:00:00Z'))
    const made = await show(itemsOf('create-recurring'))
    expect(made.map(({ start }) => start)).toEqual(days('2025-03-24T12:30:00Z', 7))

    const edited = await show(itemsOf('edit-single-1'))
    expect(edited.map(({ start }) => start)).toEqual([
      '2025-03-24T17:30:00.000Z',
      ...days('2025-03-25T12:30:00Z', 6),
    ])
    expect(new Set(edited.map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)))

    const split = await show(itemsOf('edit-all-1'), { isWhole: true })
    expect(split.map(({ start }) => start)).toEqual(days('2025-03-24T12:30:00Z', 7))
    expect(split.slice(2).map(({ id }) => id)).toEqual(made.slice(2).map(({ id }) => id)) // into the new series

    expect(
      await show([{ id: '68k0p6ackplecqs9fuvbs1fju0', status: 'cancelled' }], { isWhole: true }),
    ).toEqual([])
  })

  test.each([
    ['edit-single-2', 7, '2025-03-27T01:45:00.000Z'],
    ['edit-single-3', 7, '2025-03-26T12:30:00.000Z'],
  ])('%s: every meeting has its bot, where it is now', async (name, count, moved) => {
    const show = await reader(`${name}@northwind.example`, utc('2025-03-23T13:00:00Z'))
    const bots = await show(itemsOf(name))
    expect(bots).toHaveLength(count)
    expect(bots.map(({ start }) => start)).toContain(moved)
  })

  test('"this and following" into another series at another hour', async () => {
    const show = await reader('breakfast@northwind.example', utc('2025-03-28T20:00:00Z'))
    const bots = await show(itemsOf('edit-this-and-following-0'))
    expect(bots.map(({ start }) => start)).toEqual([
      ...days('2025-03-29T13:00:00Z', 3),
      ...days('2025-04-01T12:00:00Z', 4),
    ])
  })

  test.each([
    ['delete-single', '2025-03-25T12:00:00Z', '2025-03-25T13:00:00.000Z'],
    ['delete-single-2', '2025-03-25T15:30:00Z', '2025-03-28T15:00:00.000Z'],
  ])('%s: that one has no bot, the others have theirs', async (name, now, gone) => {
    const show = await reader(`${name}@northwind.example`, utc(now))
    const starts = (await show(itemsOf(name))).map(({ start }) => start)
    expect(starts.length).toBeGreaterThan(4)
    expect(starts).not.toContain(gone)
  })

  test.each(['delete-all-1', 'delete-all-2'])(
    '%s: a bare stub of a series that was never seen is no trouble',
    async (name) => {
      const show = await reader(`${name}@northwind.example`, utc('2025-03-25T12:00:00Z'))
      expect(await show(itemsOf(name))).toEqual([])
    },
  )
})

describe.skipIf(!isHere)('whatever was recorded can be read', () => {
  test.each(['timed', 'allday', 'cancelled'])("Google's %s events", (name) => {
    const events: Item[] = recorded(`google-mixed-${name}.json`)[name]
    const read = events.filter(({ status }) => status !== 'cancelled').map(fromGoogle)
    expect(read.every((event) => event?.start.isValid && event.isAllDay === (name === 'allday'))).toBe(true)
  })

  test.each([
    ['graph-calendarview-m365-devtenant.json', 2, true],
    ['graph-calendarview-beta-online-meeting.json', 1, false],
  ])('%s', (name, least, isOnTeams) => {
    const items: unknown[] = recorded(name).value
    const events = items.map((item) => fromGraph(GraphEvent.parse(item)))
    expect(events.length).toBeGreaterThanOrEqual(least)
    expect(events.every((event) => event?.start.isValid)).toBe(true)
    const links = events.flatMap((event) => event?.link.sources.map(({ text }) => text) ?? [])
    expect(links.some((text) => text.includes('teams.microsoft.com'))).toBe(isOnTeams)
  })
})
