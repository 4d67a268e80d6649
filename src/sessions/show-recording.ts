/** A session shows what was recorded of it: since when, until when, how long, and whether it still runs. */
import type { Selectable } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Sessions } from '#db/tables.gen.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

export type Recorded = {
  organizationId: string
  sessionId: string
  startedAt: DateTime | null
  /** When the recording began that runs now; null when none runs. */
  runningSince: DateTime | null
  /** Null while it runs. */
  endedAt: DateTime | null
  seconds: number
}

/**
 * Active while a bot records, processing afterwards. A session that was never recorded keeps its status; one that was
 * finished is opened again by a recording that began later, and is to be finished anew.
 */
export async function showRecording(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { organizationId, sessionId, ...recorded }: Recorded,
): Promise<void> {
  const { startedAt, endedAt, seconds } = recorded
  if (startedAt === null) return
  const before = await tx
    .selectFrom('sessions')
    .select(['status', 'finalizedAt', 'recordingStartedAt', 'recordingEndedAt', 'recordingDurationSeconds'])
    .where('id', '=', sessionId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!before) return
  const isReopened = isLaterThan(before.finalizedAt, recorded)
  const status = isReopened ? 'active' : statusAfter(before, endedAt)
  const isSame =
    status === before.status &&
    before.recordingDurationSeconds === seconds &&
    before.recordingStartedAt?.toMillis() === startedAt.toMillis() &&
    before.recordingEndedAt?.toMillis() === endedAt?.toMillis()
  if (isSame) return
  await tx
    .updateTable('sessions')
    .set({
      ...{ status, recordingStartedAt: startedAt, recordingEndedAt: endedAt },
      ...(isReopened && { finalizedAt: null }),
      ...{ recordingDurationSeconds: seconds, updatedAt: clock.now() },
    })
    .where('id', '=', sessionId)
    .execute()
  emit(tx, 'session.changed', { organizationId, sessionId })
}

type Before = Pick<Selectable<Sessions>, 'status' | 'finalizedAt'>

const isLaterThan = (finalizedAt: DateTime | null, { runningSince }: Pick<Recorded, 'runningSince'>) =>
  finalizedAt !== null && runningSince !== null && runningSince > finalizedAt

/** What was finished, or is complete, stays so when an old fact comes late. */
function statusAfter({ status, finalizedAt }: Before, endedAt: DateTime | null): Before['status'] {
  if (status === 'archived' || status === 'complete' || finalizedAt !== null) return status
  return endedAt === null ? 'active' : 'processing'
}
