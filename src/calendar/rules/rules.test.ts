/** Rules of a person and of an organization, words about meetings and series, pauses: on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selectCalendar } from '#calendar/connecting/select-calendar.ts'
import { whatEnds } from '#calendar/connecting/what-ends.ts'
import { type Upcoming, upcomingMeetings } from '#calendar/reads.ts'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { overridesFor, type Scope } from '#calendar/rules/overrides.ts'
import { DORMANT_DAYS, pauseDormant, resumeRules } from '#calendar/rules/pause-dormant.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { preferencesOfOne } from '#calendar/rules/preferences.ts'
import { previewPolicies } from '#calendar/rules/preview-policies.ts'
import { previewRules } from '#calendar/rules/preview-rules.ts'
import type { OrganizationRules } from '#calendar/rules/rule-shapes.ts'
import { savePolicies } from '#calendar/rules/save-policies.ts'
import { whyMeeting } from '#calendar/showing/why-meeting.ts'
import { type CalendarWorld, calendarWorld, RULES, type Someone, START } from '#test/calendar-world.ts'

const inHours = (hours: number) => START.plus({ hours }).toMillis()
const zoom = (room: number) => `https://us02web.zoom.us/j/8551234${room}?pwd=Zk1`

let world: CalendarWorld
let maya: Someone
let series: string
let budget: { id: string }

beforeAll(async () => {
  world = await calendarWorld()
  maya = await world.member('maya@northwind.test')
  const { google } = world.sims
  google.addPerson({
    email: maya.email,
    more: [{ id: 'side@group.calendar.google.com', name: 'Side projects', role: 'owner' }],
  })
  const weekly = { title: 'Weekly', start: inHours(24), end: inHours(25), link: zoom(1000) }
  series = google.createSeries(maya.email, weekly, 'RRULE:FREQ=DAILY;COUNT=4')
  budget = google.createEvent(maya.email, {
    title: 'Budget',
    start: inHours(3),
    end: inHours(4),
    link: zoom(2000),
    people: ['dana@partner.test'],
  })
  await world.connect(maya, 'google_calendar')
  await world.settle()
  await world.confirm(maya)
})
afterAll(() => world[Symbol.asyncDispose]())

const shown = () =>
  world.inside(maya, (tx) =>
    upcomingMeetings(tx, { userId: maya.userId, now: world.clock.now(), recallIsOff: false }),
  )
const called = async (title: string): Promise<Upcoming[]> =>
  (await shown()).filter((meeting) => meeting.title === title)
const say = async (meeting: Upcoming | undefined, scope: Scope, autoJoin: boolean | null) =>
  world.inside(maya, (tx) =>
    overrideEvent(tx, world.needs, { ...maya, eventId: meeting?.eventId ?? '', scope, autoJoin }),
  )
const setForAll = (rules: OrganizationRules) =>
  world.inside(maya, (tx) => savePolicies(tx, world.needs, { ...maya, rules }))

describe('a word about a meeting', () => {
  test('about the series counts for each of its meetings, and the nearer word wins', async () => {
    const [first] = await called('Weekly')
    expect(await say(first, 'series', false)).toBe(4)
    expect((await called('Weekly')).map(({ because }) => because)).toEqual(Array(4).fill('skipped_series'))

    const [, second] = await called('Weekly')
    await say(second, 'event', true)
    expect((await called('Weekly')).map(({ wants }) => wants)).toEqual([false, true, false, false])
    expect((await called('Weekly'))[1]?.said).toEqual({ event: true, series: false })
  })

  test('stays with its meeting when that is moved', async () => {
    world.sims.google.moveEvent(world.sims.google.meetingsOf(series)[1]?.id ?? '', inHours(50))
    await world.settle()
    const moved = (await called('Weekly')).find(({ start }) => start.toMillis() === inHours(50))
    expect(moved).toMatchObject({ wants: true, said: { event: true, series: false } })
  })

  test('stays when "this and following" gives the series a new name', async () => {
    world.sims.google.editFollowing(series, inHours(72), { title: 'Weekly, renamed' })
    await world.settle()
    const renamed = await called('Weekly, renamed')
    expect(renamed).toHaveLength(2)
    expect(renamed.map(({ because }) => because)).toEqual(['skipped_series', 'skipped_series'])
  })

  test('is taken back, and the history tells it all', async () => {
    const [, second] = (await shown()).filter(({ title }) => title.startsWith('Weekly'))
    await say(second, 'event', null)
    await say(second, 'series', null)
    expect(new Set((await shown()).map(({ because }) => because))).toEqual(new Set(['matches_rules']))
    const why = await world.inside(maya, (tx) =>
      whyMeeting(tx, { userId: maya.userId, eventId: second?.eventId ?? '' }),
    )
    const told = why.history.map(({ happened, outcome }) => [happened[0]?.what, outcome])
    expect(told).toContainEqual(['first_seen', 'planned'])
    expect(told).toContainEqual(['you_said_of_series', 'called_off'])
    expect(told).toContainEqual(['you_said', 'planned'])
  })

  test('of a single meeting moves along with it, and the history says that it moved', async () => {
    const [before] = await called('Budget')
    await say(before, 'event', true)
    world.sims.google.moveEvent(budget.id, inHours(6))
    await world.settle()
    const [after] = await called('Budget')
    expect(after).toMatchObject({ because: 'requested_by_person', said: { event: true } })
    const why = await world.inside(maya, (tx) =>
      whyMeeting(tx, { userId: maya.userId, eventId: after?.eventId ?? '' }),
    )
    expect(why.history[0]).toMatchObject({
      outcome: 'rescheduled',
      happened: [
        { what: 'moved', from: START.plus({ hours: 3 }).toISO(), to: START.plus({ hours: 6 }).toISO() },
      ],
    })
    await say(after, 'event', null)
  })
})

describe('rules tried out', () => {
  test('name the coming meetings that flip, and those of the past month', async () => {
    const rules = { ...RULES, autoJoinScope: 'external_only' as const }
    const { past, meetings } = await world.inside(maya, (tx) =>
      previewRules(tx, { userId: maya.userId, now: world.clock.now().plus({ days: 2 }) }, { rules }),
    )
    expect(meetings.every(({ wantsNow, wouldWant }) => wantsNow && !wouldWant)).toBe(true)
    expect(past.map(({ wantsNow, wouldWant }) => [wantsNow, wouldWant])).toContainEqual([true, false])
    expect(past.some(({ title }) => title === 'Budget')).toBe(false) // it has somebody from outside
  })

  test('of an organization show one’s own meetings, and numbers for everybody', async () => {
    const preview = await world.inside(maya, (tx) =>
      previewPolicies(
        tx,
        { userId: maya.userId, name: 'Maya', now: world.clock.now() },
        { neverDomains: ['partner.test'] },
      ),
    )
    const flips = preview.meetings.filter(({ wantsNow, wouldWant }) => wantsNow !== wouldWant)
    expect(flips.map(({ title }) => title)).toEqual(['Budget'])
    expect(preview.everybody).toMatchObject({ people: 1, wouldJoin: 0, wouldSkip: 1 })
  })
})

describe('what an admin sets for everybody', () => {
  test('counts before a person’s own yes, and says whose rule it is', async () => {
    const [meeting] = await called('Budget')
    await say(meeting, 'event', true)
    await setForAll({ neverKeywords: ['budget'] })
    await world.settle()
    expect((await called('Budget'))[0]).toMatchObject({
      wants: false,
      because: 'org_policy',
      canOverride: false,
    })
    const { authors } = await world.inside(maya, policiesOf)
    expect(authors).toMatchObject([{ setting: 'neverKeywords', setBy: 'Maya' }])
    await expect(say(meeting, 'event', true)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('what stays as it was keeps its author and its time; what is left out is each person’s own again', async () => {
    const before = await world.inside(maya, policiesOf)
    await world.clock.advanceTo(world.clock.now().plus({ minutes: 5 }))
    const saved = await setForAll({ neverKeywords: ['budget'], joinPrivate: true })
    expect(saved.authors[0]).toEqual(before.authors[0])
    expect(saved.locked).toEqual({ joinPrivate: true })
    expect((await setForAll({})).authors).toEqual([])
    await world.settle()
    expect((await called('Budget'))[0]).toMatchObject({ wants: true, because: 'requested_by_person' })
  })
})

describe('calendars', () => {
  test('another one is read when its person chooses it, and calls its bots off when they do not', async () => {
    world.sims.google.createEvent(maya.email, {
      title: 'Workshop',
      start: inHours(7),
      end: inHours(8),
      link: zoom(3000),
      calendar: 'side@group.calendar.google.com',
    })
    const side = await world.inside(maya, (tx) =>
      tx
        .selectFrom('calendars')
        .select(['id', 'calendarConnectionId as connectionId'])
        .where('name', '=', 'Side projects')
        .executeTakeFirstOrThrow(),
    )
    const choose = (isSelected: boolean) =>
      world.inside(maya, (tx) =>
        selectCalendar(tx, world.needs, {
          ...maya,
          calendarId: side.id,
          isSelected,
        }),
      )
    expect(await choose(true)).toBe(0)
    await world.settle()
    expect(await called('Workshop')).toMatchObject([{ wants: true }])

    const ask = { userId: maya.userId, now: world.clock.now(), connectionId: side.connectionId }
    const one = await world.inside(maya, (tx) => whatEnds(tx, { ...ask, calendarId: side.id }))
    expect(one).toMatchObject({ ends: [{ title: 'Workshop' }], stays: 0 })
    const all = await world.inside(maya, (tx) => whatEnds(tx, { ...ask, calendarId: undefined }))
    expect(all.ends.length).toBeGreaterThan(one.ends.length)

    expect(await choose(false)).toBe(1)
    await world.settle()
    expect(await called('Workshop')).toEqual([])
    const wished = await world.wished(maya)
    expect(wished.some(({ meetingUrl }) => meetingUrl === zoom(3000))).toBe(false)
  })
})

describe('an account that nobody uses', () => {
  test(`pauses itself after ${DORMANT_DAYS} days, and goes on with one click`, async () => {
    const { db, jobs } = world.needs
    const sweep = (days: number) => {
      const clock = { ...world.clock, now: () => world.clock.now().plus({ days }) }
      return pauseDormant.run({ db, jobs, clock })
    }
    await sweep(DORMANT_DAYS - 1)
    const rules = () => world.inside(maya, (tx) => preferencesOfOne(tx, maya.userId))
    expect((await rules()).pausedAt).toBeNull()
    await sweep(DORMANT_DAYS + 1)
    expect((await rules()).isDormant).toBe(true)

    await world.confirm(maya) // whoever saves rules is here
    expect((await rules()).pausedAt).toBeNull()
    await sweep(DORMANT_DAYS + 1)
    await world.inside(maya, (tx) => resumeRules(tx, world.needs, maya))
    expect((await rules()).isDormant).toBe(false)
    expect((await called('Budget'))[0]?.wants).toBe(true)
  })
})

test('every event that is asked about is answered, also where nothing was said', async () => {
  const found = await world.inside(maya, async (tx) => {
    const events = await tx.selectFrom('calendarEvents').selectAll().execute()
    return { events, said: await overridesFor(tx, events) }
  })
  expect(found.said.size).toBe(found.events.length)
})
