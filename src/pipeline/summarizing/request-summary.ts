/** Ask for a summary of the meeting as its transcript stands now. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import { summarizeSession } from '#pipeline/summarizing/summary-job.ts'
import { wantSummary } from '#pipeline/summarizing/summary-store.ts'

type Input = { organizationId: string; sessionId: string }

export async function requestSummary(
  tx: OrganizationTx,
  { jobs, now }: { jobs: Queue; now: DateTime },
  input: Input,
) {
  const version = await wantSummary(tx, input, now)
  await jobs.add(tx, summarizeSession, { ...input, version })
}
