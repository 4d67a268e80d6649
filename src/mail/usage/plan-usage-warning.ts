/** A letter when 80, and when 100, percent of a limit are used: to the admins, or to the member whose limit it is. */
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planMail } from '#mail/plan-mail.ts'
import { versionOf } from '#mail/usage/warning-version.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }

/** Reaction to `spending.warned`. Each level of a month is written about once. */
export async function planUsageWarning(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, warningId }: { organizationId: string; warningId: string },
): Promise<void> {
  const warning = await tx
    .selectFrom('spendingWarnings')
    .select(['userId', 'month', 'percent'])
    .where('id', '=', warningId)
    .executeTakeFirst()
  if (!warning) return
  const { userId, month, percent } = warning
  const people = await tx
    .selectFrom('organizationPeople')
    .select(['userId', 'email'])
    .where('isActive', '=', true)
    .where((eb) => (userId === null ? eb('role', 'in', ['owner', 'admin']) : eb('userId', '=', userId)))
    .execute()
  for (const { userId: reader, email } of people) {
    if (reader === null || email === null) continue
    const whose = { organizationId, sessionId: null, userId: reader, recipientEmail: email }
    const version = versionOf({ month, percent, isOwn: userId !== null })
    await planMail(tx, needs, { ...whose, emailType: 'usage_warning', reason: 'owner', version })
  }
}
