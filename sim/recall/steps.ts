// What happens at each step of a bot's life, and what becomes due after it. `at` is the step's own moment, which
// lies in the past when a restart catches up.
import { beginRecording, expiryOf, momentAt, scriptOf, talkEndsAt } from './recording.ts'
import { speak } from './speak.ts'
import { timelineOf } from './timeline.ts'
import type { Due, SimBot, SimRecording, Step } from './types.ts'
import { type RecallWorld, sceneFor, setArtifact, setRecording, setStatus, tellEndpoint } from './world.ts'

type Run = (world: RecallWorld, bot: SimBot, at: number, due: Due) => void

const SECOND = 1_000
const KNOCK_AFTER_MS = 3 * SECOND
const LOBBY_CAP_SECONDS: Record<string, number> = { google_meet: 600, microsoft_teams: 1800 }

export const steps: Record<Step, Run> = {
  launch(world, bot, at) {
    const scene = sceneFor(bot)
    bot.place = 'joining'
    setStatus(world, bot, 'joining_call', at)
    const next = scene.fatal ? 'fatal' : scene.lobbySeconds > 0 || scene.isRefused ? 'knock' : 'admit'
    plan(bot, { at: at + KNOCK_AFTER_MS, step: next })
  },

  fatal(world, bot, at) {
    const recording = bot.recordings.at(-1)
    bot.place = 'gone'
    setStatus(world, bot, 'fatal', at, sceneFor(bot).fatal ?? 'bot_errored')
    if (!recording) return
    recording.completedAt = at
    for (const pause of recording.pauses) pause.to ??= at
    plan(bot, { at: at + 5 * SECOND, step: 'salvage' })
  },

  /** What had been recorded when the bot broke. */
  salvage(world, bot, at) {
    const recording = bot.recordings.at(-1)
    if (recording) finish(world, bot, recording, at)
  },

  knock(world, bot, at) {
    const { isRefused, lobbySeconds } = sceneFor(bot)
    bot.place = 'lobby'
    setStatus(world, bot, 'in_waiting_room', at)
    plan(bot, lobbyTimeout(bot, at))
    const isOpened = !isRefused && !bot.refused && !world.knobs.faults.isLobbyStuck
    if (isOpened) bot.due.push({ at: at + lobbySeconds * SECOND, step: 'admit' })
  },

  admit(world, bot, at) {
    const scene = sceneFor(bot)
    const limits = bot.config.automatic_leave
    const config = bot.config.recording_config
    bot.place = 'in_call'
    setStatus(world, bot, 'in_call_not_recording', at)
    const begins = at + Math.max(SECOND / 2, scene.lateSeconds * SECOND)
    const leave = (seconds: number, subCode: string): Due => ({
      at: at + seconds * SECOND,
      step: 'leave',
      subCode,
    })
    if (!config || config.start_recording_on === 'manual')
      plan(bot, leave(limits.in_call_not_recording_timeout, 'timeout_exceeded_in_call_not_recording'))
    else {
      plan(bot, leave(limits.noone_joined_timeout, 'timeout_exceeded_noone_joined'))
      if (!scene.isEmpty) bot.due.push({ at: begins, step: afterArrival(bot) })
    }
  },

  allow_recording(world, bot, at) {
    setStatus(world, bot, 'recording_permission_allowed', at)
    plan(bot, { at: at + SECOND / 2, step: 'record' })
  },

  deny_recording(world, bot, at) {
    setStatus(world, bot, 'recording_permission_denied', at, 'zoom_local_recording_request_denied_by_host')
    const seconds = bot.config.automatic_leave.recording_permission_denied_timeout
    const subCode = 'timeout_exceeded_recording_permission_denied'
    plan(bot, { at: at + seconds * SECOND, step: 'leave', subCode })
  },

  record(world, bot, at) {
    const recording = beginRecording(bot, sceneFor(bot), at)
    bot.recordings.push(recording)
    bot.nextMoment = 0
    bot.place = 'recording'
    setStatus(world, bot, 'in_call_recording', at)
    setRecording(world, bot, recording, { code: 'processing', at })
    for (const artifact of recording.artifacts)
      setArtifact(world, bot, recording, artifact, { code: 'processing', at })
    for (const { id } of recording.endpoints) tellEndpoint(world.outbox, bot, id, 'running', at)
    const hello = bot.config.chat?.on_bot_join
    if (hello) speak.chat(world, bot, recording, hello.message, hello.send_to, at)
    plan(bot, ...endings(world, bot, recording), ...nextTalk(world, bot, recording))
  },

  talk(world, bot, at) {
    const recording = bot.recordings.at(-1)
    if (!recording) return
    const timeline = timelineOf(scriptFor(world, bot))
    for (let moment = timeline[bot.nextMoment]; moment; moment = timeline[bot.nextMoment]) {
      if (momentAt(recording, moment) > at) break
      bot.nextMoment += 1
      if (bot.place === 'recording') speak.moment(world, bot, recording, moment, at)
    }
    bot.due.push(...nextTalk(world, bot, recording))
  },

  leave(world, bot, at, { subCode = 'call_ended_by_host' }) {
    const recording = bot.recordings.at(-1)
    bot.place = 'ended'
    setStatus(world, bot, 'call_ended', at, subCode)
    if (recording) {
      recording.completedAt = at
      for (const pause of recording.pauses) pause.to ??= at
    }
    plan(bot, { at: at + (recording ? 5 : 2) * SECOND, step: recording ? 'upload' : 'shut_down' })
  },

  upload(world, bot, at) {
    const recording = bot.recordings.at(-1)
    if (recording) finish(world, bot, recording, at)
    plan(bot, { at: at + SECOND, step: 'shut_down' })
  },

  shut_down(world, bot, at) {
    bot.place = 'gone'
    setStatus(world, bot, 'done', at)
  },

  transcribe(world, bot, at, { artifactId }) {
    for (const recording of bot.recordings) {
      const transcript = recording.artifacts.find(
        ({ id, status }) => id === artifactId && status.code === 'processing',
      )
      if (transcript) setArtifact(world, bot, recording, transcript, transcription(bot, at))
    }
  },

  expire(world, bot, at) {
    for (const recording of bot.recordings) deleteRecording(world, bot, recording, at)
  },
}

