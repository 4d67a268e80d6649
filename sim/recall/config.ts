// What a client may ask of a new bot: Recall's fields with their bounds and defaults, and its wording of errors.
import { z } from 'zod'
import { parseMeetingUrl } from './meeting-url.ts'
import { RecordingConfig } from './recording-config.ts'

const seconds = (min: number, otherwise: number) => z.number().int().min(min).default(otherwise)
const switchedOn = (timeout: number, activateAfter: number) =>
  z
    .object({ timeout: seconds(10, timeout), activate_after: z.number().int().min(1).default(activateAfter) })
    .prefault({})

const AutomaticLeave = z.object({
  waiting_room_timeout: seconds(30, 1200),
  noone_joined_timeout: seconds(30, 1200),
  everyone_left_timeout: z
    .object({ timeout: seconds(1, 2), activate_after: z.number().int().min(1).nullable().default(null) })
    .prefault({}),
  in_call_not_recording_timeout: seconds(1, 3600),
  in_call_recording_timeout: z.number().int().min(1).nullable().optional(),
  recording_permission_denied_timeout: seconds(1, 30),
  silence_detection: switchedOn(3600, 1200),
  bot_detection: z
    .object({
      using_participant_events: switchedOn(600, 1200),
      using_participant_names: z
        .object({
          timeout: z.number().int().min(10),
          activate_after: z.number().int().min(1),
          matches: z.array(z.string()),
        })
        .nullable()
        .optional(),
    })
    .prefault({}),
})

const Chat = z.object({
  on_bot_join: z
    .object({
      send_to: z.enum(['host', 'everyone', 'everyone_except_host']),
      message: z.string().max(4096),
      pin: z.boolean().default(false),
    })
    .nullable()
    .optional(),
  on_participant_join: z
    .object({ message: z.string().max(4096), exclude_host: z.boolean() })
    .nullable()
    .optional(),
})

const anything = z.record(z.string(), z.unknown()).nullable().default(null)

export const BotCreate = z.object({
  meeting_url: z.string().refine((link) => parseMeetingUrl(link) !== null, {
    error: 'The meeting_url is malformed, or for an unsupported platform.',
  }),
  bot_name: z.string().min(1).max(100).default('Meeting Notetaker'),
  join_at: z.iso.datetime({ offset: true }).nullable().default(null),
  metadata: z.record(z.string(), z.string().max(500).nullable()).default({}),
  recording_config: RecordingConfig.nullable().prefault({}),
  automatic_leave: AutomaticLeave.nullable()
    .prefault({})
    .transform((given) => given ?? AutomaticLeave.parse({})),
  chat: Chat.nullable().default(null),
  output_media: anything,
  automatic_video_output: anything,
  automatic_audio_output: anything,
  variant: anything,
  zoom: anything,
  google_meet: anything,
  breakout_room: anything,
})

export type BotConfig = z.infer<typeof BotCreate>

/** Field -> messages, nested as the request is; `null` when the body is good. */
export type FieldErrors = { [field: string]: string[] | FieldErrors }

/** The request with every default filled in, or Recall's error body. */
export function readConfig(body: unknown): { config: BotConfig } | { errors: FieldErrors } {
  const parsed = BotCreate.safeParse(body ?? {}, { error: wording })
  if (parsed.success) return { config: parsed.data }
  const errors: FieldErrors = {}
  for (const issue of parsed.error.issues) put(errors, issue.path.map(String), issue.message)
  return { errors }
}

/** The phrases of the Django framework, which Recall's answers are made with. */
function wording(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'This field is required.'
  if (issue.code === 'invalid_type' && issue.input === null) return 'This field may not be null.'
  if (issue.code === 'invalid_type') return `Not a valid ${issue.expected}.`
  if (issue.code === 'too_small' && issue.origin === 'string') return 'This field may not be blank.'
  if (issue.code === 'too_small' && issue.origin === 'array') return 'This list may not be empty.'
  if (issue.code === 'too_small') return `Ensure this value is greater than or equal to ${issue.minimum}.`
  if (issue.code === 'too_big') return `Ensure this field has no more than ${issue.maximum} characters.`
  if (issue.code === 'invalid_value') return `"${String(issue.input)}" is not a valid choice.`
  if (issue.code === 'invalid_format')
    return 'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].'
  return 'Invalid value.'
}

function put(errors: FieldErrors, [head = 'non_field_errors', ...rest]: string[], message: string) {
  const known = errors[head]
  if (rest.length === 0) errors[head] = [...(Array.isArray(known) ? known : []), message]
  else {
    const inner: FieldErrors = known && !Array.isArray(known) ? known : {}
    errors[head] = inner
    put(inner, rest, message)
  }
}
