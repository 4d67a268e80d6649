// `recording_config` of a new bot: what is recorded, transcribed, kept, and sent while people speak.
import { z } from 'zod'

const metadata = z.record(z.string(), z.string().max(500).nullable()).default({})
const on = z.object({ metadata: metadata.optional() }).nullable().prefault({})
const off = z.object({ metadata: metadata.optional() }).nullable().default(null)

export const providersWhileRecording = [
  'recallai_streaming',
  'meeting_captions',
  'assembly_ai_v3_streaming',
  'assembly_ai_async_chunked',
  'deepgram_streaming',
  'gladia_v2_streaming',
  'rev_streaming',
  'aws_transcribe_streaming',
  'speechmatics_streaming',
]

const overWebhook = [
  ...['join', 'leave', 'update', 'speech_on', 'speech_off', 'webcam_on', 'webcam_off'],
  ...['screenshare_on', 'screenshare_off', 'chat_message'],
]
  .map((name) => `participant_events.${name}`)
  .concat(['transcript.data', 'transcript.partial_data', 'transcript.provider_data'])

const overWebsocket = [
  ...overWebhook,
  ...[
    'audio_mixed_raw.data',
    'audio_separate_raw.data',
    'video_separate_png.data',
    'video_separate_h264.data',
  ],
]

const endpoint = <T extends string>(type: T, protocol: RegExp, events: string[]) =>
  z.object({
    type: z.literal(type),
    url: z.url({ protocol, error: 'Enter a valid URL.' }),
    events: z.array(z.enum(events)).min(1),
  })

const RealtimeEndpoint = z.discriminatedUnion('type', [
  endpoint('webhook', /^https?$/, overWebhook),
  endpoint('websocket', /^wss?$/, overWebsocket),
  endpoint('rtmp', /^rtmps?$/, ['video_mixed_flv.data']),
])

export const Provider = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .refine((provider) => Object.keys(provider).length === 1, { error: 'Exactly one provider must be given.' })

export const Diarization = z
  .object({ use_separate_streams_when_available: z.boolean().default(false) })
  .nullable()
  .optional()

export const RecordingConfig = z
  .object({
    transcript: z.object({ provider: Provider, diarization: Diarization, metadata }).nullable().default(null),
    realtime_endpoints: z.array(RealtimeEndpoint).default([]),
    retention: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('timed'), hours: z.number().int().min(1).default(168) }),
        z.object({ type: z.literal('forever') }),
      ])
      .nullable()
      .prefault({ type: 'timed' }),
    video_mixed_mp4: on,
    participant_events: on,
    meeting_metadata: on,
    video_mixed_layout: z
      .enum(['speaker_view', 'gallery_view', 'gallery_view_v2', 'audio_only'])
      .default('speaker_view'),
    video_mixed_participant_video_when_screenshare: z.enum(['hide', 'beside', 'overlap']).default('overlap'),
    start_recording_on: z
      .enum(['call_join', 'participant_join', 'participant_speak', 'manual'])
      .default('participant_join'),
    include_bot_in_recording: z.object({ audio: z.boolean().default(false) }).prefault({}),
    metadata,
    audio_mixed_raw: off,
    audio_mixed_mp3: off,
    audio_separate_raw: off,
    audio_separate_mp3: off,
    video_separate_mp4: off,
    video_separate_png: off,
    video_separate_h264: off,
    video_mixed_flv: off,
  })
  .superRefine((config, refusals) => {
    const wantsText = config.realtime_endpoints.some(({ events }) =>
      events.some((name) => name.startsWith('transcript.')),
    )
    if (wantsText && !config.transcript)
      refusals.addIssue({
        code: 'custom',
        path: ['realtime_endpoints'],
        message: 'Transcript events need a transcript provider.',
      })
  })
