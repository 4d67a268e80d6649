/** Ask for a summary of the meeting as its transcript stands now, perhaps in a certain way. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import { summarizeSession } from '#pipeline/summarizing/summary-job.ts'
import { type Wish, wantSummary } from '#pipeline/summarizing/summary-store.ts'

type Input = { organizationId: string; sessionId: string } & Wish

/** What is left out of the wish stays as it was for the version before. */
export async function requestSummary(
  tx: OrganizationTx,
  { jobs, now }: { jobs: Queue; now: DateTime },
  { organizationId, sessionId, ...wish }: Input,
) {
  const where = { organizationId, sessionId }
  const version = await wantSummary(tx, where, wish, now)
  await jobs.add(tx, summarizeSession, { ...where, version })
}
