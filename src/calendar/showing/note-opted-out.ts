/** Its bot has ended: who did not want it is noted with the meeting, so that they are not sent what was written. */
import { copiesOf, optedOut } from '#calendar/showing/others.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Events } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

/** A reaction; noting the same again changes nothing. */
export async function noteOptedOut(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { sessionId }: Events['bot.ended'],
): Promise<void> {
  const meeting = await tx
    .selectFrom('meetingOccurrences')
    .select('id')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  if (!meeting) return
  await tx
    .updateTable('sessions')
    .set({ optedOutUserIds: optedOut(await copiesOf(tx, [meeting.id])), updatedAt: clock.now() })
    .where('id', '=', sessionId)
    .execute()
}
