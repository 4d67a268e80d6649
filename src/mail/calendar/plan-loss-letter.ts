/** A letter to the person whose calendar cannot be read any more until they do something: once for each loss. */
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planMail } from '#mail/plan-mail.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }

/** Reaction to `calendar.lost`. Somebody who has left the organization gets none. */
export async function planLossLetter(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId, lossId }: { organizationId: string; userId: string; lossId: string },
): Promise<void> {
  const reader = await tx
    .selectFrom('calendarLosses as loss')
    .innerJoin('organizationPeople as person', 'person.userId', 'loss.userId')
    .select(['loss.number', 'person.email'])
    .where('loss.id', '=', lossId)
    .where('person.isActive', '=', true)
    .executeTakeFirst()
  if (!reader?.email) return
  await planMail(tx, needs, {
    ...{ organizationId, userId, sessionId: null, recipientEmail: reader.email },
    ...{ emailType: 'calendar_notice', reason: 'owner', version: reader.number },
  })
}
