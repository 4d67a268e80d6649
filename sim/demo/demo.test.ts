import { expect, test } from 'vitest'
import { type CalendarWorld, calendarWorld, HOUR, JONAS, MAYA, NOW } from '../calendars/test-calendars.ts'
import { rollDemo } from './demo.ts'

const DAY = 24 * HOUR
const upcoming = ({ sims }: CalendarWorld) => [...sims.google.upcoming(), ...sims.microsoft.upcoming()]
const roll = ({ sims, clock }: CalendarWorld, store: Parameters<typeof rollDemo>[0]['store']) =>
  rollDemo({
    google: sims.google,
    microsoft: sims.microsoft,
    meetings: sims.meetings,
    clock,
    store,
    zone: 'Europe/Vienna',
  })

test('one meeting of both colleagues is about to start, and says which words are spoken there', async () => {
  await using world = await calendarWorld({ demo: true })
  const soon = upcoming(world).filter(({ startsAt }) => startsAt === NOW + 45_000)
  expect(soon.map(({ email }) => email).sort()).toEqual([JONAS, MAYA])
  const play = new URL(soon[0]?.link ?? '').searchParams.get('play')
  expect(world.sims.meetings.names()).toContain(play)
})

test('the fortnight holds every kind of event, and comes nearer day by day', async () => {
  await using world = await calendarWorld({ demo: true })
  const before = upcoming(world)
  const hosts = new Set(before.flatMap(({ link }) => (link ? [new URL(link).hostname] : ['none'])))
  expect([...hosts].sort()).toEqual(['meet.google.com', 'none', 'teams.microsoft.com', 'us02web.zoom.us'])
  expect(before.some(({ title }) => title.startsWith('Confidential'))).toBe(true)
  expect(before.every(({ startsAt }) => startsAt < NOW + 16 * DAY)).toBe(true)

  await world.clock.advance(3 * DAY)
  const after = upcoming(world)
  expect(Math.max(...after.map(({ startsAt }) => startsAt))).toBeGreaterThan(
    Math.max(...before.map(({ startsAt }) => startsAt)),
  )
  expect(new Set(after.map(({ id, email }) => id + email)).size).toBe(after.length)
})

test('doing it again changes nothing, and starts no second meeting within the hour', async () => {
  const { openStore } = await import('../store.ts')
  await using world = await calendarWorld()
  const store = openStore(null)
  const first = roll(world, store)
  expect(first.startSoon()).not.toBeNull()
  const before = upcoming(world)
  expect(roll(world, store).startSoon()).toBeNull()
  expect(upcoming(world)).toEqual(before)
  await world.clock.advance(HOUR)
  expect(roll(world, store).startSoon()).not.toBeNull()
})

test('the weekly series keeps its UID and its room, and one of its occurrences stands elsewhere', async () => {
  await using world = await calendarWorld({ demo: true })
  const ids = world.sims.google.upcoming().filter(({ title }) => title === 'Weekly planning')
  const weeks = ids.map(({ id }) => world.sims.google.getEvent(id))
  expect(weeks.length).toBeGreaterThan(1)
  expect(new Set(weeks.map((one) => one?.uid)).size).toBe(1)
  expect(weeks.some((one) => one?.series?.exception)).toBe(true)
})
