/** A session shows what was recorded of it: since when, until when, how long, and whether it still runs. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

export type Recorded = {
  organizationId: string
  sessionId: string
  startedAt: DateTime | null
  /** Null while it runs. */
  endedAt: DateTime | null
  seconds: number
}

/** Active while a bot records, processing afterwards. A session that was never recorded keeps its status. */
export async function showRecording(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { organizationId, sessionId, startedAt, endedAt, seconds }: Recorded,
): Promise<void> {
  if (startedAt === null) return
  const before = await tx
    .selectFrom('sessions')
    .select(['status', 'recordingStartedAt', 'recordingEndedAt', 'recordingDurationSeconds'])
    .where('id', '=', sessionId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!before) return
  const status = statusAfter(before.status, endedAt)
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
      ...{ recordingDurationSeconds: seconds, updatedAt: clock.now() },
    })
    .where('id', '=', sessionId)
    .execute()
  emit(tx, 'session.changed', { organizationId, sessionId })
}

type Status = 'draft' | 'active' | 'processing' | 'complete' | 'archived'

/** What is complete stays so when an old fact comes late; only a recording that runs opens it again. */
function statusAfter(status: Status, endedAt: DateTime | null): Status {
  if (status === 'archived') return status
  if (endedAt === null) return 'active'
  return status === 'complete' ? status : 'processing'
}
