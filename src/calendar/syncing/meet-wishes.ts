/** What time alone makes true: a wish that nobody has met yet, a meeting that has come near enough to be decided. */
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { standingEvents } from '#calendar/syncing/owned-events.ts'
import { BATCH } from '#calendar/syncing/readable-calendars.ts'
import { sightedEvents } from '#calendar/syncing/sighted-events.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { Db, SystemTx } from '#db/db.ts'
import { defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock }

/** How far ahead a wish without a bot is looked for: the rest has time. */
const UNMET_WITHIN_HOURS = 24
/** And how far back. */
const UNMET_SINCE_HOURS = 48

/**
 * Meetings that somebody wants and that have no bot yet are wished again; ones that ended without ever having had
 * one are decided anew, so that the page says so.
 */
export const meetWishes = defineSweep({
  name: 'calendar.meet_wishes',
  everySeconds: 60,
  run: async (needs: Needs) => decideAgain(needs, await needs.db.asSystem((tx) => unmet(tx, needs.clock))),
})

const unmet = (tx: SystemTx, clock: Clock) =>
  sightedEvents(tx)
    .where('sighting.wants', '=', true)
    .where('rules.confirmedAt', 'is not', null)
    .where('occurrence.sessionId', 'is', null)
    .where('occurrence.coveredBy', 'is', null)
    .where('sighting.joinAt', '<', clock.now().plus({ hours: UNMET_WITHIN_HOURS }))
    .where('sighting.joinAt', '>', clock.now().minus({ hours: UNMET_SINCE_HOURS }))
    .orderBy('sighting.joinAt')
    .orderBy('sighting.id')
    .limit(BATCH)
    .execute()

/** As far ahead as a bot can be decided for, whatever an organization has set. */
const HORIZON_DAYS = 28

/** Meetings that were too far ahead when they were read: nothing about them changes when they come nearer. */
export const decideNearer = defineSweep({
  name: 'calendar.decide_nearer',
  everySeconds: 3_600,
  run: async (needs: Needs) => decideAgain(needs, await needs.db.asSystem((tx) => nearer(tx, needs.clock))),
})

const nearer = (tx: SystemTx, clock: Clock) =>
  sightedEvents(tx)
    .where('sighting.because', '=', 'beyond_horizon')
    .where('calendarEvents.startTime', '<=', clock.now().plus({ days: HORIZON_DAYS }))
    .where('calendarEvents.startTime', '>', clock.now())
    .orderBy('calendarEvents.startTime')
    .orderBy('sighting.id')
    .limit(5 * BATCH)
    .execute()

type Sighted = { organizationId: string; id: string }

async function decideAgain({ db, jobs, clock }: Needs, sighted: readonly Sighted[]): Promise<void> {
  for (const [organizationId, list] of Map.groupBy(sighted, (event) => event.organizationId))
    await db.asOrganization(organizationId, async (tx) => {
      await takeTurn(tx)
      const ids = list.map(({ id }) => id)
      const changed = await decideEvents(tx, { clock }, organizationId, await standingEvents(tx, ids))
      await wishOccurrences(tx, { jobs, clock }, changed)
    })
}
