// A recording: how one begins, what was heard during it, and its artifacts.
import { randomUUID } from 'node:crypto'
import type { MeetingScript } from '../meeting-script.ts'
import { lengthOf, type Meetings } from '../meetings.ts'
import type { Scene } from './scene.ts'
import { type Moment, timelineOf } from './timeline.ts'
import type { ArtifactKind, SimArtifact, SimBot, SimRecording } from './types.ts'

const TALK_BEGINS_AFTER_MS = 1_000
const HOUR_MS = 3_600_000

/** The words of this bot's meeting. Without `play`, the link picks one of the known scripts, always the same. */
export function scriptOf(meetings: Meetings, scene: Scene, link: string): MeetingScript {
  if (scene.isSilent) return { name: 'silence', title: 'Silence', lines: [] }
  const names = meetings.names()
  const any =
    names[[...link].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % names.length]
  const script = meetings.get(scene.play ?? any ?? '')
  return script ?? shortTalk
}

const shortTalk: MeetingScript = {
  name: 'short-talk',
  title: 'Short talk',
  lines: [
    { speaker: 'Dana Ito', text: 'Good morning, this one is short.', start: 0, end: 3 },
    { speaker: 'Lee Okafor', text: 'Then let us decide to ship on Friday.', start: 3.5, end: 7 },
    {
      speaker: 'Dana Ito',
      text: 'Agreed. I will write the release notes until Thursday.',
      start: 7.5,
      end: 12,
    },
  ],
}

export function beginRecording(bot: SimBot, scene: Scene, at: number): SimRecording {
  const config = bot.config.recording_config
  const artifact = (kind: ArtifactKind, isOn: unknown, more: Partial<SimArtifact> = {}): SimArtifact[] =>
    isOn ? [{ ...newArtifact(kind, at), ...more }] : []
  return {
    id: randomUUID(),
    createdAt: at,
    startedAt: at,
    completedAt: null,
    expiresAt: null,
    talkStartsAt: Math.max(at + TALK_BEGINS_AFTER_MS, scene.at),
    pauses: [],
    status: { code: 'processing', subCode: null, at },
    artifacts: [
      ...artifact('participant_events', config?.participant_events),
      ...artifact('meeting_metadata', config?.meeting_metadata),
      ...artifact('video_mixed', config?.video_mixed_mp4),
      ...artifact('transcript', config?.transcript, {
        metadata: config?.transcript?.metadata ?? {},
        provider: config?.transcript?.provider ?? {},
        diarization: config?.transcript?.diarization ?? null,
      }),
    ],
    isKept: config?.retention !== null,
    endpoints: (config?.realtime_endpoints ?? [])
      .filter((endpoint) => endpoint.type === 'webhook') // websockets and RTMP are not played here
      .map(({ url, events }) => ({ id: randomUUID(), url, events })),
    metadata: config?.metadata ?? {},
  }
}

export const newArtifact = (kind: ArtifactKind, at: number): SimArtifact => ({
  id: randomUUID(),
  kind,
  createdAt: at,
  status: { code: 'processing', subCode: null, at },
  metadata: {},
})

/** When the host ends the call by themselves, milliseconds since 1970. */
export const talkEndsAt = (recording: SimRecording, script: MeetingScript): number =>
  recording.talkStartsAt + (lengthOf(script) + 3) * 1000

export const momentAt = (recording: SimRecording, moment: Moment): number =>
  Math.round(recording.talkStartsAt + moment.at * 1000)

/** What the recording caught: not what was said before, after, or while it was paused. */
export function heard(recording: SimRecording, script: MeetingScript, now: number): Moment[] {
  const until = recording.completedAt ?? now
  const isPaused = (at: number) =>
    recording.pauses.some(({ from, to }) => from <= at && at < (to ?? until + 1))
  return timelineOf(script).filter((moment) => {
    const at = momentAt(recording, moment)
    return at <= until && !isPaused(at)
  })
}

export function expiryOf(bot: SimBot, doneAt: number): number | null {
  const retention = bot.config.recording_config?.retention
  return retention?.type === 'timed' ? doneAt + retention.hours * HOUR_MS : null
}
