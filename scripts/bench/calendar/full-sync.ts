/** The first read of very many calendars: every event stored, tied to its meeting and decided, with its history. */
import { connectCalendar } from '../../../src/calendar/connecting/connect-calendar.ts'
import { syncCalendar } from '../../../src/calendar/syncing/sync.ts'
import { connect } from '../../../src/db/db.ts'
import { newId } from '../../../src/lib/ids.ts'
import { createLog } from '../../../src/lib/log.ts'
import { manualClock } from '../../../src/lib/manual-clock.ts'
import { createVault } from '../../../src/lib/vault.ts'
import { anOrganization, aUser } from '../../../test/builders.ts'
import { durableQueue } from '../../../test/calendar-property/durable-queue.ts'
import { START } from '../../../test/calendar-property/small-world.ts'
import { type BenchLine, perSecond, seconds } from '../lines.ts'
import { manyEvents } from './many-events.ts'

export type Size = { organizations: number; calendarsEach: number; eventsEach: number }
/** Calendars that are read at the same time; more would only wait for the two cores. */
const AT_ONCE = 4

export async function fullSync(url: string, size: Size): Promise<BenchLine[]> {
  await using db = connect(url)
  const needs = {
    ...{
      db,
      clock: manualClock(START),
      log: createLog('silent'),
      jobs: durableQueue,
      publicUrl: 'http://127.0.0.1',
    },
    ...{
      vault: createVault(['a secret for measuring']),
      google: manyEvents(size.eventsEach),
      microsoft: null,
    },
  }
  const calendars: { organizationId: string; calendarId: string }[] = []
  for (let n = 0; n < size.organizations; n++) {
    const organizationId = await anOrganization(db)
    for (let m = 0; m < size.calendarsEach; m++)
      calendars.push({ organizationId, calendarId: await aCalendar(needs, organizationId) })
  }
  const before = await decisions(db)
  const waiting = [...calendars]
  const began = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await syncCalendar.run(needs, next)
    }),
  )
  const ms = performance.now() - began
  const events = calendars.length * size.eventsEach
  const count = (await decisions(db)) - before
  if (count !== events) throw new Error(`${count} of ${events} events were decided`)
  const what = `${calendars.length} calendars × ${size.eventsEach} events, read and decided`
  return [
    { name: what, value: perSecond(events, ms), goal: '≥ 8,000/s' },
    { name: 'the whole of it', value: seconds(ms), goal: '≤ 60 s' },
  ]
}

const decisions = (db: ReturnType<typeof connect>): Promise<number> =>
  db.asSystem(async (tx) => {
    const counted = tx.selectFrom('calendarSightings').select((eb) => eb.fn.countAll<number>().as('count'))
    return (await counted.executeTakeFirstOrThrow()).count
  })

async function aCalendar(
  needs: Parameters<typeof connectCalendar>[1] & { db: ReturnType<typeof connect> },
  organizationId: string,
): Promise<string> {
  const email = `${newId().slice(0, 8)}@northwind.example`
  const userId = await aUser(needs.db, { email, organizationId })
  const grant = { accessToken: 'a', refreshToken: 'r', expiresInSeconds: 86_400, scopes: [] }
  const calendar = { id: email, name: email, isPrimary: true, timeZone: null }
  const person = { organizationId, userId, provider: 'google_calendar' as const }
  return needs.db.asOrganization(organizationId, async (tx) => {
    const account = { ...grant, accountId: email, email, name: email }
    await connectCalendar(tx, needs, { ...person, grant: account, calendars: [calendar] })
    const { id } = await tx
      .selectFrom('calendars')
      .select('id')
      .where('userId', '=', userId)
      .executeTakeFirstOrThrow()
    return id
  })
}
