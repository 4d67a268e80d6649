/** The meetings that bots write down just now, locked: their lines get their numbers one after the other. */
import { sql } from 'kysely'
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

/**
 * By bot id. Locked in one order, and numbered only after all locks are held: a number that was read before another
 * writer's lock ended would be taken already. Two bots of one session share its numbers.
 */
export async function lockLiveMeetings(
  tx: SystemTx,
  botIds: readonly string[],
): Promise<Map<string, LiveMeeting>> {
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
    .where('bots.id', 'in', [...new Set(botIds)])
    .orderBy('sessions.id')
    .forNoKeyUpdate('sessions')
    .execute()
  const next = await nextNumbers(tx, rows)
  const bySession = new Map<string, LiveMeeting>()
  const byBot = rows.map(({ botId, finalizedAt, ...row }): [string, LiveMeeting] => {
    const known = bySession.get(row.sessionId)
    const nextNumber = next.get(row.sessionId) ?? 0
    const meeting = known ?? { ...row, isFinal: finalizedAt !== null, nextNumber }
    bySession.set(row.sessionId, meeting)
    return [botId, meeting]
  })
  return new Map(byBot)
}

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
