/** One utterance, while people speak: the next line of the session. Final words only; guesses are not used yet. */
import { liveBotOf } from '#bots/life/live-token.ts'
import { LineMessage, type SpokenWords } from '#bots/life/messages.ts'
import { lockBot } from '#bots/store.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import type { Participant } from '#db/json.ts'
import { emit } from '#events/events.ts'
import { type Message, type Outcome, parkedAsUnreadable } from '#events/inbound.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

/** Handler of `recall_live/transcript.data`. */
export async function takeLine(
  tx: SystemTx,
  { clock }: { clock: Clock },
  { payload, headers }: Message,
): Promise<Outcome> {
  const read = LineMessage.safeParse(payload)
  if (!read.success) return parkedAsUnreadable(read.error)
  const live = liveBotOf(headers)
  if (!live) return 'parked: the address names no bot'
  return within(tx, live.organizationId, (tx) => appendLine(tx, clock, live.botId, read.data.data.data))
}

/** Handler of what else comes through the live address. */
export const takeUnused = async (): Promise<Outcome> => 'ignored: not used yet'

/** The bot's lock hands out the numbers one after the other, so that no reader finds a smaller one later. */
async function appendLine(
  tx: OrganizationTx,
  clock: Clock,
  botId: string,
  { words, participant }: SpokenWords,
): Promise<Outcome> {
  const content = words
    .map(({ text }) => text.trim())
    .filter(Boolean)
    .join(' ')
  if (content === '') return 'ignored: nobody said a word'
  const bot = await lockBot(tx, botId)
  if (!bot) return 'ignored: this bot does not exist any more'
  const session = await lockSession(tx, bot.sessionId)
  if (session.finalizedAt) return 'ignored: the final transcript is there already'
  const { organizationId, sessionId } = bot
  const start = words[0]?.start_timestamp?.relative ?? 0
  const transcriptId = newId()
  const now = clock.now()
  await tx
    .insertInto('transcripts')
    .values({
      ...{ organizationId, id: transcriptId, sessionId, content, createdAt: now, updatedAt: now },
      sequenceNumber: await nextNumber(tx, sessionId),
      speaker: participant?.name?.trim() || 'Unknown speaker',
      participantId: participant?.id?.toString() ?? null,
      isOwner: isOwner(participant?.email ?? null, session.ownerEmail),
      startTimeSeconds: start,
      endTimeSeconds: Math.max(start, words.at(-1)?.end_timestamp?.relative ?? start),
      sttProvider: 'recall',
    })
    .execute()
  emit(tx, 'transcript.line', { organizationId, sessionId, transcriptId })
  return 'done'
}

const lockSession = (tx: OrganizationTx, id: string) =>
  tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select(['sessions.finalizedAt', 'owner.email as ownerEmail'])
    .where('sessions.id', '=', id)
    .forNoKeyUpdate('sessions')
    .executeTakeFirstOrThrow()

async function nextNumber(tx: OrganizationTx, sessionId: string): Promise<number> {
  const { newest } = await tx
    .selectFrom('transcripts')
    .select((eb) => eb.fn.max('sequenceNumber').as('newest'))
    .where('sessionId', '=', sessionId)
    .executeTakeFirstOrThrow()
  return newest === null ? 0 : newest + 1
}

const isOwner = (email: Participant['email'] | null, ownerEmail: string | null) =>
  email !== null && email.toLowerCase() === ownerEmail?.toLowerCase()
