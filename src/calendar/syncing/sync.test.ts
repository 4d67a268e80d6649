import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CalendarProvider } from '#calendar/providers/provider.ts'
import { upcomingMeetings } from '#calendar/reads.ts'
import { syncCalendar } from '#calendar/syncing/sync.ts'
import { type CalendarWorld, calendarWorld, type Someone, START } from '#test/calendar-world.ts'

const ZOOM = 'https://us02web.zoom.us/j/85512345678?pwd=Zk1'
const MEET = 'https://meet.google.com/abc-defg-hij'
const inHours = (hours: number) => START.plus({ hours }).toMillis()

let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const upcoming = (person: Someone) =>
  world.inside(person, (tx) =>
    upcomingMeetings(tx, { userId: person.userId, now: world.clock.now(), recallIsOff: false }),
  )

describe.each([
  ['google_calendar', 'google', 'maya@northwind.test'],
  ['microsoft_outlook', 'microsoft', 'jonas@northwind.test'],
] as const)('a %s', (provider, name, email) => {
  let person: Someone
  let planning: { id: string }

  test('is connected, read and decided, and wishes nothing before its owner confirms', async () => {
    const sim = world.sims[name]
    planning = sim.createEvent(email, {
      title: 'Planning',
      start: inHours(3),
      end: inHours(4),
      link: ZOOM,
      description: `If that does not work: ${MEET}`,
      people: ['guest@partner.test'],
    })
    sim.createEvent(email, { title: 'Confidential: pay', start: inHours(5), end: inHours(6), link: ZOOM })
    sim.createEvent(email, { title: 'Lunch', start: inHours(2), end: inHours(3) })
    person = await world.member(email)
    await world.connect(person, provider)
    await world.settle()

    const meetings = await upcoming(person)
    expect(meetings.map(({ title, because }) => [title, because])).toEqual([
      ['Lunch', 'no_link'],
      ['Planning', 'matches_rules'],
      ['Confidential: pay', 'matches_rules'],
    ])
    expect(await world.wished(person)).toEqual([])
  })

  test('wishes for bots once the rules are confirmed', async () => {
    await world.confirm(person)
    const [bot, ...more] = await world.wished(person)
    expect(more).toEqual([])
    expect(bot).toMatchObject({ meetingUrl: ZOOM, roomKey: 'zoom:85512345678', alternateUrl: MEET })
    expect(bot?.joinAt.toMillis()).toBe(inHours(3) - 2 * 60_000)
    expect((await upcoming(person)).map(({ because }) => because)).toEqual([
      'no_link',
      'matches_rules',
      'keyword',
    ])
  })

  test('hears of a moved meeting by push, and moves the wish', async () => {
    world.sims[name].moveEvent(planning.id, inHours(7))
    await world.settle()
    const [bot] = await world.wished(person)
    expect(bot?.joinAt.toMillis()).toBe(inHours(7) - 2 * 60_000)
  })

  test('calls the bot off when the meeting is cancelled', async () => {
    world.sims[name].cancelEvent(planning.id)
    await world.settle()
    expect(await world.wished(person)).toEqual([])
  })
})

describe('a series in Outlook', () => {
  const email = 'ida@northwind.test'
  let person: Someone
  const occurrence = (day: number) => ({
    title: `Standup ${day}`,
    start: inHours(24 * day),
    end: inHours(24 * day + 1),
    link: ZOOM,
    series: { id: 'standup', originalStart: inHours(24 * day), rule: 'RRULE:FREQ=DAILY' },
  })

  test('is one bot per meeting, and a deleted one, of which the feed says nothing, takes its bot away', async () => {
    const days = [1, 2, 3].map((day) => world.sims.microsoft.createEvent(email, occurrence(day)))
    person = await world.member(email)
    await world.connect(person, 'microsoft_outlook')
    await world.settle()
    await world.confirm(person)
    expect(await world.wished(person)).toHaveLength(3)

    world.sims.microsoft.deleteEvent(days[1]?.id ?? '')
    await world.settle()
    expect((await upcoming(person)).map(({ title, isRecurring }) => [title, isRecurring])).toEqual([
      ['Standup 1', true],
      ['Standup 3', true],
    ])
    expect(await world.wished(person)).toHaveLength(2)
  })

  test('178. a list that is suddenly empty is read twice before it is believed', async () => {
    for (const day of [4, 5, 6, 7, 8, 9]) world.sims.microsoft.createEvent(email, occurrence(day))
    await world.settle()
    const before = await upcoming(person)
    expect(before).toHaveLength(8)
    await readOnceMore(person, glitching(world.needs.microsoft))
    expect(await upcoming(person)).toEqual(before)
  })

  /** The real provider, whose next list comes back empty, as has happened. */
  function glitching(real: CalendarProvider): CalendarProvider {
    let lists = 0
    return {
      ...real,
      async *readChanges(from) {
        const isGlitch = lists++ === 0
        for await (const page of real.readChanges(from)) yield isGlitch ? { ...page, events: [] } : page
      },
    }
  }

  async function readOnceMore({ organizationId, userId }: Someone, microsoft: CalendarProvider) {
    const { id: calendarId } = await world.inside({ organizationId }, (tx) =>
      tx
        .updateTable('calendars')
        .set({ dirtyNumber: 1_000, syncCursor: null })
        .where('userId', '=', userId)
        .where('isSelected', '=', true)
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    await syncCalendar.run({ ...world.needs, microsoft }, { organizationId, calendarId })
  }
})
