/** Ask for a calendar to be read. Fifty requests are one read: the job compares what was asked with what was done. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { syncCalendar } from '#calendar/syncing/sync.ts'
import type { AnyTx, OrganizationTx } from '#db/db.ts'
import { recordset } from '#db/recordset.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
type Which = { organizationId: string; calendarId: string }

/** Count one more wish to read this calendar, and add the job that reads it. */
export const requestSync = (tx: OrganizationTx, needs: Needs, which: Which): Promise<void> =>
  requestSyncs(tx, needs, [which])

/** The same for many, of whichever organization; `nextPollAt` where the next one is not to come before then. */
export async function requestSyncs(
  tx: AnyTx,
  { jobs, clock }: Needs,
  calendars: readonly Which[],
  nextPollAt: DateTime | null = null,
): Promise<void> {
  if (calendars.length === 0) return
  await sql`update calendars set dirty_number = dirty_number + 1, updated_at = ${clock.now()}::timestamptz,
      next_poll_at = coalesce(${nextPollAt}::timestamptz, next_poll_at)
    from ${recordset(calendars, { organizationId: 'uuid', calendarId: 'uuid' })}
    where calendars.organization_id = r.organization_id and calendars.id = r.calendar_id`.execute(tx)
  for (const calendar of calendars) await jobs.add(tx, syncCalendar, calendar)
}
