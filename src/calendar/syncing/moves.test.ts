/** What calendars do to meetings, and what that does to their bots: split series, copies, lost words, lost grants. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectFeed } from '#calendar/connecting/connect-feed.ts'
import { connectionsOf } from '#calendar/connecting/connections.ts'
import { refreshLists } from '#calendar/connecting/refresh-list.ts'
import { selectCalendar } from '#calendar/connecting/select-calendar.ts'
import { icsFeeds } from '#calendar/providers/ics/feed.ts'
import { keepWatching } from '#calendar/push/keep-watching.ts'
import { checkBeforeJoining } from '#calendar/syncing/check-before-joining.ts'
import { pollCalendars } from '#calendar/syncing/poll-calendars.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import type { PublicFetch } from '#lib/public-fetch.ts'
import { type CalendarWorld, calendarWorld } from '#test/calendar-world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

let people = 0
/** Somebody with a confirmed Google calendar in an organization of their own. */
async function somebody(email = `somebody${++people}@northwind.example`) {
  const person = await world.member(email)
  await world.connect(person, 'google_calendar', `&login_hint=${person.email}`)
  await world.confirm(person)
  await world.settle()
  return person
}
const zoom = (id: number) => `https://us02web.zoom.us/j/8551234${id}?pwd=Zk1`
const now = () => world.clock.now().toMillis()
const tomorrow = (hours: number) => now() - (now() % DAY) + DAY + hours * HOUR

test('"this and following" moves the bots along, and doubles none', async () => {
  const maya = await somebody()
  const start = tomorrow(10)
  const draft = { title: 'Weekly', start, end: start + HOUR, link: zoom(1001) }
  const series = world.sims.google.createSeries(maya.email, draft, 'RRULE:FREQ=DAILY;COUNT=4')
  await world.settle()
  const before = await world.wished(maya)
  expect(before).toHaveLength(4)

  world.sims.google.editFollowing(series, start + 2 * DAY, { moveBy: HOUR })
  await world.settle()
  const after = await world.wished(maya)
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after.map(({ joinAt }) => joinAt.toMillis() + 2 * 60_000)).toEqual([
    start,
    start + DAY,
    start + 2 * DAY + HOUR,
    start + 3 * DAY + HOUR,
  ])
})

test('an entry that was copied by hand shares the bot; meetings that follow in the same room do not', async () => {
  const maya = await somebody()
  const [start, link] = [tomorrow(10), zoom(1002)]
  const at = (hours: number) => ({ start: start + hours * HOUR, end: start + (hours + 1) * HOUR, link })
  world.sims.google.createEvent(maya.email, { title: 'Planning', ...at(0) })
  world.sims.google.createEvent(maya.email, { title: 'Planning, my copy', ...at(0) })
  world.sims.google.createEvent(maya.email, { title: 'The next one', ...at(1) })
  await world.settle()
  const bots = await world.wished(maya)
  expect(bots.map(({ joinAt }) => joinAt.toMillis() + 2 * 60_000)).toEqual([start, start + HOUR])
})

test('a change of which nobody told is found twelve minutes before the bot joins', async () => {
  const maya = await somebody()
  const start = now() + 70 * 60_000
  const { id } = world.sims.google.createEvent(maya.email, {
    title: 'One',
    start,
    end: start + HOUR,
    link: zoom(1003),
  })
  await world.settle()
  world.sims.google.notifications('loses')
  world.sims.google.moveEvent(id, start + HOUR)
  await world.clock.advanceTo(world.clock.now().plus({ minutes: 57 }))
  await checkBeforeJoining.run(world.needs)
  await world.settle()
  const [bot] = await world.wished(maya)
  expect(bot?.joinAt.toMillis()).toBe(start + HOUR - 2 * 60_000)
  world.sims.google.notifications('good')
})

test('a meeting that vanished without a word has no bot any more when it would begin', async () => {
  const maya = await somebody()
  const start = now() + 70 * 60_000
  const { id } = world.sims.google.createEvent(maya.email, {
    title: 'One',
    start,
    end: start + HOUR,
    link: zoom(1004),
  })
  await world.settle()
  world.sims.google.notifications('loses')
  world.sims.google.deleteEvent(id)
  await world.clock.advanceTo(world.clock.now().plus({ minutes: 57 }))
  await checkBeforeJoining.run(world.needs)
  await world.settle()
  expect(await world.wished(maya)).toEqual([])
  world.sims.google.notifications('good')
})

test('a permission that is lost keeps the bots of a day; the others come back with it', async () => {
  const maya = await somebody()
  const [soon, later] = [now() + 5 * HOUR, now() + 3 * DAY]
  for (const [start, room] of [
    [soon, 1005],
    [later, 1006],
  ] as const)
    world.sims.google.createEvent(maya.email, { title: 'One', start, end: start + HOUR, link: zoom(room) })
  await world.settle()
  expect(await world.wished(maya)).toHaveLength(2)

  world.sims.google.revoke(maya.email)
  await world.clock.advanceTo(world.clock.now().plus({ minutes: 70 }))
  await pollCalendars.run(world.needs)
  await world.settle()
  expect((await world.wished(maya)).map(({ joinAt }) => joinAt.toMillis() + 2 * 60_000)).toEqual([soon])
  await world.confirm(maya) // rules that are saved meanwhile bring nothing back
  expect(await world.wished(maya)).toHaveLength(1)

  await world.connect(maya, 'google_calendar', `&login_hint=${maya.email}`)
  await world.settle()
  expect(await world.wished(maya)).toHaveLength(2)
})

