/** The meeting is over: what was streamed is reconciled with what was finally heard, and a summary is asked for. */
import type { DateTime } from 'luxon'
import { objectedAt } from '#bots/manners/consents.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import { finalLines, type Heard, heardBefore } from '#pipeline/finishing/final-lines.ts'
import { loadHeardLines, withoutRedacted } from '#pipeline/finishing/heard-lines.ts'
import type { Owner } from '#pipeline/finishing/lines-of.ts'
import { reconcile } from '#pipeline/finishing/reconcile.ts'
import { hasSecondHalf, lockSession, saveFinalized, saveLines } from '#pipeline/store.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import { applyRememberedNames } from '#sessions/record/speaker-names.ts'

type Needs = { jobs: Queue; now: DateTime }
type Input = { organizationId: string; sessionId: string; heard: Heard[]; owner: Owner }

/** Running it again with the same words changes nothing and asks for nothing. */
export async function finalizeTranscript(
  tx: OrganizationTx,
  { jobs, now }: Needs,
  input: Input,
): Promise<void> {
  const { organizationId, sessionId, heard, owner } = input
  const session = await lockSession(tx, sessionId)
  if (!session || session.status === 'archived') return
  if (session.finalizedAt && (await hasSecondHalf(tx, sessionId))) return // its lines are of another recording
  const streamed = await loadHeardLines(tx, sessionId)
  const startedAt = session.recordingStartedAt ?? firstOf(heard)
  const kept = heardBefore(await objectedAt(tx, sessionId), heard)
  const lines = withoutRedacted(finalLines(kept, streamed, owner, startedAt), streamed)
  const changes = reconcile(streamed, lines)
  const isSame = changes.kept === lines.length && changes.remove.length === 0
  if (isSame && session.finalizedAt) return

  await saveLines(tx, { organizationId, sessionId }, changes, now)
  await applyRememberedNames(tx, { sessionId, userId: session.userId, now })
  const isEmpty = lines.length === 0
  await saveFinalized(tx, sessionId, {
    status: isEmpty ? 'complete' : 'processing',
    recordingStartedAt: startedAt,
    now,
  })
  if (!isEmpty) await requestSummary(tx, { jobs, now }, { organizationId, sessionId })
  emit(tx, 'session.changed', { organizationId, sessionId })
}

const firstOf = (heard: readonly Heard[]) =>
  heard
    .map(({ recordedFrom }) => recordedFrom)
    .filter((from) => from !== null)
    .toSorted((a, b) => a.toMillis() - b.toMillis())[0] ?? null
