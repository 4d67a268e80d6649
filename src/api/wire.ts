/** What crosses the wire: instants as ISO 8601 in UTC, and the words that several answers share. */
import { DateTime } from 'luxon'
import { z } from 'zod'

/** luxon DateTime inside, ISO text outside. */
export const Instant = z
  .codec(z.iso.datetime({ offset: true }), z.custom<DateTime>(DateTime.isDateTime), {
    decode: (text) => DateTime.fromISO(text, { zone: 'utc' }),
    encode: (instant) => instant.toUTC().toISO() ?? '', // an invalid DateTime cannot come from our own code
  })
  .meta({ description: 'ISO 8601, UTC' })

export const Id = z.uuid()
export const Platform = z.string().meta({ description: 'zoom, google_meet, teams, webex, goto, local, …' })
export const Role = z.enum(['owner', 'admin', 'member'])
export const BotState = z.enum([
  'planned',
  'claiming',
  'scheduled',
  'joining',
  'waiting_room',
  'in_call',
  'recording',
  'leaving',
  'cancelling',
  'done',
  'failed',
  'cancelled',
])
export const Person = z.object({
  email: z.string(),
  name: z.string().nullable(),
  response: z.enum(['needs_action', 'accepted', 'tentative', 'declined']),
  isOrganizer: z.boolean(),
})
/** A part of a document. */
export const Passage = z.object({
  place: z.number().int().meta({ description: 'from 0, in the order of reading' }),
  page: z.number().int().nullable().meta({ description: 'from 1; null where the file has none' }),
  paragraph: z.number().int().meta({ description: 'from 1, in the page, or else in the document' }),
  text: z.string(),
})
export const TrailStep = z.object({
  step: z.string(),
  outcome: z.enum(['passed', 'join', 'skip']),
  detail: z.string().optional(),
})

/** A stream in place of JSON; see `streams` in route.ts. */
export const StreamAnswer = z.object({
  status: z.union([z.literal(200), z.literal(206), z.literal(416)]),
  headers: z.record(z.string(), z.string()),
  body: z.custom<ReadableStream<Uint8Array>>((value) => value instanceof ReadableStream).nullable(),
})

/** A file in place of JSON; see `sends` in route.ts. */
export const FileAnswer = z.object({
  name: z.string(),
  type: z.string(),
  body: z.custom<Buffer>((value) => Buffer.isBuffer(value)),
})
