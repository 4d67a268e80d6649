/** What the pipeline does when bots are done and summaries are written: rows and jobs, inside the same transaction. */
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import { finalizeSession } from '#pipeline/jobs.ts'
import { loadBotState, wasRecorded } from '#pipeline/store.ts'

type About = { organizationId: string; sessionId: string; botId: string }

/** The provider says that the transcript is there. */
export const startPipeline = (
  tx: OrganizationTx,
  { jobs }: { jobs: Queue },
  { organizationId, sessionId, botId }: About,
): Promise<void> => jobs.add(tx, finalizeSession, { organizationId, sessionId, botId })

/** A bot that never recorded closes its meeting; one that did is closed when its transcript is there. */
export async function closeUnrecorded(
  tx: OrganizationTx,
  { jobs }: { jobs: Queue },
  about: About,
): Promise<void> {
  const { organizationId, sessionId, botId } = about
  const bot = await loadBotState(tx, botId)
  if (bot?.state === 'cancelled' || (await wasRecorded(tx, sessionId))) return
  await jobs.add(tx, finalizeSession, { organizationId, sessionId, botId })
}
