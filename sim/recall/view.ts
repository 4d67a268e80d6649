// How bots, recordings and artifacts look in Recall's answers.
import { isoOrNull, isoZ } from './instants.ts'
import { scriptOf } from './recording.ts'
import type { SimArtifact, SimBot, SimRecording, Status } from './types.ts'
import { type RecallWorld, sceneFor } from './world.ts'

/** Makes a link that opens without the API key, for a while. */
export type Link = (kind: string, artifactId: string) => string

export function botView(world: RecallWorld, link: Link, bot: SimBot) {
  return {
    ...bot.config,
    id: bot.id,
    meeting_url: bot.meetingUrl,
    join_at: bot.place === 'waiting' ? isoOrNull(bot.joinAt) : null,
    status_changes: bot.statusChanges.map(({ code, subCode, at }) => ({
      code,
      message: null,
      created_at: isoZ(at),
      sub_code: subCode,
    })),
    recordings: bot.recordings
      .filter(({ isKept }) => isKept)
      .map((recording) => recordingView(world, link, bot, recording)),
    calendar_meetings: [],
    slack_team: null,
  }
}

export function recordingView(world: RecallWorld, link: Link, bot: SimBot, recording: SimRecording) {
  const shortcut = (kind: SimArtifact['kind']) => {
    const artifact = recording.artifacts.findLast((candidate) => candidate.kind === kind)
    if (!artifact || recording.status.code === 'deleted') return null
    const { recording: _surroundings, ...view } = artifactView(world, link, bot, recording, artifact)
    return view
  }
  return {
    id: recording.id,
    created_at: isoZ(recording.createdAt),
    started_at: isoZ(recording.startedAt),
    completed_at: isoOrNull(recording.completedAt),
    expires_at: isoOrNull(recording.expiresAt),
    status: statusView(recording.status),
    metadata: recording.metadata,
    media_shortcuts: {
      video_mixed: shortcut('video_mixed'),
      transcript: shortcut('transcript'),
      participant_events: shortcut('participant_events'),
      meeting_metadata: shortcut('meeting_metadata'),
      audio_mixed: null,
    },
  }
}

/** As GET /recording/{id}/ shows it: with its surroundings. */
export const recordingDetail = (world: RecallWorld, link: Link, bot: SimBot, recording: SimRecording) => ({
  ...recordingView(world, link, bot, recording),
  realtime_endpoints: recording.endpoints.map(({ id }) => ({ id, metadata: {} })),
  bot: { id: bot.id, metadata: bot.config.metadata },
  desktop_sdk_upload: null,
})

export function artifactView(
  world: RecallWorld,
  link: Link,
  bot: SimBot,
  recording: SimRecording,
  artifact: SimArtifact,
) {
  const url = (kind: string) => (artifact.status.code === 'done' ? link(kind, artifact.id) : null)
  return {
    id: artifact.id,
    recording: { id: recording.id, metadata: recording.metadata },
    created_at: isoZ(artifact.createdAt),
    status: statusView(artifact.status),
    metadata: artifact.metadata,
    ...dataOf(world, bot, artifact, url),
  }
}

function dataOf(
  world: RecallWorld,
  bot: SimBot,
  artifact: SimArtifact,
  url: (kind: string) => string | null,
) {
  switch (artifact.kind) {
    case 'transcript':
      return {
        data: { download_url: url('transcript'), provider_data_download_url: url('provider_data') },
        diarization: artifact.diarization ?? null,
        provider: artifact.provider,
      }
    case 'participant_events':
      return {
        data: {
          participant_events_download_url: url('participant_events'),
          speaker_timeline_download_url: url('speaker_timeline'),
          participants_download_url: url('participants'),
        },
      }
    case 'meeting_metadata': {
      const { title } = scriptOf(world.context.meetings, sceneFor(bot), bot.config.meeting_url)
      return { data: { title, zoom: null } }
    }
    case 'video_mixed':
      return { data: { download_url: url('video_mixed') }, format: 'mp4' }
  }
}

const statusView = ({ code, subCode, at }: Status) => ({ code, sub_code: subCode, updated_at: isoZ(at) })
