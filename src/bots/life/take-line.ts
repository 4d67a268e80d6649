/**
 * What people say, while they say it: each utterance the next line of its session. They come in numbers, so that many
 * are taken at once: one lock for each session, one insert for all.
 */

import { type LiveMeeting, lockLiveMeetings } from '#bots/life/live-meetings.ts'
import { liveBotOf } from '#bots/life/live-token.ts'
import { LineMessage, type SpokenWords } from '#bots/life/messages.ts'
import { type TimedWord, wordTimes } from '#bots/life/word-times.ts'
import { wordsBefore } from '#bots/manners/before-the-no.ts'
import type { SystemTx } from '#db/db.ts'
import { emit, type SaidLine } from '#events/events.ts'
import { inBatches, type Message, type Outcome, parkedAsUnreadable } from '#events/inbound.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Needs = { clock: Clock }

/** Handler of `recall_live/transcript.data`. */
export const takeLine = inBatches<Needs>(async (tx, { clock }, messages) => {
  const read = messages.map(spokenIn)
  const botIds = read.flatMap((one) => ('botId' in one ? [one.botId] : []))
  const meetings = await lockLiveMeetings(tx, botIds)
  const lines: Line[] = []
  const outcomes = read.map((one): Outcome => {
    if ('outcome' in one) return one.outcome
    const { meeting, keptUntil = null } = meetings.get(one.botId) ?? {}
    const spoken = before(one, keptUntil)
    const no = whyNot(one, meeting)
    if (no !== null || !meeting) return no ?? NO_SUCH_BOT
    if (!spoken) return AFTER_THE_NO
    lines.push(lineOf(spoken, meeting))
    return 'done'
  })
  await append(tx, clock, lines)
  return outcomes
})

/** Handler of what else comes through the live address. */
export const takeUnused = async (): Promise<Outcome> => 'ignored: not used yet'

type Spoken = { organizationId: string; botId: string; content: string; said: SpokenWords }

function spokenIn({ payload, headers }: Message): Spoken | { outcome: Outcome } {
  const read = LineMessage.safeParse(payload)
  if (!read.success) return { outcome: parkedAsUnreadable(read.error) }
  const live = liveBotOf(headers)
  if (!live) return { outcome: 'parked: the address names no bot' }
  const said = read.data.data.data
  return { ...live, said, content: textOf(said) }
}

const textOf = ({ words }: SpokenWords) =>
  words
    .map(({ text }) => text.trim())
    .filter(Boolean)
    .join(' ')

/** Without the words that were spoken after a no; null: none are left. */
function before(spoken: Spoken, until: number | null): Spoken | null {
  if (until === null) return spoken
  const words = wordsBefore(spoken.said.words, until, (word) => word.start_timestamp?.relative ?? null)
  const said = { ...spoken.said, words }
  const content = textOf(said)
  return content === '' ? null : { ...spoken, said, content }
}

const AFTER_THE_NO = 'ignored: spoken after somebody had said no to the recording'
const NO_SUCH_BOT = 'ignored: this bot does not exist any more'

/** null: it becomes a line. */
function whyNot({ content, organizationId }: Spoken, meeting: LiveMeeting | undefined): Outcome | null {
  if (content === '') return 'ignored: nobody said a word'
  if (meeting?.organizationId !== organizationId) return NO_SUCH_BOT
  return meeting.isFinal ? 'ignored: the final transcript is there already' : null
}

type Line = ReturnType<typeof lineOf>

/** Takes the meeting's next number. */
function lineOf({ content, said: { words, participant } }: Spoken, meeting: LiveMeeting) {
  const { organizationId, sessionId, ownerEmail } = meeting
  const start = words[0]?.start_timestamp?.relative ?? 0
  return {
    ...{ organizationId, id: newId(), sessionId, content },
    sequenceNumber: meeting.nextNumber++,
    speaker: participant?.name?.trim() || 'Unknown speaker',
    participantId: participant?.id?.toString() ?? null,
    isOwner: participant?.email != null && participant.email.toLowerCase() === ownerEmail?.toLowerCase(),
    startTimeSeconds: start,
    wordTimes: wordTimes(words.map(timed), start),
    endTimeSeconds: Math.max(start, words.at(-1)?.end_timestamp?.relative ?? start),
    sttProvider: 'recall',
  }
}

const timed = ({ text, start_timestamp, end_timestamp }: SpokenWords['words'][number]): TimedWord => ({
  ...{ text, start: start_timestamp?.relative ?? null, end: end_timestamp?.relative ?? null },
})

async function append(tx: SystemTx, clock: Clock, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return
  const now = clock.now()
  const rows = lines.map((line) => ({ ...line, createdAt: now, updatedAt: now }))
  await tx.insertInto('transcripts').values(rows).execute()
  for (const line of lines) {
    const { organizationId, sessionId, id: transcriptId } = line
    emit(tx, 'transcript.line', { organizationId, sessionId, transcriptId, line: saidLine(line) })
  }
}

const saidLine = (line: Line): SaidLine => ({
  ...{ sequence: line.sequenceNumber, participantId: line.participantId, speaker: line.speaker },
  ...{ text: line.content, start: line.startTimeSeconds, end: line.endTimeSeconds, isFinal: true },
})
