/** Which of an account's calendars are read: the primary one to begin with, any other when its person says so. */
import { stopWatching } from '#calendar/push/stop-watching.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
import { endLosses } from '#calendar/syncing/note-loss.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import { withdrawWishes } from '#calendar/syncing/withdraw-wishes.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'

type Needs = { jobs: Queue; clock: Clock }
type Choice = { organizationId: string; userId: string; calendarId: string; isSelected: boolean }

/**
 * Read this calendar from now on, or leave it alone: then its meetings leave the page, and bots that nobody else wants
 * are called off. Returns how many. Choosing what is chosen changes nothing. Throws `not_found`, `grant_lost`.
 */
export async function selectCalendar(tx: OrganizationTx, needs: Needs, choice: Choice): Promise<number> {
  const { organizationId, userId, calendarId, isSelected } = choice
  const calendar = await lockCalendar(tx, choice)
  if (calendar.isSelected === isSelected) return 0
  if (isSelected && calendar.status !== 'active')
    throw new Refusal('grant_lost', 'Connect this account again first')
  await tx
    .updateTable('calendars')
    .set({
      ...{ isSelected, syncCursor: null, leaseUntil: null, nextPollAt: null },
      ...{ failureCount: 0, lastError: null, lostAt: null, updatedAt: needs.clock.now() },
    })
    .where('id', '=', calendarId)
    .execute()
  emit(tx, 'calendar.changed', { organizationId, calendarId, userId })
  if (!isSelected) return leaveAlone(tx, needs, choice)
  await endLosses(tx, { calendarId }, needs.clock.now())
  await requestSync(tx, needs, { organizationId, calendarId })
  await needs.jobs.add(tx, watchCalendar, { organizationId, calendarId })
  return 0
}

async function lockCalendar(tx: OrganizationTx, { userId, calendarId }: Choice) {
  const found = await tx
    .selectFrom('calendars')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .select(['calendars.isSelected', 'connection.status'])
    .where('calendars.id', '=', calendarId)
    .where('calendars.userId', '=', userId)
    .where('connection.status', '!=', 'disconnected')
    .forUpdate('calendars')
    .executeTakeFirst()
  if (!found) throw new Refusal('not_found')
  return found
}

async function leaveAlone(tx: OrganizationTx, needs: Needs, { organizationId, calendarId }: Choice) {
  await needs.jobs.add(tx, stopWatching, { organizationId, calendarId })
  const because = 'calendar_not_selected'
  return wishOccurrences(tx, needs, await withdrawWishes(tx, needs, [calendarId], because))
}
