/** What of a meeting can be played: one part for each recording of each of its bots, on the meeting's time line. */
import type { DateTime } from 'luxon'
import { type RecordingBot, recordingBots } from '#bots/playing/recording-bots.ts'
import type { Playable, Recall } from '#bots/recall/recall.ts'
import type { Db } from '#db/db.ts'
import type { Viewer } from '#sessions/visible.ts'

type Caller = Viewer & { organizationId: string }
export type RecordingPart = {
  /** Names it in an address: which bot, and which of its recordings. */
  id: string
  kind: Playable['kind']
  state: Playable['state']
  /** Of its beginning, on the time line of the lines. */
  startSeconds: number
  seconds: number | null
  expiresAt: DateTime | null
}
/** none: nothing was ever recorded · off: Recall is off here · withheld: words were redacted, so that its owner alone hears it. */
export type RecordingState = Playable['state'] | 'none' | 'off' | 'withheld'

/** Throws not_found. Recall is asked at each call: what it says now is true. */
export async function recordingsOf(
  { db, recall }: { db: Db; recall: Recall | null },
  caller: Caller,
  sessionId: string,
): Promise<{ state: RecordingState; parts: RecordingPart[] }> {
  const { bots, isWithheld } = await db.asOrganization(caller.organizationId, (tx) =>
    recordingBots(tx, caller, sessionId),
  )
  if (bots.length === 0) return { state: 'none', parts: [] }
  if (isWithheld) return { state: 'withheld', parts: [] }
  if (!recall) return { state: 'off', parts: [] }
  const found = await Promise.all(bots.map(async (bot, index) => partsOf(recall, bot, index)))
  const parts = found.flat().toSorted((a, b) => a.startSeconds - b.startSeconds)
  return { state: stateOf(parts), parts: parts.filter(({ state }) => state === 'ready') }
}

async function partsOf(recall: Recall, bot: RecordingBot, index: number): Promise<RecordingPart[]> {
  const recordings = (await recall.readRecordings(bot.recallBotId)) ?? []
  return recordings.map((recording, place) => {
    const { kind, state, startedAt, completedAt, expiresAt } = recording
    const late = startedAt && bot.zero ? startedAt.diff(bot.zero).as('seconds') : 0
    return {
      id: `${index}.${place}`,
      ...{ kind, state, expiresAt },
      startSeconds: bot.offsetSeconds + Math.max(0, late),
      seconds: startedAt && completedAt ? completedAt.diff(startedAt).as('seconds') : null,
    }
  })
}

/** Of all together, what helps most: something to play, something to wait for, or why there is nothing. */
const stateOf = (parts: readonly RecordingPart[]): RecordingState =>
  (['ready', 'making', 'deleted', 'failed'] as const).find((one) =>
    parts.some(({ state }) => state === one),
  ) ?? 'none'
