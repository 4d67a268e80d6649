/** One run: a story of steps, then quiet, then the reckoning. */
import { sql } from 'kysely'
import { calendarJobs } from '../../src/calendar/jobs.ts'
import { keepWatching } from '../../src/calendar/push/keep-watching.ts'
import { receiveGoogle, receiveMicrosoft } from '../../src/calendar/push/receive-push.ts'
import { checkBeforeJoining } from '../../src/calendar/syncing/check-before-joining.ts'
import { meetWishes } from '../../src/calendar/syncing/meet-wishes.ts'
import { pollCalendars } from '../../src/calendar/syncing/poll-calendars.ts'
import { drainOnce } from '../../src/webhooks/drain.ts'
import type { Step } from './actions.ts'
import { Crash, noCrash, watched } from './crashes.ts'
import { runJobs } from './durable-queue.ts'
import { expectedBots, type Mind } from './oracle.ts'
import { act, type Play, setRules } from './play.ts'
import { link, people, type SmallWorld, type Someone, type Stage } from './small-world.ts'

const sweeps = [pollCalendars, keepWatching, checkBeforeJoining, meetWishes]
const inbound = { 'google/*': receiveGoogle, 'microsoft/*': receiveMicrosoft }
/** Long enough for every lease, back-off and poll. */
const QUIET_MINUTES = [1, 3, 16, 16, 16]

/** What is left at the end; throws where it is not what it should be. The text is the same for the same steps. */
export async function play(stage: Stage, steps: readonly Step[]): Promise<string> {
  const world = await stage.begin()
  const run: Play = { world, minds: [mindOf(world.members[0]), mindOf(world.members[1])] }
  try {
    for (const [index] of people.entries())
      await setRules(run, index, { isOn: true, buffer: 0, isPicky: false })
    await settle(world)
    for (const { action, settles } of steps) {
      await act(run, action)
      if (settles) await orDie(() => settle(world))
      await watched(() => atMostOne(world))
    }
    await quiet(world)
    const wished = await reckon(run)
    await asIfReadAnew(run)
    return wished
  } finally {
    noCrash()
    await forget(world)
  }
}

const mindOf = (someone: Someone | undefined): Mind => ({
  email: someone?.email ?? '',
  rules: { isOn: true, buffer: 0, isPicky: false },
  words: new Map(),
})

/** Everything that is on its way arrives, and everything that waits is done. */
async function settle({ needs, sims }: SmallWorld): Promise<void> {
  for (;;) {
    await sims.google.idle()
    await sims.microsoft.idle()
    const taken = await drainOnce({ ...needs, inbound })
    const ran = await runJobs(calendarJobs, needs)
    if (taken + ran === 0) return
  }
}

const orDie = async (work: () => Promise<unknown>) => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
}

async function quiet(world: SmallWorld): Promise<void> {
  noCrash()
  for (const sim of [world.sims.google, world.sims.microsoft]) {
    sim.heal()
    sim.notifications('good')
  }
  await settle(world)
  for (const minutes of QUIET_MINUTES) {
    await world.clock.advanceTo(world.clock.now().plus({ minutes }))
    for (const sweep of sweeps) await sweep.run(world.needs)
    await settle(world)
  }
}

type Wished = { url: string; joinAt: { toMillis(): number }; title: string }

const wishedBots = ({ needs, organizationId }: SmallWorld): Promise<Wished[]> =>
  needs.db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('bots')
      .innerJoin('meetingOccurrences as meeting', 'meeting.id', 'bots.occurrenceId')
      .select(['bots.meetingUrl as url', 'bots.joinAt', 'meeting.title'])
      .where('bots.isWanted', '=', true)
      .where('bots.state', 'not in', ['done', 'failed', 'cancelled', 'cancelling'])
      .orderBy('bots.joinAt')
      .orderBy('bots.meetingUrl')
      .execute(),
  )

/** Not one bot more, not one less, each into its room at its time. */
async function reckon({ world, minds }: Play): Promise<string> {
  const expected = expectedBots(world.sims.agenda, minds, world.clock.now().toMillis())
  const actual = await wishedBots(world)
  const left = [...actual]
  for (const { room, joinsAt } of expected) {
    const found = left.findIndex(({ url, joinAt }) => url === room && joinsAt.includes(joinAt.toMillis()))
    if (found === -1) throw new Error(`No bot for ${room} at ${joinsAt.map(iso)}: ${JSON.stringify(actual)}`)
    left.splice(found, 1)
  }
  if (left.length > 0)
    throw new Error(`Bots that nobody wants: ${JSON.stringify(left)}; wanted ${JSON.stringify(expected)}`)
  return actual.map(({ url, joinAt }) => `${iso(joinAt.toMillis())} ${url}`).join('\n')
}

const iso = (ms: number) => new Date(ms).toISOString()

/** At every instant: no two bots for one meeting, and none in a room where another one is wished at that time. */
async function atMostOne({ needs, organizationId }: SmallWorld): Promise<void> {
  const twice = await needs.db.asOrganization(organizationId, (tx) =>
    sql<object>`
      select a.meeting_url, a.join_at, b.join_at as other from bots a join bots b
        on a.id < b.id and a.room_key = b.room_key and a.is_wanted and b.is_wanted
        and a.state not in ('done', 'failed', 'cancelled', 'cancelling')
        and b.state not in ('done', 'failed', 'cancelled', 'cancelling')
        and a.join_at + interval '5 minutes' < b.meeting_end and b.join_at + interval '5 minutes' < a.meeting_end`.execute(
      tx,
    ),
  )
  if (twice.rows.length > 0) throw new Error(`Two bots at once: ${JSON.stringify(twice.rows)}`)
}

/** Whoever connects the same accounts now, and reads everything, sees the same. */
async function asIfReadAnew({ world }: Play): Promise<void> {
  const [maya, jonas] = world.members
  if (!maya || !jonas) return
  for (const member of [maya, jonas]) {
    const before = await rowsOf(world, member)
    await world.needs.db.asOrganization(world.organizationId, (tx) =>
      tx.deleteFrom('calendarConnections').where('userId', '=', member.userId).execute(),
    )
    await link(world, member)
    await settle(world)
    const after = await rowsOf(world, member)
    if (before !== after) throw new Error(`Read in steps:\n${before}\nRead anew:\n${after}`)
  }
}

async function rowsOf({ needs, organizationId, clock }: SmallWorld, { userId }: Someone): Promise<string> {
  const rows = await needs.db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('calendarEvents')
      .select([
        'externalEventId',
        'seriesId',
        'title',
        'startTime',
        'endTime',
        'originalStart',
        'meetingUrl',
        'roomKey',
      ])
      .select(['responseStatus', 'isCancelled', 'icalUid'])
      .where('userId', '=', userId)
      .where('deletedAt', 'is', null)
      .where('startTime', '<', clock.now().startOf('day').plus({ days: 29 }))
      .orderBy('externalEventId')
      .execute(),
  )
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

/** The next run's sweeps must not find this one's calendars. */
async function forget({ needs, organizationId }: SmallWorld): Promise<void> {
  await sql`delete from test_jobs`.execute(needs.db.kysely)
  await needs.db.asSystem((tx) =>
    tx
      .updateTable('calendarConnections')
      .set({ status: 'disconnected' })
      .where('organizationId', '=', organizationId)
      .execute(),
  )
}
