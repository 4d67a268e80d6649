/**
 * The provider's finished transcript → the lines that people read: one per turn, a long one split where a sentence
 * ends. Pure, so that a second run makes the same lines.
 */
import { wordTimes } from '#bots/life/word-times.ts'
import type { FinalTranscript } from '#bots/recall/recall.ts'
import type { SpokenLine } from '#pipeline/types.ts'

/** A speaker who goes on within this time, in the middle of a sentence, goes on in the same line. */
const SAME_TURN_SECONDS = 2
const MAX_WORDS = 60
/** Words that the provider gives no time are taken to last this long. */
const SECONDS_PER_WORD = 0.4

export type Owner = { name: string; email: string }
type Part = FinalTranscript[number]
/** `isKnown`: the provider said when. */
type Word = { text: string; start: number; end: number; isKnown: boolean }
type Turn = Omit<SpokenLine, 'text' | 'start' | 'end' | 'wordTimes'> & { words: Word[] }

/** `offsetSeconds` is where this bot's recording begins on the session's time line. */
export function linesOf(transcript: FinalTranscript, owner: Owner, offsetSeconds = 0): SpokenLine[] {
  const isOwner = ownerAmong(transcript, owner)
  let last = 0
  const turns = transcript.map((part): Turn => {
    const words = timed(part, last, offsetSeconds)
    last = (words.at(-1)?.end ?? last + offsetSeconds) - offsetSeconds
    return { ...speakerOf(part), isOwner: isOwner(part), words }
  })
  const inOrder = turns
    .filter(({ words }) => words.length > 0)
    .toSorted((a, b) => startOf(a.words) - startOf(b.words))
  return merged(inOrder).flatMap((turn) => pieces(turn.words).map((words) => lineOf(turn, words)))
}

const startOf = (words: Word[]) => words[0]?.start ?? 0

function speakerOf({ participant: { id, name } }: Part) {
  const speaker = name?.trim() || (id === null ? 'Unknown speaker' : `Speaker ${id}`)
  return { speaker, participantId: id === null ? null : String(id) }
}

/** Whoever bears the owner's address or name; only if nobody does, the host of the call. */
function ownerAmong(transcript: FinalTranscript, { name, email }: Owner): (part: Part) => boolean {
  const plain = (text: string | null) => (text ?? '').trim().toLowerCase()
  const bearsIt = ({ participant }: Part) =>
    plain(participant.email) === plain(email) ||
    (plain(name) !== '' && plain(participant.name) === plain(name))
  return transcript.some(bearsIt) ? bearsIt : ({ participant }) => participant.isHost === true
}

/** Marks such as {vocalsound} are not words. One "word" may hold a whole caption. */
function timed({ words }: Part, after: number, offset: number): Word[] {
  let last = after
  return words.flatMap(({ text, startSeconds, endSeconds }) => {
    const parts = text
      .replaceAll(/\{[^{}]*\}/g, ' ')
      .split(/\s+/)
      .filter(Boolean)
    const start = startSeconds ?? last
    const end = Math.max(start, endSeconds ?? start + parts.length * SECONDS_PER_WORD)
    last = end
    const each = (end - start) / Math.max(1, parts.length)
    return parts.map((part, index) => ({
      text: part,
      start: offset + start + index * each,
      end: offset + start + (index + 1) * each,
      isKnown: startSeconds !== null && endSeconds !== null,
    }))
  })
}

/** An utterance that was cut in the middle of a sentence is joined again. */
function merged(turns: Turn[]): Turn[] {
  const result: Turn[] = []
  for (const turn of turns) {
    const before = result.at(-1)
    if (before && goesOn(before, turn)) before.words = [...before.words, ...turn.words]
    else result.push({ ...turn })
  }
  return result
}

const goesOn = (before: Turn, turn: Turn) =>
  before.speaker === turn.speaker &&
  before.participantId === turn.participantId &&
  before.words.length + turn.words.length <= MAX_WORDS &&
  !endsSentence(before.words.at(-1)) &&
  startOf(turn.words) - (before.words.at(-1)?.end ?? 0) < SAME_TURN_SECONDS

const endsSentence = (word: Word | undefined) => /[.!?…]["')\]]*$/.test(word?.text ?? '')

/** At most MAX_WORDS each, cut behind the last sentence that ends in the second half, else at the limit. */
function pieces(words: Word[]): Word[][] {
  if (words.length <= MAX_WORDS) return [words]
  const end = words.slice(0, MAX_WORDS).findLastIndex(endsSentence) + 1
  const cut = end > MAX_WORDS / 3 ? end : MAX_WORDS
  return [words.slice(0, cut), ...pieces(words.slice(cut))]
}

function lineOf({ speaker, participantId, isOwner }: Turn, words: Word[]): SpokenLine {
  const text = words.map((word) => word.text).join(' ') // as it came: no word is added, lost or mended
  const start = rounded(startOf(words))
  return {
    speaker,
    participantId,
    isOwner,
    text,
    start,
    end: rounded(words.at(-1)?.end ?? 0),
    wordTimes: words.every(({ isKnown }) => isKnown) ? wordTimes(words, start) : null,
  }
}

const rounded = (seconds: number) => Math.round(Math.max(0, seconds) * 1000) / 1000
