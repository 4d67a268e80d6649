/** Rows of who came, left and wrote: streamed while it happens, and completed from the finished recording. */
import type { DateTime } from 'luxon'
import { objectedAt } from '#bots/manners/consents.ts'
import { noteAnnounced } from '#bots/manners/note-announced.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Outcome } from '#events/inbound.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

export type Seen = {
  type: 'join' | 'leave' | 'chat_message'
  /** The provider's, unique within the meeting. */
  participantId: string | null
  name: string | null
  isHost: boolean
  /** Of a chat message. */
  text: string | null
  at: DateTime
}

/** What is known already is left alone. Nothing is kept of a meeting whose record was erased. */
export async function keepSeen(
  tx: OrganizationTx,
  clock: Clock,
  botId: string,
  seen: readonly Seen[],
): Promise<Outcome> {
  const bot = await sessionOf(tx, botId)
  if (!bot) return 'ignored: this bot does not exist any more'
  if (bot.status === 'archived') return 'ignored: the record of this meeting was closed'
  const { organizationId, sessionId } = bot
  const where = { organizationId, sessionId, botId }
  await noteAnnounced(tx, clock, where, seen)
  const no = await objectedAt(tx, sessionId)
  const rows = seen
    .filter((one) => saysSomething(one) && mayBeKept(one, no))
    .map((one) => ({ ...where, createdAt: clock.now(), ...columnsOf(one) }))
  if (rows.length === 0) return 'ignored: it says nothing that may be kept'
  const kept = await tx
    .insertInto('participantEvents')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!kept.numInsertedOrUpdatedRows) return 'ignored: known already'
  emit(tx, 'people.changed', { organizationId, sessionId })
  return 'done'
}

/** Locked against an erasure that runs at the same time. */
const sessionOf = (tx: OrganizationTx, botId: string) =>
  tx
    .selectFrom('bots')
    .innerJoin('sessions', 'sessions.id', 'bots.sessionId')
    .select(['bots.organizationId', 'bots.sessionId', 'sessions.status'])
    .where('bots.id', '=', botId)
    .forShare('sessions')
    .executeTakeFirst()

/** Who came and left may be known; what was written after somebody's no may not. */
const mayBeKept = ({ type, at }: Seen, no: DateTime | null) => type !== 'chat_message' || !no || at < no
const saysSomething = ({ type, text }: Seen) => type !== 'chat_message' || Boolean(text?.trim())

const columnsOf = ({ type, participantId, name, isHost, text, at }: Seen) => ({
  id: newId(),
  eventType: type,
  participantId,
  participantName: name ?? (participantId === null ? 'Somebody' : `Participant ${participantId}`),
  isHost,
  content: type === 'chat_message' ? withoutStopLink((text ?? '').trim()) : null,
  occurredAt: at,
})

/** Our own link stops a recording without a question: it is for those in the call, not for whoever reads of it later. */
const withoutStopLink = (text: string) =>
  text.replaceAll(/https?:\/\/\S+\/stop\/[\w-]{20,}\.[\w-]+/g, '(the link that stops the recording)')
