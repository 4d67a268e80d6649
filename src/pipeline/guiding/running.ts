/** The meetings that run: which have grown, what was said in them lately, and what they were meant to be about. */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import type { LiveLine } from '#pipeline/guiding/guide.ts'
import { agendaOf } from '#pipeline/text/agenda.ts'

const AT_ONCE = 100
/** The last half hour or so; what came before has been looked at. */
const MOST_LINES = 400

export type Running = { organizationId: string; id: string; newest: number }

/**
 * Those in which somebody has spoken since; `since` is a condition on `sessions` and `line.newest`. Those about which
 * the model was asked longest ago come first, so that none waits for ever where many run.
 */
export const grown = (tx: SystemTx, since: Expression<SqlBool>): Promise<Running[]> =>
  tx
    .selectFrom('sessions')
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('transcripts')
          .select('sequenceNumber as newest')
          .whereRef('transcripts.organizationId', '=', 'sessions.organizationId')
          .whereRef('transcripts.sessionId', '=', 'sessions.id')
          .where('isFinal', '=', true)
          .orderBy('sequenceNumber', 'desc')
          .limit(1)
          .as('line'),
      (join) => join.onTrue(),
    )
    .select(['sessions.organizationId', 'sessions.id', 'line.newest'])
    .where('sessions.status', '=', 'active')
    .where('sessions.deletedAt', 'is', null)
    .where(since)
    .orderBy('sessions.guidedByModelAt', (order) => order.asc().nullsFirst())
    .orderBy('sessions.id')
    .limit(AT_ONCE)
    .execute()

export type Now = {
  title: string
  ownerName: string
  /** The newest, in order. */
  lines: LiveLine[]
  /** Nothing was said before them. */
  isWhole: boolean
  agenda: string[]
  /** Of the planned time how much has passed; null where none was planned. */
  share: number | null
}

export async function readNow(tx: OrganizationTx, sessionId: string, now: DateTime): Promise<Now> {
  const session = await tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select(['sessions.title', 'sessions.userId', 'owner.fullName as ownerName'])
    .select(['scheduledStart', 'scheduledEnd'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const ownerName = session.ownerName ?? ''
  const lines = await newestLines(tx, sessionId, ownerName)
  return {
    ...{ title: session.title, ownerName, lines, isWhole: lines.length < MOST_LINES },
    agenda: await readAgenda(tx, sessionId, session.userId),
    share: passed(session, now),
  }
}

function passed(
  { scheduledStart, scheduledEnd }: { scheduledStart: DateTime | null; scheduledEnd: DateTime | null },
  now: DateTime,
): number | null {
  if (!scheduledStart || !scheduledEnd || scheduledEnd <= scheduledStart) return null
  return now.diff(scheduledStart).toMillis() / scheduledEnd.diff(scheduledStart).toMillis()
}

/** Live lines seldom carry an address: whoever bears the owner's name is taken for the owner. */
async function newestLines(tx: OrganizationTx, sessionId: string, ownerName: string): Promise<LiveLine[]> {
  const name = ownerName.toLowerCase()
  const lines = await tx
    .selectFrom('transcripts')
    .select(['id', 'speaker', 'content as text', 'isOwner'])
    .select(['startTimeSeconds as start', 'endTimeSeconds as end'])
    .where('sessionId', '=', sessionId)
    .where('isFinal', '=', true)
    .where('isRedacted', '=', false)
    .orderBy('sequenceNumber', 'desc')
    .limit(MOST_LINES)
    .execute()
  return lines
    .reverse()
    .map((line) => ({ ...line, isOwner: line.isOwner || line.speaker.toLowerCase() === name }))
}

/** Out of the invitation, the owner's own copy first. */
async function readAgenda(tx: OrganizationTx, sessionId: string, ownerId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('meetingOccurrences')
    .innerJoin('calendarSightings', 'calendarSightings.occurrenceId', 'meetingOccurrences.id')
    .innerJoin('calendarEvents', 'calendarEvents.id', 'calendarSightings.calendarEventId')
    .select(['calendarEvents.description', 'calendarEvents.userId'])
    .where('meetingOccurrences.sessionId', '=', sessionId)
    .where('calendarEvents.description', 'is not', null)
    .orderBy(sql`calendar_events.user_id = ${ownerId}`, 'desc')
    .orderBy('calendarEvents.id')
    .limit(1)
    .execute()
  return agendaOf(rows[0]?.description ?? '').items
}

/** Everything that was said so far: an agenda's point may have been spoken of at the beginning. */
export async function readAllSaid(tx: OrganizationTx, sessionId: string): Promise<string> {
  const rows = await tx
    .selectFrom('transcripts')
    .select('content')
    .where('sessionId', '=', sessionId)
    .where('isFinal', '=', true)
    .where('isRedacted', '=', false)
    .orderBy('sequenceNumber')
    .execute()
  return rows.map(({ content }) => content).join(' ')
}
