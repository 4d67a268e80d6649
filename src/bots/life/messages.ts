/** What we read in Recall's messages (https://docs.recall.ai/docs/bot-status-change-events and the pages beside it). */
import { DateTime } from 'luxon'
import { z } from 'zod'

const HOLDS_NUL = 'holds a NUL character' // which Postgres cannot store
const Code = z
  .string()
  .min(1)
  .max(100)
  .refine((code) => !code.includes('\0'), HOLDS_NUL)
export const Id = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => !id.includes('\0'), HOLDS_NUL)
const SubCode = Code.nullish()
  .or(z.literal(''))
  .transform((code) => code || null)
export const Instant = z.iso
  .datetime({ offset: true })
  .transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
/** Postgres cannot store NUL; nobody says it either. */
const Words = z.string().transform((text) => text.replaceAll('\0', ''))

const Status = z.object({ code: Code, sub_code: SubCode, updated_at: Instant })
export const BotRef = z.object({
  id: Id,
  metadata: z.record(z.string(), z.string().nullable()).nullish(),
})
export type BotRef = z.infer<typeof BotRef>

export const BotMessage = z.object({ data: z.object({ data: Status, bot: BotRef }) })

/** recording.* and transcript.*; a recording of somebody's desktop has no bot. */
export const ArtifactMessage = z.object({
  data: z.object({
    data: Status,
    recording: z.object({ id: Id }),
    bot: BotRef.nullish(),
  }),
})

const Seconds = z.number().min(-86_400).max(604_800)
const At = z.object({ relative: Seconds.nullish() }).nullish()
const Word = z.object({ text: Words, start_timestamp: At, end_timestamp: At })

export const LineMessage = z.object({
  data: z.object({
    data: z.object({
      words: z.array(Word).max(5_000),
      participant: z
        .object({ id: z.number().nullish(), name: Words.nullish(), email: Words.nullish() })
        .nullish(),
    }),
  }),
})
/** Somebody came, left, or wrote in the chat (https://docs.recall.ai/docs/meeting-participants-events). */
export const ParticipantMessage = z.object({
  data: z.object({
    data: z.object({
      participant: z
        .object({ id: z.number().nullish(), name: Words.nullish(), is_host: z.boolean().nullish() })
        .nullish(),
      timestamp: z.object({ absolute: Instant.nullish() }).nullish(),
      data: z.object({ text: Words.nullish() }).nullish(),
    }),
  }),
})

/** Words in progress look like finished ones. */
export const PartialMessage = LineMessage
export type SpokenWords = z.infer<typeof LineMessage>['data']['data']