test('a channel that has died silently is replaced once a poll brings what it should have told', async () => {
  const maya = await somebody()
  const channels = () =>
    world.inside(maya, (tx) =>
      tx.selectFrom('calendarChannels').select(['id', 'expiresAt']).where('state', '=', 'active').execute(),
    )
  const [first] = await channels()
  world.sims.google.killChannels()
  await world.clock.advanceTo(world.clock.now().plus({ minutes: 10 }))
  world.sims.google.createEvent(maya.email, {
    title: 'One',
    start: tomorrow(9),
    end: tomorrow(10),
    link: zoom(1007),
  })
  await world.clock.advanceTo(world.clock.now().plus({ minutes: 10 }))
  await pollCalendars.run(world.needs)
  await world.settle()
  await keepWatching.run(world.needs)
  await world.settle()
  const [second, ...others] = await channels()
  expect(others).toEqual([])
  expect(second?.id).not.toBe(first?.id)
})

test('a calendar that is new is found within a day, waits to be chosen, is polled where nobody tells of it; gone, it is offered no more', async () => {
  const maya = await somebody()
  world.sims.google.addCalendar(maya.email, { id: 'team', name: 'Team', role: 'reader' })
  await world.clock.advanceTo(world.clock.now().plus({ hours: 25 }))
  await refreshLists.run(world.needs)
  await world.settle()
  const team = () =>
    world.inside(maya, (tx) =>
      tx
        .selectFrom('calendars')
        .selectAll()
        .where('providerCalendarId', '=', 'team')
        .executeTakeFirstOrThrow(),
    )
  expect(await team()).toMatchObject({ name: 'Team', isSelected: false, isListed: true })

  const { id: calendarId } = await team()
  const choose = (isSelected: boolean) =>
    world.inside(maya, (tx) => selectCalendar(tx, world.needs, { ...maya, calendarId, isSelected }))
  await choose(true)
  await world.settle()
  const read = await team()
  expect(read).toMatchObject({ isPushSupported: false, lastError: null })
  expect(read.lastSyncedAt).not.toBeNull()

  const offered = async () => {
    const viewer = { userId: maya.userId, now: world.clock.now() }
    const [account] = await world.inside(maya, (tx) => connectionsOf(tx, viewer))
    return account?.calendars.map(({ id }) => id)
  }
  await world.inside(maya, (tx) =>
    tx.updateTable('calendars').set({ providerCalendarId: 'left' }).where('id', '=', calendarId).execute(),
  )
  await world.clock.advanceTo(world.clock.now().plus({ hours: 25 }))
  await refreshLists.run(world.needs)
  await world.settle()
  expect(await offered()).toContain(calendarId) // its person chose it: reading it says what is wrong
  await choose(false)
  expect(await offered()).not.toContain(calendarId)
})

test('a secret address is a calendar: read, decided, read anew when it says that it has changed', async () => {
  const maya = await world.member('ics@northwind.example')
  const start = world.clock.now().plus({ days: 2 }).startOf('hour')
  let hour = 0
  const feed = (at: number) =>
    `BEGIN:VCALENDAR\r\nX-WR-CALNAME:Club\r\nBEGIN:VEVENT\r\nUID:club\r\nSUMMARY:Club\r\nLOCATION:${zoom(1008)}\r\n` +
    `DTSTART:${start.plus({ hours: at }).toFormat("yyyyMMdd'T'HHmmss'Z'")}\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR`
  const fetch: PublicFetch = async (_url, { headers }) =>
    headers?.['if-none-match'] === `"${hour}"`
      ? { status: 304, headers: {}, text: '' }
      : { status: 200, headers: { etag: `"${hour}"` }, text: feed(hour) }
  world.needs.ics = icsFeeds({ fetch })
  const read = async () => {
    const calendar = { organizationId: maya.organizationId, calendarId: await calendarOf(maya) }
    await world.inside(maya, (tx) => requestSync(tx, world.needs, calendar))
    await world.settle()
    return (await world.wished(maya)).map(({ joinAt }) => joinAt.plus({ minutes: 2 }).toISO())
  }
  const calendarOf = async ({ userId }: { userId: string }) =>
    (
      await world.inside(maya, (tx) =>
        tx.selectFrom('calendars').select('id').where('userId', '=', userId).executeTakeFirstOrThrow(),
      )
    ).id
  await connectFeed(world.needs, { ...maya, address: 'webcal://calendars.example/secret.ics' })
  await world.confirm(maya)
  expect(await read()).toEqual([start.toISO()])
  expect(await read()).toEqual([start.toISO()])
  hour = 1
  expect(await read()).toEqual([start.plus({ hours: 1 }).toISO()])
})
