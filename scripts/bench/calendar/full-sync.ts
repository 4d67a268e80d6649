/**
 * The first read of very many calendars, over HTTP through our own reader of Google's: every event stored, tied to its
 * meeting and decided, as it is before their owners have confirmed their rules.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { connectCalendar } from '../../../src/calendar/connecting/connect-calendar.ts'
import { googleCalendar } from '../../../src/calendar/providers/google.ts'
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
import { spentForEach, spentSoFar } from './processor-time.ts'

export type Size = { organizations: number; calendarsEach: number; eventsEach: number }
/** Calendars that are read at the same time, as by the workers of one process. */
const AT_ONCE = 8

/** Read before it is measured, so that code is compiled and tables have statistics, as on a server that runs. */
const BEFORE = { organizations: 5, calendarsEach: 2 }

export async function fullSync(
  { ownerUrl, url }: { ownerUrl: string; url: string },
  size: Size,
): Promise<BenchLine[]> {
  const google = await startGoogle(size.eventsEach)
  try {
    await using db = connect(url)
    const needs = needsWith(db, google.port)
    await readAll(needs, await manyCalendars(needs, { ...size, ...BEFORE }))
    await analyze(ownerUrl)
    const calendars = await manyCalendars(needs, size)
    const before = await decisions(db)
    const spent = await spentSoFar(db)
    const began = performance.now()
    await readAll(needs, calendars)
    const ms = performance.now() - began
    const events = calendars.length * size.eventsEach
    const each = spentForEach(spent, await spentSoFar(db), events)
    const count = (await decisions(db)) - before
    if (count !== events) throw new Error(`${count} of ${events} events were decided`)
    const what = `${calendars.length} calendars × ${size.eventsEach} events, read and decided`
    return [
      { name: what, value: perSecond(events, ms), goal: '≥ 8,000/s' },
      { name: 'the whole of it', value: seconds(ms), goal: '≤ 60 s' },
      { name: 'the time of a core that an event took', value: each },
    ]
  } finally {
    google.stop()
  }
}

async function analyze(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  await owner.query('analyze')
  await owner.end()
}

async function startGoogle(eventsEach: number) {
  const child = fork(fileURLToPath(new URL('./many-events.ts', import.meta.url)), [String(eventsEach)])
  const [port] = await once(child, 'message')
  return { port: Number(port), stop: () => child.disconnect() }
}

const needsWith = (db: ReturnType<typeof connect>, port: number) => ({
  ...{ db, clock: manualClock(START), log: createLog('silent'), jobs: durableQueue },
  ...{ publicUrl: 'http://127.0.0.1', vault: createVault(['a secret for measuring']), microsoft: null },
  google: googleCalendar({ clientId: 'us', clientSecret: 'secret', baseUrl: `http://127.0.0.1:${port}` }),
})
type Needs = ReturnType<typeof needsWith>
type Calendar = { organizationId: string; calendarId: string }

/** Neighbours belong to different organizations, as they do where very many people come back at once. */
async function manyCalendars(needs: Needs, { organizations, calendarsEach }: Size): Promise<Calendar[]> {
  const calendars: Calendar[] = []
  const ids = await Promise.all(Array.from({ length: organizations }, () => anOrganization(needs.db)))
  for (let n = 0; n < calendarsEach; n++)
    for (const organizationId of ids)
      calendars.push({ organizationId, calendarId: await aCalendar(needs, organizationId) })
  return calendars
}

async function readAll(needs: Needs, calendars: readonly Calendar[]): Promise<void> {
  const waiting = [...calendars]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await syncCalendar.run(needs, next)
    }),
  )
}

const decisions = (db: ReturnType<typeof connect>): Promise<number> =>
  db.asSystem(async (tx) => {
    const counted = tx.selectFrom('calendarSightings').select((eb) => eb.fn.countAll<number>().as('count'))
    return (await counted.executeTakeFirstOrThrow()).count
  })

async function aCalendar(needs: Needs, organizationId: string): Promise<string> {
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
