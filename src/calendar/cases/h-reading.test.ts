import { GraphError } from '@microsoft/microsoft-graph-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asRefusal as googleRefusal } from '#calendar/providers/google-errors.ts'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import { asRefusal as graphRefusal } from '#calendar/providers/graph-errors.ts'
import { fromGraph } from '#calendar/providers/graph-event.ts'
import type { CalendarProvider, ChangePage } from '#calendar/providers/provider.ts'
import { syncCalendar } from '#calendar/syncing/sync.ts'
import { Refusal } from '#lib/errors.ts'
import { checkRows, googleItem, graphItem, type Row, seen } from '#test/calendar-cases.ts'
import { type CalendarWorld, calendarWorld, type Someone } from '#test/calendar-world.ts'
import { at } from '#test/sightings.ts'
import { from, google, graph, keyOf, told, wishes } from '#test/wishes.ts'

const LONG = 'x'.repeat(64 * 1_024)
const running = { google: {}, sighting: { firstSeenAt: at('15:10') }, now: at('15:10') }

/** What Google's client throws. */
const fromGoogleTrouble = (status: number, reason: string) =>
  Object.assign(new Error(reason), {
    ...{ status, response: { status, headers: {}, data: { error: { errors: [{ reason }] } } } },
  })

const rows: readonly Row[] = [
  [167, 'connected while a meeting runs', running, 'join 15:00'],
  [
    167,
    'connected while a meeting runs, where that is left alone',
    { ...running, rules: { joinRunning: false } },
    'already_running',
  ],
  [
    193,
    'a NUL, half a letter and 64 KB in it',
    { google: { summary: `a\0b\ud800${LONG}`, description: `\0${LONG}`, location: LONG } },
    'join 15:00',
  ],
  [
    193,
    'the same for Microsoft',
    { graph: { subject: `a\0b\ud800${LONG}`, body: { content: `\0${LONG}` } } },
    'join 15:00',
  ],
  [196, 'an hour beyond the horizon', { google: {}, now: at('14:00', '2026-10-26') }, 'beyond_horizon'],
  [196, 'and an hour later', { google: {}, now: at('15:00', '2026-10-26') }, 'join 15:00'],
]

describe('H. What is read', () => {
  checkRows(rows)

  test('168. very many events → those within the horizon', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => {
      const start = at('15:00').plus({ hours: index })
      const [day, hour] = [start.toFormat('yyyy-MM-dd'), start.toFormat('HH:mm')]
      return { event: google({ id: `e${index}`, iCalUID: `uid-${index}`, ...from(hour, hour, day) }) }
    })
    const wished = told(wishes(many, { now: at('12:00') }))
    const hoursLeft = 28 * 24 - 3 // from three o'clock to noon in 28 days
    expect(wished.filter((wish) => wish.endsWith(' ana'))).toHaveLength(hoursLeft + 1)
  })

  test.each([
    [
      189,
      'a calendar that cannot be watched',
      fromGoogleTrouble(400, 'pushNotSupportedForRequestedResource'),
      'provider_refused',
    ],
    [192, 'a mailbox that is not there', new GraphError(404, 'MailboxNotEnabledForRESTAPI'), 'not_found'],
  ] as const)('%i. %s → is told apart from other trouble', (_number, _what, trouble, code) => {
    expect([googleRefusal(trouble), graphRefusal(trouble)]).toContainEqual(expect.objectContaining({ code }))
  })

  test('194. two ids that differ by a capital → two meetings', () => {
    const [one, other] = ['AAMkAGI', 'AAMkAGi'].map((id) => ({
      event: graph({ id, uid: null, iCalUId: null }),
    }))
    expect(one && other && keyOf(one) !== keyOf(other)).toBe(true)
  })

  test('195. another id after the move to another calendar → the same meeting by its UID', () => {
    expect(keyOf({ event: graph({ id: 'before' }) })).toBe(keyOf({ event: graph({ id: 'after' }) }))
  })

  test('193. what is stored holds nothing that a database could not', () => {
    const shown = [
      seen(fromGoogle(googleItem({ summary: 'a\0b', description: '\0c' }))),
      seen(fromGraph(graphItem({ subject: 'a\0b', body: { content: '\0c' } }))),
    ]
    expect(shown.flatMap(({ title, description }) => [title, description ?? '']).join('')).not.toContain('\0')
  })
})

