/**
 * The finished transcript of a call: which recordings it lies in, fetched from addresses that live for hours only,
 * and read with patience (https://docs.recall.ai/docs/download-schemas).
 */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { type BotAsSeen, hasEnded, type RecordingSeen } from '#bots/recall/recall-answers.ts'

export type FinalWord = {
  text: string
  /** Seconds from the start of the bot's first recording. Null where the provider does not know (captions). */
  startSeconds: number | null
  endSeconds: number | null
}
export type FinalPart = {
  participant: {
    /** Unique within the meeting only. */
    id: number | null
    name: string | null
    isHost: boolean | null
    email: string | null
  }
  languageCode: string | null
  /** Never empty. */
  words: FinalWord[]
}
/** In the provider's order. Parts of different speakers may overlap in time; empty when nobody spoke. */
export type FinalTranscript = FinalPart[]

export type Piece = { url: string; startedAt: DateTime | null; offsetSeconds: number }

/** Which files make up the transcript: `not_ready` while one is still being made, null when none will come. */
export function transcriptPieces(bot: BotAsSeen): Piece[] | 'not_ready' | null {
  const withText = bot.recordings.filter(({ transcript }) => transcript && !isLost(transcript.status))
  if (withText.length === 0) return hasEnded(bot) ? null : 'not_ready'
  const zero = bot.recordings[0]?.startedAt ?? null
  const pieces = withText.map((recording) => pieceOf(recording, zero))
  return pieces.every((piece) => piece !== null) ? pieces : 'not_ready'
}

const isLost = (status: string | null) => status === 'failed' || status === 'deleted'

function pieceOf({ transcript, startedAt }: RecordingSeen, zero: DateTime | null): Piece | null {
  const url = transcript?.downloadUrl
  if (!url || transcript.status === 'processing') return null
  return { url, startedAt, offsetSeconds: startedAt && zero ? startedAt.diff(zero).as('seconds') : 0 }
}

const Text = z.string().nullish().catch(null)
const Timestamp = z
  .object({ relative: z.number().nullish().catch(null), absolute: Text })
  .nullish()
  .catch(null)
const Word = z.object({ text: z.string(), start_timestamp: Timestamp, end_timestamp: Timestamp })
const Part = z.object({
  participant: z
    .object({
      id: z.number().nullish().catch(null),
      name: Text,
      is_host: z.boolean().nullish().catch(null),
      email: Text,
    })
    .nullish(),
  language_code: Text,
  words: z.array(Word).nullish(),
})
/** The downloaded file. Parts without a word are left out. */
export const TranscriptFile = z.array(Part)

/** What a file says, on the time line of the whole call. */
export function partsOf(file: z.infer<typeof TranscriptFile>, piece: Piece): FinalPart[] {
  const parts = file.map(({ participant, language_code, words }) => ({
    participant: {
      id: participant?.id ?? null,
      name: participant?.name || null,
      isHost: participant?.is_host ?? null,
      email: participant?.email || null,
    },
    languageCode: language_code || null,
    words: (words ?? []).filter(({ text }) => text.trim() !== '').map((word) => wordOf(word, piece)),
  }))
  return parts.filter(({ words }) => words.length > 0)
}

const wordOf = ({ text, start_timestamp, end_timestamp }: z.infer<typeof Word>, piece: Piece): FinalWord => ({
  text,
  startSeconds: secondsOf(start_timestamp, piece),
  endSeconds: secondsOf(end_timestamp, piece),
})

function secondsOf(at: z.infer<typeof Timestamp>, { startedAt, offsetSeconds }: Piece): number | null {
  const relative = at?.relative ?? sinceStart(at?.absolute, startedAt)
  return relative === null ? null : Math.round((relative + offsetSeconds) * 1_000) / 1_000
}

function sinceStart(absolute: string | null | undefined, startedAt: DateTime | null): number | null {
  if (!absolute || !startedAt) return null
  const at = DateTime.fromISO(absolute)
  return at.isValid ? at.diff(startedAt).as('seconds') : null
}
