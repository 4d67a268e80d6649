/** What can be shown of meetings, to those who may see them. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'
import type { Tables } from '#db/tables.gen.ts'
import { Refusal } from '#lib/errors.ts'
import { cursorAfter, type Place, readCursor } from '#sessions/cursor.ts'
import { loadEditors } from '#sessions/points/edit-store.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

type Page = { limit: number; before?: string | undefined }

/** Running and past meetings, newest first; what is only planned stands under Upcoming. Throws bad_cursor. */
export async function listSessions(tx: OrganizationTx, viewer: Viewer, { limit, before }: Page) {
  const place = before === undefined ? null : readCursor(before)
  const rows = await selectSessions(tx, viewer)
    .where('sessions.status', '!=', 'draft')
    .where('sessions.joinedInto', 'is', null)
    .where(place ? olderThan(place) : sql.lit(true))
    .orderBy(startOf, 'desc')
    .orderBy('sessions.id', 'desc')
    .limit(limit + 1)
    .execute()
  const sessions = rows.slice(0, limit).map(shown)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { sessions, next: last ? cursorAfter({ start: last.start, id: last.id }) : null }
}

/** One meeting without its lines. Throws not_found where the viewer may not see it, as where there is none. */
export async function readSession(tx: OrganizationTx, viewer: Viewer, id: string) {
  const row = await selectSessions(tx, viewer).where('sessions.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such meeting, or you may not see it')
  return shown(row)
}

const startOf = sql<DateTime>`coalesce(sessions.scheduled_start, sessions.created_at)`
const olderThan = ({ start, id }: Place) =>
  sql<boolean>`(${startOf}, sessions.id) < (${start.toISO()}::timestamptz, ${id}::uuid)`

const selectSessions = (tx: OrganizationTx, viewer: Viewer) =>
  tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .leftJoin('summaries', (join) =>
      join
        .onRef('summaries.organizationId', '=', 'sessions.organizationId')
        .onRef('summaries.sessionId', '=', 'sessions.id'),
    )
    .select([
      'sessions.id',
      'sessions.userId',
      'sessions.title',
      'sessions.status',
      'sessions.meetingPlatform as platform',
      'sessions.scheduledStart',
      'sessions.scheduledEnd',
      'sessions.recordingStartedAt',
      'sessions.recordingDurationSeconds as durationSeconds',
      'sessions.participants as people',
      'sessions.visibility',
      'sessions.conversationType',
      'sessions.joinedInto',
      'sessions.source',
      'owner.fullName as ownerName',
      startOf.as('start'),
      sql<string | null>`summaries.tldr -> 0 ->> 'text'`.as('tldr'),
    ])
    .select((eb) => newestBot(eb).select('bots.state').as('botState'))
    .select((eb) => newestBot(eb).select('bots.meetingUrl').as('meetingUrl'))
    .select((eb) => newestBot(eb).select('bots.id').as('botId'))
    .where(visibleTo(viewer))

const newestBot = ({ selectFrom }: ExpressionBuilder<Tables, 'sessions'>) =>
  selectFrom('bots')
    .whereRef('bots.organizationId', '=', 'sessions.organizationId')
    .whereRef('bots.sessionId', '=', 'sessions.id')
    .orderBy('bots.generation', 'desc')
    .orderBy('bots.id')
    .limit(1)

/** Somebody who left the organization is not named any more. */
const shown = <Row extends { ownerName: string | null }>(row: Row) => ({
  ...row,
  ownerName: row.ownerName ?? 'A former member',
})

/** In order; a redacted one without its words. */
export async function readLines(tx: OrganizationTx, sessionId: string) {
  const rows = await tx
    .selectFrom('transcripts')
    .select(['id', 'sequenceNumber as sequence', 'speaker', 'content as text', 'isFinal'])
    .select(['isOwner', 'isRedacted', 'heardContent', 'heardSpeaker'])
    .select(['startTimeSeconds as start', 'endTimeSeconds as end'])
    .where('sessionId', '=', sessionId)
    .orderBy('sequenceNumber')
    .execute()
  return rows.map(({ heardContent, heardSpeaker, ...line }) => ({
    ...line,
    isEdited: heardContent !== null,
    isRenamed: heardSpeaker !== null,
  }))
}

export const readMails = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('emailNotifications')
    .select([
      'recipientEmail as recipient',
      'status',
      'sentAt',
      'reason',
      'holdUntil',
      'errorMessage as because',
    ])
    .where('sessionId', '=', sessionId)
    .where('emailType', '=', 'post_call_summary')
    .orderBy('recipientEmail')
    .orderBy('id')
    .execute()

/** Null before one was asked for. */
export async function readSummary(tx: OrganizationTx, sessionId: string) {
  const row = await tx
    .selectFrom('summaries')
    .select(['generationStatus as status', 'generationError as trouble', 'modelUsed as writtenBy', 'tldr'])
    .select(['keyDecisions', 'actionItems', 'followUpQuestions', 'conversationHighlights', 'droppedPoints'])
    .select(['title', 'version', 'structuredNotes', 'coverage', 'instructions', 'templateId'])
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  if (!row) return null
  const { status, trouble, writtenBy, droppedPoints, title, version, coverage, instructions, templateId } =
    row
  const editors = await loadEditors(tx, sessionId)
  const shown = (point: Point) => shownPoint(point, editors)
  return {
    ...{ status, trouble, writtenBy, droppedPoints, title, version, coverage, instructions, templateId },
    tldr: row.tldr.map(shown),
    decisions: row.keyDecisions.map(shown),
    actionItems: row.actionItems.map(({ owner, dueDate, isConfirmed, isDone = false, ...point }) => ({
      ...shown(point),
      ...{ owner, dueDate, isConfirmed, isDone },
    })),
    followUpQuestions: row.followUpQuestions.map(shown),
    highlights: row.conversationHighlights.map(shown),
    topics: row.structuredNotes.map(({ title: subject, points }) => ({
      title: subject,
      points: points.map(shown),
    })),
  }
}

const shownPoint = (
  { id, text, transcriptIds, isEdited = false, isUnverified, isUnsourced = false, because }: Point,
  editors: ReadonlyMap<string, string>,
) => ({
  ...{ id: id ?? null, text, lineIds: transcriptIds, isEdited },
  editedBy: isEdited ? (editors.get(id ?? '') ?? null) : null,
  isSourced: !isUnsourced,
  trouble: isUnverified ? (because ?? 'its lines do not carry it') : null,
})

/** What the meeting costs its owner so far, in seconds. */
export async function readBillableSeconds(tx: OrganizationTx, sessionId: string): Promise<number> {
  const { seconds } = await tx
    .selectFrom('usageTracking')
    .select(({ fn }) => fn.sum<number | null>('secondsRecorded').as('seconds'))
    .where('sessionId', '=', sessionId)
    .executeTakeFirstOrThrow()
  return seconds ?? 0
}
