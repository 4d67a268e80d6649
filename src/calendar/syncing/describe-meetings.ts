/** What a meeting is called, when and where it is, and who is invited: kept in step with the copy that counts. */
import { sql } from 'kysely'
import { type Copy, type Decided, isPresent } from '#calendar/syncing/gather-meetings.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Participant } from '#db/json.ts'
import { recordset } from '#db/recordset.ts'
import type { Clock } from '#lib/clock.ts'

const COLUMNS = {
  id: 'uuid',
  title: 'text',
  startTime: 'timestamptz',
  endTime: 'timestamptz',
  meetingUrl: 'text',
  meetingPlatform: 'text',
  roomKey: 'text',
  coveredBy: 'uuid',
  participants: 'jsonb',
} as const

/** Writes only what is different. Returns the ids of the meetings that were described anew. */
export async function describeMeetings(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  meetings: readonly Decided[],
): Promise<ReadonlySet<string>> {
  const rows = meetings.flatMap(describedAnew)
  if (rows.length > 0)
    await sql`update meeting_occurrences as meeting set
        title = r.title, start_time = r.start_time, end_time = r.end_time, meeting_url = r.meeting_url,
        meeting_platform = r.meeting_platform, room_key = r.room_key, covered_by = r.covered_by,
        participants = r.participants, updated_at = ${clock.now().toISO()}::timestamptz
      from ${recordset(rows, COLUMNS)} where meeting.id = r.id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

function describedAnew({ id, shown, copies, described, coveredBy, coveredNow }: Decided) {
  if (!shown) return []
  const { title, startTime, endTime, meetingUrl, meetingPlatform, roomKey } = shown
  const now = {
    title,
    startTime,
    endTime,
    meetingUrl,
    meetingPlatform,
    roomKey,
    participants: participantsOf(copies),
  }
  const isSame = JSON.stringify(now) === JSON.stringify({ ...now, ...described }) && coveredBy === coveredNow
  return isSame ? [] : [{ id, ...now, coveredBy: coveredNow }]
}

/** Everybody on any copy: some copies hide the other guests. */
export function participantsOf(copies: readonly Copy[]): Participant[] {
  const everybody = copies.filter(isPresent).flatMap(({ attendees }) => attendees)
  return [...new Map(everybody.map((person) => [person.email, person])).values()]
}
