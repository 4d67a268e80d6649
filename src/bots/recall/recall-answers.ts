/**
 * What we read in Recall.ai's answers, and in our words. It may add fields and codes whenever it likes, and almost
 * anything may be null; only an id is required. Codes stay as they are: they are open sets.
 */
import { DateTime } from 'luxon'
import { z } from 'zod'

export type StatusSeen = { code: string; subCode: string | null; message: string | null; at: DateTime }
export type TranscriptSeen = { id: string; status: string | null; downloadUrl: string | null }
/** The mixed picture and sound, or the sound alone. */
export type MediaSeen = { kind: 'video' | 'audio'; status: string | null; downloadUrl: string | null }
export type RecordingSeen = {
  id: string
  status: string | null
  startedAt: DateTime | null
  completedAt: DateTime | null
  /** When it will be deleted; null: not known, or never. */
  expiresAt: DateTime | null
  transcript: TranscriptSeen | null
  media: MediaSeen | null
  /** Where the list of who came, left and wrote lies. */
  peopleUrl: string | null
}
export type BotAsSeen = {
  recallBotId: string
  metadata: Readonly<Record<string, string | null>>
  /** Null once it joined, and for a bot that was sent at once. */
  joinAt: DateTime | null
  /** Oldest first, whatever order they came in. */
  statusChanges: StatusSeen[]
  /** Oldest first; more than one when recording was started again. */
  recordings: RecordingSeen[]
}

const Id = z.string().min(1)
const Text = z.string().nullish().catch(null)
const Address = z
  .url({ protocol: /^https?$/ })
  .nullish()
  .catch(null)
const Instant = z.iso.datetime({ offset: true }).transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
const MaybeInstant = Instant.nullish().catch(null)
const Status = z.object({ code: Text }).nullish().catch(null)

const Transcript = z
  .object({ id: Id, status: Status, data: z.object({ download_url: Address }).nullish().catch(null) })
  .transform(
    ({ id, status, data }): TranscriptSeen => ({
      id,
      status: status?.code ?? null,
      downloadUrl: data?.download_url ?? null,
    }),
  )

const Media = z
  .object({ status: Status, data: z.object({ download_url: Address }).nullish().catch(null) })
  .nullish()
  .catch(null)
const People = z
  .object({ data: z.object({ participant_events_download_url: Address }).nullish() })
  .nullish()
  .catch(null)
const Shortcuts = z.object({
  transcript: Transcript.nullish(),
  video_mixed: Media,
  audio_mixed: Media,
  participant_events: People,
})

const StatusChange = z
  .object({ code: z.string(), sub_code: Text, message: Text, created_at: Instant })
  .transform(
    ({ code, sub_code, message, created_at }): StatusSeen => ({
      code,
      subCode: sub_code || null, // some samples say "" for none
      message: message ?? null,
      at: created_at,
    }),
  )

const Recording = z
  .object({
    id: Id,
    status: Status,
    started_at: MaybeInstant,
    completed_at: MaybeInstant,
    expires_at: MaybeInstant,
    media_shortcuts: Shortcuts.nullish(),
  })
  .transform(
    ({ id, status, started_at, completed_at, expires_at, media_shortcuts: shortcuts }): RecordingSeen => ({
      id,
      status: status?.code ?? null,
      startedAt: started_at ?? null,
      completedAt: completed_at ?? null,
      expiresAt: expires_at ?? null,
      transcript: shortcuts?.transcript ?? null,
      media: mediaOf('video', shortcuts?.video_mixed) ?? mediaOf('audio', shortcuts?.audio_mixed),
      peopleUrl: shortcuts?.participant_events?.data?.participant_events_download_url ?? null,
    }),
  )

const mediaOf = (kind: MediaSeen['kind'], media: z.output<typeof Media>): MediaSeen | null =>
  media ? { kind, status: media.status?.code ?? null, downloadUrl: media.data?.download_url ?? null } : null

export const BotAnswer = z
  .object({
    id: Id,
    metadata: z.record(z.string(), z.string().nullable()).nullish().catch(null),
    join_at: MaybeInstant,
    status_changes: z.array(StatusChange).nullish(),
    recordings: z.array(Recording).nullish(),
  })
  .transform(
    (bot): BotAsSeen => ({
      recallBotId: bot.id,
      metadata: bot.metadata ?? {},
      joinAt: bot.join_at ?? null,
      statusChanges: (bot.status_changes ?? []).toSorted((a, b) => a.at.toMillis() - b.at.toMillis()),
      recordings: (bot.recordings ?? []).toSorted((a, b) => millis(a.startedAt) - millis(b.startedAt)),
    }),
  )

/** Only its id matters to us, and only that may make it unreadable: the bot exists. */
export const CreatedBot = z.object({ id: Id })
export const UsageAnswer = z.object({ bot_total: z.number().nonnegative() })
export const BotPage = z.object({ next: z.string().nullish(), results: z.array(BotAnswer) })

const OVER = ['call_ended', 'done', 'fatal', 'media_expired', 'analysis_done', 'analysis_failed']

/** It has left its call, or never got in, and will not come again. */
export const hasEnded = ({ statusChanges }: BotAsSeen): boolean =>
  statusChanges.some(({ code }) => OVER.includes(code))

const INSIDE = [
  'in_call_not_recording',
  'in_call_recording',
  'recording_permission_allowed',
  'recording_permission_denied',
]

/** It is in the room with people. */
export const isInCallAsSeen = (bot: BotAsSeen): boolean =>
  !hasEnded(bot) && INSIDE.includes(bot.statusChanges.at(-1)?.code ?? '')

const millis = (at: DateTime | null) => at?.toMillis() ?? Number.MAX_SAFE_INTEGER // not begun: last
