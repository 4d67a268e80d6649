/** Rules are saved while a page of the calendar is being taken in: whoever comes second sees what the first one did. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { windowAt } from '#calendar/syncing/sync.ts'
import { takeIn } from '#calendar/syncing/take-in.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import type { OrganizationTx } from '#db/db.ts'
import { type CalendarWorld, calendarWorld, type Someone, START } from '#test/calendar-world.ts'

let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('a meeting that vanishes before the rules have their turn is not wished again', async () => {
  const maya = await somebodyWithAMeeting('maya@northwind.test')
  await meanwhileRemoved(maya, () => world.confirm(maya, { joinBufferMinutes: 5 }))
  expect(await world.wished(maya)).toEqual([])
})

test('a yes to a meeting that vanishes before it has its turn is told that there is none', async () => {
  const jonas = await somebodyWithAMeeting('jonas@northwind.test')
  const { id: eventId } = await world.inside(jonas, theOnly)
  const asked = meanwhileRemoved(jonas, () =>
    world.inside(jonas, (tx) => overrideEvent(tx, world.needs, { ...jonas, eventId, autoJoin: true })),
  )
  await expect(asked).rejects.toMatchObject({ code: 'not_found' })
  expect(await world.wished(jonas)).toEqual([])
})

async function somebodyWithAMeeting(email: string): Promise<Someone> {
  const person = await world.member(email)
  world.sims.google.addPerson({ email })
  world.sims.google.createEvent(email, {
    ...{ title: 'Planning', link: 'https://zoom.us/j/85512345678' },
    ...{ start: START.plus({ hours: 3 }).toMillis(), end: START.plus({ hours: 4 }).toMillis() },
  })
  await world.connect(person, 'google_calendar')
  await world.settle()
  await world.confirm(person)
  await world.settle()
  expect(await world.wished(person)).toHaveLength(1)
  return person
}

const theOnly = (tx: OrganizationTx) =>
  tx.selectFrom('calendarEvents').select(['id', 'calendarId', 'externalEventId']).executeTakeFirstOrThrow()

/** Takes the turn, lets `ask` wait for it, and then learns that the meeting is gone. */
async function meanwhileRemoved(person: Someone, ask: () => Promise<unknown>): Promise<unknown> {
  const asked = await world.inside(person, async (tx) => {
    await takeTurn(tx)
    const waiting = Promise.allSettled([ask()])
    await vi.waitFor(async () => expect(await waitingForATurn()).toBe(1), { timeout: 30_000, interval: 20 })
    const { calendarId: id, externalEventId } = await theOnly(tx)
    const calendar = { ...person, id, ownerEmail: person.email, lastSyncedAt: null }
    const window = windowAt(world.clock.now())
    await takeIn(tx, world.needs, calendar, { ...nothing, removed: [externalEventId], window })
    return { waiting }
  })
  const [outcome] = await asked.waiting
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}

const nothing = { events: [], removed: [], unreadable: [] }

async function waitingForATurn(): Promise<number> {
  const { rows } = await world.data.db.asSystem((tx) =>
    sql<{
      count: number
    }>`select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(tx),
  )
  return rows[0]?.count ?? 0
}
