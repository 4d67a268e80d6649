/** From what the provider has for each bot of a meeting to the lines of the meeting, or "ask again". Pure. */
import type { DateTime } from 'luxon'
import { keptUntil, wordsBefore } from '#bots/manners/before-the-no.ts'
import type { FinalTranscript } from '#bots/recall/recall.ts'
import { linesOf, type Owner } from '#pipeline/finishing/lines-of.ts'
import type { StoredLine } from '#pipeline/finishing/reconcile.ts'
import type { SpokenLine } from '#pipeline/types.ts'

export type Heard = {
  transcript: FinalTranscript | 'not_ready' | null
  recordedFrom: DateTime | null
  endedAt: DateTime
}

/** Right after a bot's end "none will come" is not yet to be believed: the artifact may not have been begun. */
const SURE_AFTER_MINUTES = 3
/** One that is still being made after so long will not come; what was streamed has to do. */
const GIVE_UP_AFTER_HOURS = 6

export const isGivenUp = (endedAt: DateTime, now: DateTime) =>
  now >= endedAt.plus({ hours: GIVE_UP_AFTER_HOURS })

/** Whether to ask again later. */
export function isTooEarly({ transcript, recordedFrom, endedAt }: Heard, now: DateTime): boolean {
  if (transcript === 'not_ready') return !isGivenUp(endedAt, now)
  return transcript === null && recordedFrom !== null && now < endedAt.plus({ minutes: SURE_AFTER_MINUTES })
}

/** Without the words that were said after somebody's no; those that were streamed never came in. */
export function heardBefore(objectedAt: DateTime | null, heard: readonly Heard[]): Heard[] {
  if (!objectedAt) return [...heard]
  return heard.map(({ transcript, ...one }) => {
    if (!Array.isArray(transcript)) return { ...one, transcript }
    const until = keptUntil(objectedAt, one.recordedFrom)
    const parts = transcript.map((part) => ({
      ...part,
      words: wordsBefore(part.words, until, ({ startSeconds }) => startSeconds),
    }))
    return { ...one, transcript: parts.filter(({ words }) => words.length > 0) }
  })
}

/**
 * The final lines of every bot on one time line. Where a bot has none, the streamed lines stand in, so that nothing
 * that was shown is lost.
 */
export function finalLines(
  heard: readonly Heard[],
  streamed: readonly StoredLine[],
  owner: Owner,
  startedAt: DateTime | null,
): SpokenLine[] {
  const lines = heard.flatMap(({ transcript, recordedFrom }) => {
    const offset = recordedFrom && startedAt ? Math.max(0, recordedFrom.diff(startedAt).as('seconds')) : 0
    return Array.isArray(transcript) ? linesOf(transcript, owner, offset) : []
  })
  const isWhole = heard.length > 0 && heard.every(({ transcript }) => Array.isArray(transcript))
  if (isWhole && lines.length > 0) return inOrder(lines)
  const [from, to] = [Math.min(...lines.map(({ start }) => start)), Math.max(...lines.map(({ end }) => end))]
  const outside = streamed.filter(({ start, end }) => lines.length === 0 || end < from || start > to)
  return inOrder([...lines, ...outside])
}

const inOrder = (lines: readonly SpokenLine[]) => lines.toSorted((a, b) => a.start - b.start)
