/** Somebody comes into the call, leaves it, or writes in its chat: kept as the bot saw it. */
import { liveBotOf } from '#bots/life/live-token.ts'
import { ParticipantMessage } from '#bots/life/messages.ts'
import { keepSeen, type Seen } from '#bots/life/people-seen.ts'
import { type SystemTx, within } from '#db/db.ts'
import { type Message, type Outcome, parkedAsUnreadable } from '#events/inbound.ts'
import type { Clock } from '#lib/clock.ts'

const NAME = 'participant_events.'
const USED: Readonly<Record<string, Seen['type']>> = {
  join: 'join',
  leave: 'leave',
  chat_message: 'chat_message',
}

/** Handler of `recall_live/participant_events.*`. */
export async function takeParticipant(
  tx: SystemTx,
  { clock }: { clock: Clock },
  message: Message,
): Promise<Outcome> {
  const type = USED[message.eventType.slice(NAME.length)]
  if (!type) return 'ignored: not used'
  const read = ParticipantMessage.safeParse(message.payload)
  if (!read.success) return parkedAsUnreadable(read.error)
  const live = liveBotOf(message.headers)
  if (!live) return 'parked: the address names no bot'
  const { participant, timestamp, data } = read.data.data.data
  const seen: Seen = {
    type,
    participantId: participant?.id?.toString() ?? null,
    name: participant?.name?.trim() || null,
    isHost: participant?.is_host ?? false,
    text: data?.text ?? null,
    at: timestamp?.absolute ?? message.receivedAt,
  }
  return within(tx, live.organizationId, (tx) => keepSeen(tx, clock, live.botId, [seen]))
}
