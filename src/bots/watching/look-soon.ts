/** Reaction to a change of a bot: whoever watches it looks at once, and sets the time of the next look. */
import { lookAtBotJob } from '#bots/watching/job.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

/** The change made it due; what a look itself changes is not. */
export async function lookSoon(
  tx: OrganizationTx,
  { jobs, clock }: { jobs: Queue; clock: Clock },
  { organizationId, botId }: { organizationId: string; botId: string },
): Promise<void> {
  const due = await tx
    .selectFrom('bots')
    .select('id')
    .where('id', '=', botId)
    .where('watchAt', '<=', clock.now())
    .executeTakeFirst()
  if (due) await jobs.add(tx, lookAtBotJob, { organizationId, botId })
}
