/** Reaction to a bot's end: what was asked of it while it was away can be done now. */
import { runCommandJob } from '#bots/commands/job.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'

export async function runWaiting(
  tx: OrganizationTx,
  { jobs }: { jobs: Queue },
  { organizationId, botId }: { organizationId: string; botId: string },
): Promise<void> {
  const waiting = await tx
    .selectFrom('botCommands')
    .select('id')
    .where('botId', '=', botId)
    .where('status', '=', 'planned')
    .execute()
  for (const { id } of waiting) await jobs.add(tx, runCommandJob, { organizationId, commandId: id })
}
