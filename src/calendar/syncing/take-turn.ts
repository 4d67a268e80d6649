/**
 * Deciding takes turns, one transaction of an organization after the other: colleagues' copies and rooms tie meetings
 * together, so that row locks alone would be taken in circles. The order for everybody is: the calendar's row, this
 * turn, then events, sightings, meetings, bots.
 */
import { sql } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'

/** Any number that no other advisory lock of ours uses. */
const DECIDING = 7_301

/**
 * Wait until nobody else decides for this organization; ours until commit. Asking twice is harmless. Ask before the
 * events are read: what another one's turn has brought in, or taken away, must be seen.
 */
export async function takeTurn(tx: OrganizationTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DECIDING}, hashtext(current_setting('app.organization_id')))`.execute(
    tx,
  )
}
