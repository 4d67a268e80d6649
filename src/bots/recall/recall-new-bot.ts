/**
 * What we ask for when we ask for a bot: pure, wish in, body of `POST /api/v1/bot/` out.
 * https://docs.recall.ai/docs/creating-and-scheduling-bots
 */
import type { DateTime } from 'luxon'
import type { components } from '#bots/recall/recall.gen.ts'

export type NewBot = {
  intentId: string
  /** Raised by the caller after each 507, whose answer would otherwise be replayed for an hour. */
  epoch: number
  organizationId: string
  occurrenceId: string
  generation: number
  meetingUrl: string
  /** null: at once. A time that has passed is never sent. */
  joinAt: DateTime | null
  botName: string
  /** What it says in the chat when it comes in; null = nothing. At most 500 characters, which is Meet's limit. */
  greeting: string | null
  /** Public, with its own token in the query. */
  realtimeUrl: string
}

type Body = components['schemas']['BotCreate']

const RETENTION_HOURS = 168 // always said: the default depends on the account's age
const MAX_NAME_CHARACTERS = 100

/** One key for one wish and epoch: a repeat within the hour brings the first answer instead of a second bot. */
export const idempotencyKey = ({ intentId, epoch }: NewBot) => `${intentId}:${epoch}`

export function newBotBody(want: NewBot, environment: string): Body {
  return {
    meeting_url: want.meetingUrl,
    bot_name: want.botName.slice(0, MAX_NAME_CHARACTERS),
    ...(want.joinAt && { join_at: wireTime(want.joinAt) }),
    metadata: {
      intent: want.intentId,
      org: want.organizationId,
      occ: want.occurrenceId,
      gen: String(want.generation),
      env: environment,
    },
    recording_config: recordingConfig(want.realtimeUrl),
    automatic_leave: AUTOMATIC_LEAVE,
    ...(want.greeting && { chat: { on_bot_join: { send_to: 'everyone', message: want.greeting } } }),
  }
}

export const wireTime = (at: DateTime): string => {
  const text = at.toUTC().toISO()
  if (text === null) throw new Error('A bot cannot join at a time that does not exist')
  return text
}

const recordingConfig = (url: string): NonNullable<Body['recording_config']> => ({
  // Words within seconds; the provider offers this mode in English only.
  transcript: { provider: { recallai_streaming: { language_code: 'en', mode: 'prioritize_low_latency' } } },
  realtime_endpoints: [
    {
      type: 'webhook',
      url,
      // Nothing that we would not use: each message costs the meeting's sender a round trip.
      events: [
        ...(['transcript.data', 'transcript.partial_data'] as const),
        ...(['join', 'leave', 'chat_message'] as const).map((what) => `participant_events.${what}` as const),
      ],
    },
  ],
  retention: { type: 'timed', hours: RETENTION_HOURS },
})

/**
 * When the bot goes by itself, in seconds. Another notetaker counts as a participant, so that two of them would keep
 * each other in an empty call: hence both kinds of bot detection, and the ceiling.
 * https://docs.recall.ai/docs/automatic-leaving-behavior
 */
const AUTOMATIC_LEAVE: NonNullable<Body['automatic_leave']> = {
  waiting_room_timeout: 900,
  noone_joined_timeout: 900,
  everyone_left_timeout: { timeout: 30, activate_after: 60 },
  in_call_not_recording_timeout: 1_800,
  in_call_recording_timeout: 4 * 3_600,
  recording_permission_denied_timeout: 60,
  silence_detection: { timeout: 1_800, activate_after: 1_200 },
  bot_detection: {
    using_participant_events: { timeout: 600, activate_after: 1_200 },
    using_participant_names: {
      timeout: 60,
      activate_after: 300,
      // Parts of names, in any case. Only words that no person is called.
      matches: [
        ...['notetaker', 'note taker', 'meeting notes', 'recorder', 'fireflies', 'otter.ai', 'otterpilot'],
        ...['read.ai', 'read ai', 'fathom', 'tl;dv', 'tldv', 'meetgeek', 'avoma', 'sembly', 'liveconvo'],
      ],
    },
  },
}
