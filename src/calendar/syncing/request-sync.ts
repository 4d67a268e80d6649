/** Ask for a calendar to be read. Fifty requests are one read: the job compares what was asked with what was done. */
import { sql } from 'kysely'
import { syncCalendar } from '#calendar/syncing/sync.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

/** Count one more wish to read this calendar, and add the job that reads it. */
export async function requestSync(
  tx: OrganizationTx,
  { jobs, clock }: { jobs: Queue; clock: Clock },
  { organizationId, calendarId }: { organizationId: string; calendarId: string },
): Promise<void> {
  await tx
    .updateTable('calendars')
    .set({ dirtyNumber: sql`dirty_number + 1`, updatedAt: clock.now() })
    .where('id', '=', calendarId)
    .execute()
  await jobs.add(tx, syncCalendar, { organizationId, calendarId })
}
