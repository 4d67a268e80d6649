/**
 * Channels die silently at times. A change that was made a while ago and that only a poll has brought should have
 * been announced: then the channel is taken for dead, and a new one is made.
 */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'

/** Providers take up to three minutes to tell. */
const PATIENCE_MINUTES = 5

/** `changes`: when each of the changes was made that were read just now. */
export async function doubtChannels(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { calendarId, changes }: { calendarId: string; changes: readonly (DateTime | null)[] },
): Promise<void> {
  const now = clock.now()
  const overdue = changes.filter((at) => at !== null && at < now.minus({ minutes: PATIENCE_MINUTES }))
  const latest = overdue.reduce((one, other) => (one && other && other > one ? other : one), overdue[0])
  if (!latest) return
  await tx
    .updateTable('calendarChannels')
    .set({ expiresAt: now, updatedAt: now })
    .where('calendarId', '=', calendarId)
    .where('state', '=', 'active')
    .where('createdAt', '<', latest)
    .where((eb) => eb.or([eb('lastSeenAt', 'is', null), eb('lastSeenAt', '<', latest)]))
    .execute()
}
