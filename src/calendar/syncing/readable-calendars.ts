/** Every calendar that is chosen and may be read, of whichever organization: what the sweeps look through. */
import type { SystemTx } from '#db/db.ts'

export const readableCalendars = (tx: SystemTx) =>
  tx
    .selectFrom('calendars')
    .innerJoin('calendarConnections as connection', (join) =>
      join
        .onRef('connection.organizationId', '=', 'calendars.organizationId')
        .onRef('connection.id', '=', 'calendars.calendarConnectionId'),
    )
    .where('calendars.isSelected', '=', true)
    .where('connection.status', '=', 'active')

/** One run of a sweep takes at most so many; the next one takes the rest. */
export const BATCH = 200