/** Replaces what was due in the call by what is due now; what outlives the call stays. */
function plan(bot: SimBot, ...next: Due[]) {
  bot.due = [...bot.due.filter(({ step }) => step === 'expire' || step === 'transcribe'), ...next]
}

function lobbyTimeout(bot: SimBot, at: number): Due {
  const own = bot.config.automatic_leave.waiting_room_timeout
  const cap = LOBBY_CAP_SECONDS[bot.meetingUrl.platform] ?? own
  const platformEnds = cap < own && bot.meetingUrl.platform === 'google_meet'
  const subCode = platformEnds
    ? 'call_ended_by_platform_waiting_room_timeout'
    : 'timeout_exceeded_waiting_room'
  return { at: at + Math.min(own, cap) * SECOND, step: 'leave', subCode }
}

/** Only Zoom asks the host for permission. */
function afterArrival(bot: SimBot): Step {
  if (bot.meetingUrl.platform !== 'zoom') return 'record'
  return sceneFor(bot).isDenied ? 'deny_recording' : 'allow_recording'
}

const scriptFor = (world: RecallWorld, bot: SimBot) =>
  scriptOf(world.context.meetings, sceneFor(bot), bot.config.meeting_url)

function nextTalk(world: RecallWorld, bot: SimBot, recording: SimRecording): Due[] {
  const moment = timelineOf(scriptFor(world, bot))[bot.nextMoment]
  return moment ? [{ at: momentAt(recording, moment), step: 'talk' }] : []
}

/** Every way in which this call may end by itself; the first one to come due wins. */
function endings(world: RecallWorld, bot: SimBot, recording: SimRecording): Due[] {
  const scene = sceneFor(bot)
  const limits = bot.config.automatic_leave
  const began = recording.startedAt
  const leave = (at: number, subCode: string): Due => ({ at, step: 'leave', subCode })
  const talkEnds = talkEndsAt(recording, scriptFor(world, bot))
  const { timeout, activate_after } = limits.silence_detection
  const silentUntil = began + Math.max(timeout, activate_after) * SECOND
  const end = scene.isSilent
    ? leave(silentUntil, 'timeout_exceeded_silence_detected')
    : scene.isAbandoned
      ? leave(talkEnds + limits.everyone_left_timeout.timeout * SECOND, 'timeout_exceeded_everyone_left')
      : leave(talkEnds, 'call_ended_by_host')
  const longest = limits.in_call_recording_timeout
  return [
    end,
    ...(scene.kickAfterSeconds === null
      ? []
      : [leave(began + scene.kickAfterSeconds * SECOND, 'bot_kicked_from_call')]),
    ...(scene.crashAfterSeconds === null
      ? []
      : [{ at: began + scene.crashAfterSeconds * SECOND, step: 'fatal' } as const]),
    ...(longest ? [leave(began + longest * SECOND, 'timeout_exceeded_in_call_recording')] : []),
  ]
}

function finish(world: RecallWorld, bot: SimBot, recording: SimRecording, at: number) {
  for (const { id } of recording.endpoints)
    if (!world.realtime.hasFailed(id)) tellEndpoint(world.outbox, bot, id, 'done', at)
  for (const artifact of recording.artifacts.toReversed())
    setArtifact(
      world,
      bot,
      recording,
      artifact,
      artifact.kind === 'transcript' ? transcription(bot, at) : { code: 'done', at },
    )
  setRecording(world, bot, recording, { code: 'done', at })
  recording.expiresAt = expiryOf(bot, at)
  if (recording.expiresAt !== null) bot.due.push({ at: recording.expiresAt, step: 'expire' })
}

const transcription = (bot: SimBot, at: number) =>
  sceneFor(bot).isUntranscribable
    ? ({ code: 'failed', at, subCode: 'provider_connection_failed' } as const)
    : ({ code: 'done', at } as const)

/** For good: by the client's wish, or because its time is up. */
export function deleteRecording(world: RecallWorld, bot: SimBot, recording: SimRecording, at: number) {
  if (recording.status.code === 'deleted') return
  for (const artifact of recording.artifacts)
    setArtifact(world, bot, recording, artifact, { code: 'deleted', at })
  setRecording(world, bot, recording, { code: 'deleted', at })
}