describe('H. What the road does to it', () => {
  let world: CalendarWorld
  let maya: Someone
  beforeAll(async () => {
    world = await calendarWorld()
    maya = await world.member('maya@northwind.test')
    for (const hours of [3, 5, 7]) add(`Planning ${hours}`, hours)
    await world.connect(maya, 'google_calendar')
    await world.settle()
    await world.confirm(maya)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const inHours = (hours: number) => world.clock.now().plus({ hours }).toMillis()
  const add = (title: string, hours: number) =>
    world.sims.google.createEvent('maya@northwind.test', {
      ...{ title, start: inHours(hours), end: inHours(hours + 1) },
      link: `https://zoom.us/j/8551234567${hours}`,
    })
  const wished = async () => (await world.wished(maya)).map(({ joinAt }) => joinAt.toFormat('HH:mm'))

  /** The real provider, whose next reading is spoilt. */
  const spoilt = (
    spoil: (pages: AsyncIterable<ChangePage>) => AsyncIterable<ChangePage>,
  ): CalendarProvider => {
    const { google: real } = world.needs
    let isFirst = true
    const readChanges: CalendarProvider['readChanges'] = (ask) => {
      const pages = real.readChanges(ask)
      if (!isFirst) return pages
      isFirst = false
      return spoil(pages)
    }
    return { ...real, readChanges }
  }

  async function readWith(port: CalendarProvider, forgetCursor: boolean) {
    const { id: calendarId } = await world.inside(maya, (tx) =>
      tx
        .updateTable('calendars')
        .set((eb) => ({ dirtyNumber: eb('dirtyNumber', '+', 1), ...(forgetCursor && { syncCursor: null }) }))
        .where('isSelected', '=', true)
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    await syncCalendar.run(
      { ...world.needs, google: port },
      { organizationId: maya.organizationId, calendarId },
    )
  }

  async function* cutShort(
    pages: AsyncIterable<ChangePage>,
    code: 'full_sync_required' | 'provider_unavailable',
  ) {
    for await (const page of pages) {
      yield { ...page, events: page.events.slice(0, 1), cursor: undefined as never } // the first of several pages
      throw new Refusal(code, 'in the middle')
    }
  }

  test.each([
    [175, 'a cursor refused, and the list after it too', 'full_sync_required'],
    [176, 'a cursor refused in the middle of the pages', 'full_sync_required'],
    [177, 'a whole list that breaks off', 'provider_unavailable'],
  ] as const)('%i. %s → every wish stays', async (_number, _what, code) => {
    const before = await wished()
    expect(before).toHaveLength(3)
    await readWith(
      spoilt((pages) => cutShort(pages, code)),
      true,
    )
    await world.settle()
    expect(await wished()).toEqual(before)
  })

  test('182. messages in another order → the wish is what the calendar says', async () => {
    world.sims.google.notifications('reorders')
    const { id } = add('Review', 2)
    world.sims.google.moveEvent(id, inHours(9))
    const joinAt = world.clock.now().plus({ hours: 9, minutes: -2 }).toFormat('HH:mm')
    await world.clock.advanceTo(world.clock.now().plus({ minutes: 1 }))
    await world.settle()
    world.sims.google.notifications('good')
    expect(await wished()).toEqual(['11:58', '13:58', '15:58', joinAt])
  })

  test('183. an older version that comes after a newer one → is left aside', async () => {
    const before = await wished()
    await readWith(
      spoilt(async function* (pages) {
        for await (const page of pages) {
          const old = (event: ChangePage['events'][number]) => ({
            ...{
              ...event,
              etag: 'old',
              start: event.start.plus({ hours: 1 }),
              end: event.end.plus({ hours: 1 }),
            },
            updatedAt: event.updatedAt?.minus({ days: 1 }) ?? null,
          })
          yield { ...page, events: page.events.map(old) }
        }
      }),
      true,
    )
    await world.settle()
    expect(await wished()).toEqual(before)
  })

  test('187. Microsoft says that it has missed something → everything is read anew', async () => {
    const email = 'jonas@northwind.test'
    const jonas = await world.member(email)
    await world.connect(jonas, 'microsoft_outlook')
    await world.settle()
    await world.confirm(jonas)
    world.sims.microsoft.notifications('loses')
    const link = 'https://zoom.us/j/85599999999'
    world.sims.microsoft.createEvent(email, {
      title: 'Unannounced',
      start: inHours(2),
      end: inHours(3),
      link,
    })
    await world.settle()
    expect(await world.wished(jonas)).toEqual([])

    world.sims.microsoft.notifications('good')
    world.sims.microsoft.lifecycle(email, 'missed')
    await world.settle()
    expect(await world.wished(jonas)).toHaveLength(1)
  })
})
