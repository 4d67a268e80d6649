/** A transcript from elsewhere becomes a session of its importer, and goes the way of every other: summary, mail, search. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import { applyRememberedNames } from '#sessions/record/speaker-names.ts'
import type { Viewer } from '#sessions/visible.ts'
import { readTranscript } from '#transfer/reading/read-transcript.ts'
import type { ReadLine } from '#transfer/reading/types.ts'

type Needs = { jobs: Queue; clock: Clock }
type Input = {
  organizationId: string
  /** As it is signed in: lines under this name are the owner's. */
  fullName: string
  title: string
  text: string
  /** When the meeting was; now, where nobody knows. */
  startedAt?: DateTime | undefined
}
export type Imported = { sessionId: string; lines: number; speakers: string[]; hasTimes: boolean }

const AT_ONCE = 500

/** Throws validation_failed or too_large with a sentence about the file. */
export async function importSession(
  tx: OrganizationTx,
  { jobs, clock }: Needs,
  { userId }: Viewer,
  { organizationId, fullName, title, text, startedAt }: Input,
): Promise<Imported> {
  const { lines, hasTimes } = readTranscript(text)
  const sessionId = newId()
  const now = clock.now()
  const start = startedAt ?? now
  const seconds = Math.round(Math.max(...lines.map(({ end }) => end)))
  await tx
    .insertInto('sessions')
    .values({
      ...{ organizationId, id: sessionId, userId, title, source: 'import', status: 'processing' },
      ...{ scheduledStart: start, recordingStartedAt: start, recordingEndedAt: start.plus({ seconds }) },
      ...{ recordingDurationSeconds: seconds, finalizedAt: now, createdAt: now, updatedAt: now },
    })
    .execute()
  const rows = lines.map((line, at) => ({ organizationId, sessionId, ...columnsOf(line, at, fullName, now) }))
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto('transcripts')
      .values(rows.slice(at, at + AT_ONCE))
      .execute()
  await applyRememberedNames(tx, { sessionId, userId, now })
  await requestSummary(tx, { jobs, now }, { organizationId, sessionId })
  emit(tx, 'session.changed', { organizationId, sessionId })
  return {
    sessionId,
    lines: rows.length,
    speakers: [...new Set(lines.map(({ speaker }) => speaker))],
    hasTimes,
  }
}

const columnsOf = ({ speaker, text, start, end }: ReadLine, at: number, fullName: string, now: DateTime) => ({
  ...{ id: newId(), sequenceNumber: at, content: text, speaker },
  isOwner: speaker.toLowerCase() === fullName.toLowerCase(),
  ...{ startTimeSeconds: start, endTimeSeconds: end, sttProvider: 'import', createdAt: now, updatedAt: now },
})
