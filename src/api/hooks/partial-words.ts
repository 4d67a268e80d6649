/**
 * Words that somebody is just saying (`transcript.partial_data`): shown to whoever watches, and forgotten. They are in
 * no table: the final words follow in seconds, and what was only a guess should not be kept.
 */
import { type Door, jsonOf } from '#api/hooks/knock.ts'
import { liveSessionOf } from '#bots/life/live-session.ts'
import type { LiveBot } from '#bots/life/live-token.ts'
import { PartialMessage } from '#bots/life/messages.ts'

const MARK = Buffer.from('transcript.partial_data')
/** The event's name stands in front; a speaker who says these words out loud is further behind. */
const MARK_WITHIN_BYTES = 100

/** By a look at the first bytes: the doors do not parse what they only have to store. */
export const saysPartial = (body: Buffer): boolean => body.subarray(0, MARK_WITHIN_BYTES).includes(MARK)

/** What cannot be read is dropped: nothing is lost with a guess. */
export async function sayPartial({ db, notifier }: Door, bot: LiveBot, body: Buffer): Promise<void> {
  const read = PartialMessage.safeParse(jsonOf(body))
  if (!read.success) return
  const { participant, words } = read.data.data.data
  const text = words
    .map((word) => word.text.trim())
    .filter(Boolean)
    .join(' ')
  const sessionId = text === '' ? null : await liveSessionOf(db, bot)
  if (sessionId === null) return
  const speaker = participant?.name?.trim() || 'Unknown speaker'
  const start = words[0]?.start_timestamp?.relative ?? 0
  const partial = { participantId: participant?.id?.toString() ?? null, speaker, text, start }
  notifier.murmur({ organizationId: bot.organizationId, sessionId, partial })
}
