/** One part of a meeting's recording, streamed from where it lies to whoever may hear it. */
import { recordingBots } from '#bots/playing/recording-bots.ts'
import type { OpenMedia, Recall } from '#bots/recall/recall.ts'
import type { Db } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import type { Viewer } from '#sessions/visible.ts'

type Caller = Viewer & { organizationId: string }
type Wanted = {
  sessionId: string
  /** As recordingsOf named it. */
  part: string
  /** The Range header of the one who listens. */
  range: string | undefined
  /** Aborted when nobody listens any more. */
  signal: AbortSignal
}

/**
 * Who may see the meeting is asked each time, so that a right that was taken away ends with the next piece.
 * Throws not_found, not_allowed, feature_off, or gone where it was deleted.
 */
export async function openRecording(
  { db, recall }: { db: Db; recall: Recall | null },
  caller: Caller,
  { sessionId, part, range, signal }: Wanted,
): Promise<OpenMedia> {
  const { bots, isWithheld } = await db.asOrganization(caller.organizationId, (tx) =>
    recordingBots(tx, caller, sessionId),
  )
  const [index = -1, place = -1] = part.split('.').map(Number)
  const bot = bots[index]
  if (!bot) throw new Refusal('not_found', 'Nothing of this meeting was recorded')
  if (isWithheld)
    throw new Refusal('not_allowed', 'Words of this meeting were redacted: only its owner may hear it')
  if (!recall) throw new Refusal('feature_off', 'Recall is off on this server: nothing can be played')
  const media = await recall.openMedia(bot.recallBotId, { place, range, signal })
  if (!media) throw new Refusal('gone', 'The recording was deleted')
  return media
}
