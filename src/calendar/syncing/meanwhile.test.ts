/** What happens to a calendar while somebody reads it, or renews its permission. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessTokenFor } from '#calendar/connecting/access-token.ts'
import { connectionsOf } from '#calendar/connecting/connections.ts'
import { disconnectCalendar } from '#calendar/connecting/disconnect-calendar.ts'
import { type ChangePage, portFor } from '#calendar/providers/provider.ts'
import { meetWishes } from '#calendar/syncing/meet-wishes.ts'
import { syncCalendar } from '#calendar/syncing/sync.ts'
import { newId } from '#lib/ids.ts'
import { type CalendarWorld, calendarWorld, type Someone } from '#test/calendar-world.ts'

let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const inHours = (hours: number) => world.clock.now().plus({ hours }).toMillis()
const connection = async (person: Someone) => {
  const viewer = { userId: person.userId, now: world.clock.now() }
  const [shown] = await world.inside(person, (tx) => connectionsOf(tx, viewer))
  const calendar = shown?.calendars.find(({ isSelected }) => isSelected)
  if (!calendar) throw new Error('nothing is connected')
  return calendar
}

const ZOOM = 'https://us02web.zoom.us/j/85512345678?pwd=Zk1'
const someone = async (name: string, email: string) => {
  const person = await world.member(email)
  world.sims.google.createEvent(email, { title: name, start: inHours(3), end: inHours(4), link: ZOOM })
  const connectionId = await world.connect(person, 'google_calendar')
  await world.settle()
  const calendar = await connection(person)
  return { person, connectionId, calendarId: calendar.id, port: portFor(world.needs, 'google_calendar') }
}

test('a calendar that is disconnected while it is read wishes for nothing', async () => {
  const { person, connectionId, calendarId, port } = await someone('Late', 'nora@northwind.test')
  await world.confirm(person)
  const place = { organizationId: person.organizationId, calendarId }
  const google = {
    ...port,
    async *readChanges(from: Parameters<typeof port.readChanges>[0]) {
      const pages: ChangePage[] = []
      for await (const page of port.readChanges({ ...from, cursor: null })) pages.push(page)
      await world.inside(person, (tx) => disconnectCalendar(tx, world.needs, { ...person, connectionId }))
      yield* pages.map((page) => ({
        ...page,
        events: page.events.map((event) => ({ ...event, etag: newId() })),
      }))
    },
  }
  await world.inside(person, (tx) =>
    tx
      .updateTable('calendars')
      .set({ dirtyNumber: 99, leaseUntil: null })
      .where('id', '=', calendarId)
      .execute(),
  )
  await syncCalendar.run({ ...world.needs, google }, place)
  await world.settle()
  expect(await world.wished(person)).toEqual([])
  const viewer = { userId: person.userId, now: world.clock.now() }
  expect(await world.inside(person, (tx) => connectionsOf(tx, viewer))).toEqual([])
})

test('nothing is locked while a permission is renewed, and a new one that comes then stays', async () => {
  const { person, connectionId, port } = await someone('Renewal', 'olga@northwind.test')
  const which = { organizationId: person.organizationId, connectionId }
  const old = await accessTokenFor(world.needs, which)
  const google = {
    ...port,
    async refresh(token: string) {
      const tokens = await port.refresh(token)
      await world.connect(person, 'google_calendar')
      return tokens
    },
  }
  const renewed = await accessTokenFor({ ...world.needs, google }, which, { insteadOf: old })
  const kept = await accessTokenFor(world.needs, which)
  expect(kept).not.toBe(old)
  expect(kept).not.toBe(renewed)
})

test('a bug of ours is said, in a sentence without its details', async () => {
  const { person, calendarId, port } = await someone('Bug', 'pia@northwind.test')
  const place = { organizationId: person.organizationId, calendarId }
  await world.inside(person, (tx) =>
    tx.updateTable('calendars').set({ dirtyNumber: 99 }).where('id', '=', calendarId).execute(),
  )
  const google = {
    ...port,
    readChanges(): AsyncIterable<ChangePage> {
      throw new Error('secret detail')
    },
  }
  await expect(syncCalendar.run({ ...world.needs, google }, place)).rejects.toThrow('secret detail')
  expect((await connection(person)).trouble).toBe(
    'Something is wrong on our side. It is tried again by itself',
  )
})

test('a meeting that ended before its rules were confirmed is not looked at for ever', async () => {
  const { person } = await someone('Missed', 'quin@northwind.test')
  await world.clock.advanceTo(world.clock.now().plus({ hours: 5 }))
  await world.confirm(person)
  await meetWishes.run(world.needs)
  const sightings = await world.inside(person, (tx) =>
    tx.selectFrom('calendarSightings').select(['wants', 'because']).execute(),
  )
  expect(sightings).toEqual([{ wants: false, because: 'ended' }])
})
