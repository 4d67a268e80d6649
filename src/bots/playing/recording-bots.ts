/** The bots whose recordings belong to a meeting: its own, and those of a second half that was joined to it. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

export type RecordingBot = {
  recallBotId: string
  /** When its meeting's recording began. */
  zero: DateTime | null
  /** Where that is on the time line of the meeting that is shown. */
  offsetSeconds: number
}

/**
 * In an order that stays. A redacted word is still in the sound: such a recording is its owner's alone.
 * Throws not_found.
 */
export async function recordingBots(tx: OrganizationTx, viewer: Viewer, sessionId: string) {
  const session = await readSession(tx, viewer, sessionId)
  const halves = [{ sessionId, offsetSeconds: 0 }, ...(await joinedTo(tx, sessionId))]
  const rows = await tx
    .selectFrom('bots')
    .innerJoin('sessions', 'sessions.id', 'bots.sessionId')
    .select(['bots.sessionId', 'bots.recallBotId', 'sessions.recordingStartedAt as zero'])
    .where(
      'bots.sessionId',
      'in',
      halves.map((half) => half.sessionId),
    )
    .where('bots.recallBotId', 'is not', null)
    .orderBy('bots.createdAt')
    .orderBy('bots.id')
    .execute()
  const bots = rows.flatMap(({ sessionId: of, recallBotId, zero }): RecordingBot[] => {
    const offsetSeconds = halves.find((half) => half.sessionId === of)?.offsetSeconds ?? 0
    return recallBotId === null ? [] : [{ recallBotId, zero, offsetSeconds }]
  })
  const isOwner = session.userId === viewer.userId
  return { bots, isWithheld: !isOwner && (await hasRedacted(tx, sessionId)) }
}

async function joinedTo(tx: OrganizationTx, sessionId: string) {
  const joins = await tx
    .selectFrom('recordEdits')
    .select('before')
    .where('sessionId', '=', sessionId)
    .where('kind', '=', 'join')
    .where('undoneAt', 'is', null)
    .execute()
  return joins.flatMap(({ before: { joined } }) => joined ?? [])
}

async function hasRedacted(tx: OrganizationTx, sessionId: string): Promise<boolean> {
  const redacted = tx.selectFrom('transcripts').select('id').where('sessionId', '=', sessionId)
  return (await redacted.where('isRedacted', '=', true).limit(1).executeTakeFirst()) !== undefined
}
