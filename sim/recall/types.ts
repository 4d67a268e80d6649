// The nouns of the Recall stand-in, as they lie on disk. All moments are milliseconds since 1970, virtual.
import type { BotConfig } from './config.ts'
import type { MeetingUrl } from './meeting-url.ts'

export type Metadata = Record<string, string | null>

/** What is due next in a bot's life. They are on disk, so that a restart goes on where virtual time says. */
export type Step =
  | 'launch'
  | 'knock'
  | 'fatal'
  | 'salvage'
  | 'admit'
  | 'allow_recording'
  | 'deny_recording'
  | 'record'
  | 'talk'
  | 'leave'
  | 'upload'
  | 'shut_down'
  | 'transcribe'
  | 'expire'

export type Due = { at: number; step: Step; subCode?: string; artifactId?: string }

/** Where the bot is. `waiting` = before its time; `gone` = done, fatal or deleted. */
export type Place = 'waiting' | 'joining' | 'lobby' | 'in_call' | 'recording' | 'paused' | 'ended' | 'gone'

export type StatusChange = { code: string; subCode: string | null; at: number }

export type SimBot = {
  id: string
  createdAt: number
  config: BotConfig
  meetingUrl: MeetingUrl
  /** Null = as soon as possible. Shown as null once the bot has joined. */
  joinAt: number | null
  scheduled: boolean
  place: Place
  statusChanges: StatusChange[]
  due: Due[]
  recordings: SimRecording[]
  /** The host has made up their mind before the bot knocked. */
  refused: boolean
  /** Index of the next moment in the timeline of the talk. */
  nextMoment: number
  chatSent: { at: number; text: string; to: string }[]
}

export type RecordingStatus = 'processing' | 'paused' | 'done' | 'failed' | 'deleted'

export type SimRecording = {
  id: string
  createdAt: number
  startedAt: number
  completedAt: number | null
  expiresAt: number | null
  /** When people begin to speak. */
  talkStartsAt: number
  /** Spans without recording; an open one ends at null. */
  pauses: { from: number; to: number | null }[]
  status: Status
  artifacts: SimArtifact[]
  endpoints: SimEndpoint[]
  /** False when nothing is kept (retention null): only live text leaves the meeting. */
  isKept: boolean
  metadata: Metadata
}

export type ArtifactKind = 'transcript' | 'participant_events' | 'meeting_metadata' | 'video_mixed'
export type Status = { code: RecordingStatus; subCode: string | null; at: number }

export type SimArtifact = {
  id: string
  kind: ArtifactKind
  createdAt: number
  status: Status
  metadata: Metadata
  /** Transcripts only. */
  provider?: Record<string, unknown>
  diarization?: Record<string, unknown> | null
}

export type SimEndpoint = { id: string; url: string; events: string[] }
