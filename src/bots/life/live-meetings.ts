/** The meetings that bots write down just now, locked: their lines get their numbers one after the other. */
import { sql } from 'kysely'
import { STOPPED_BY_PARTICIPANT } from '#bots/types.ts'
import type { SystemTx } from '#db/db.ts'

export type LiveMeeting = {
  organizationId: string
  sessionId: string
  ownerEmail: string | null
  /** The provider's finished transcript is there: what was streamed comes too late. */
  isFinal: boolean
  /** Of the next line. */
  nextNumber: number
}
export type Listening = {
  meeting: LiveMeeting
  /** Second of this bot's recording in which somebody said no: no later word is kept. null: nobody did. */
  keptUntil: number | null
}

/**
 * By bot id. Locked in one order, and numbered only after all locks are held: a number that was read before another
 * writer's lock ended would be taken already. Two bots of one session share its numbers.
 */
export async function lockLiveMeetings(
  tx: SystemTx,
  botIds: readonly string[],
): Promise<Map<string, Listening>> {
  if (botIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('bots')
    .innerJoin('sessions', (join) =>
      join
        .onRef('sessions.organizationId', '=', 'bots.organizationId')
        .onRef('sessions.id', '=', 'bots.sessionId'),
    )
    .leftJoin('users as owner', 'owner.id', 'sessions.userId')
    .select(['bots.id as botId', 'sessions.organizationId', 'sessions.id as sessionId'])
    .select(['sessions.finalizedAt', 'owner.email as ownerEmail'])
    .select(KEPT_UNTIL)
    .where('bots.id', 'in', [...new Set(botIds)])
    .orderBy('sessions.id')
    .forNoKeyUpdate('sessions')
    .execute()
  const next = await nextNumbers(tx, rows)
  const bySession = new Map<string, LiveMeeting>()
  const byBot = rows.map(({ botId, finalizedAt, keptUntil, ...row }): [string, Listening] => {
    const known = bySession.get(row.sessionId)
    const nextNumber = next.get(row.sessionId) ?? 0
    const meeting = known ?? { ...row, isFinal: finalizedAt !== null, nextNumber }
    bySession.set(row.sessionId, meeting)
    return [botId, { meeting, keptUntil }]
  })
  return new Map(byBot)
}

/** A participant's no, on the time line of the bot's own recording; 0 where nobody knows when that began. */
const KEPT_UNTIL = sql<number | null>`
  case when bots.unwanted_because = ${sql.lit(STOPPED_BY_PARTICIPANT)} then coalesce((
    select extract(epoch from min(consent.occurred_at) - coalesce((
      select min(event.occurred_at) from bot_status_events as event
      where event.organization_id = bots.organization_id and event.bot_id = bots.id
        and event.code = 'in_call_recording'), sessions.recording_started_at))::float8
    from session_consents as consent
    where consent.organization_id = bots.organization_id and consent.session_id = bots.session_id
      and consent.kind = 'objected'), 0) end`.as('keptUntil')

async function nextNumbers(tx: SystemTx, meetings: readonly { organizationId: string; sessionId: string }[]) {
  const { rows } = await sql<{ sessionId: string; next: number }>`
    select given.session_id, (
      select coalesce(max(sequence_number) + 1, 0) from transcripts
      where organization_id = given.organization_id and session_id = given.session_id) as next
    from unnest(
      ${meetings.map(({ organizationId }) => organizationId)}::uuid[],
      ${meetings.map(({ sessionId }) => sessionId)}::uuid[]
    ) as given (organization_id, session_id)`.execute(tx)
  return new Map(rows.map(({ sessionId, next }) => [sessionId, next]))
}
