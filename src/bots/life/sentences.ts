/**
 * What Recall's codes mean for the people in the meeting: one plain sentence, and what to do about it. The codes are
 * open sets (https://docs.recall.ai/docs/sub-codes), so there is a sentence for those we do not know, too.
 */
import { failures, type Said } from '#bots/life/failures.ts'

const steps: Record<string, string> = {
  ready: 'The bot is ready',
  joining_call: 'The bot is joining',
  in_waiting_room: 'The bot waits in the lobby for somebody to let it in',
  in_call_not_recording: 'The bot is in the call and does not record',
  recording_permission_allowed: 'The host allowed recording',
  recording_permission_denied: 'The host did not allow recording',
  in_call_recording: 'The bot records',
  call_ended: 'The bot left the call',
  done: 'Everything is recorded and stored',
  fatal: 'The bot failed',
}

const ends: Record<string, Said> = {
  call_ended_by_host: { sentence: 'The host ended the meeting' },
  call_ended_by_platform_idle: { sentence: 'The platform closed an idle meeting' },
  call_ended_by_platform_max_length: { sentence: "The meeting reached the platform's longest duration" },
  timeout_exceeded_everyone_left: { sentence: 'Everyone had left' },
  timeout_exceeded_silence_detected: { sentence: 'Nobody had spoken for a long time' },
  timeout_exceeded_in_call_recording: { sentence: 'The recording reached its longest duration' },
  timeout_exceeded_max_duration: { sentence: "The recording reached the Recall plan's longest duration" },
  timeout_exceeded_only_bots_detected_using_participant_names: { sentence: 'Only other bots were left' },
  timeout_exceeded_only_bots_detected_using_participant_events: { sentence: 'Only other bots were left' },
  timeout_exceeded_only_bots_in_call: { sentence: 'Only other bots were left' },
  bot_errored: { sentence: 'An error of its own' },
  bot_received_leave_call: { sentence: 'The bot was asked to leave' },
}

/** Zoom's reasons for not letting a bot record; the bot goes on asking, or leaves. */
const permissions: Record<string, string> = {
  zoom_local_recording_disabled: 'recording is switched off for this meeting',
  zoom_local_recording_request_disabled: 'nobody may ask to record',
  zoom_local_recording_request_disabled_by_host: 'the host takes no requests to record',
  zoom_bot_in_waiting_room: 'the bot is still in the waiting room',
  zoom_host_not_present: 'the host is not there yet',
  zoom_local_recording_request_denied_by_host: 'the host said no',
  zoom_local_recording_denied: 'the host said no',
  zoom_local_recording_grant_not_supported: "the host's Zoom cannot give this permission",
  zoom_sdk_key_blocked_by_host_admin: "the host's administrator blocks it",
}

const USUAL_NAME = 'the bot'

/** Why it went wrong and what helps; null where this is no trouble. `detail` is what Recall said, if anything. */
export function troubleSentence(
  code: string | null,
  detail: string | null = null,
  botName = USUAL_NAME,
): string | null {
  if (code === null) return null
  const said = failures[code] ?? unknown(code, detail)
  return named(said.remedy ? `${said.sentence}. ${said.remedy}` : `${said.sentence}.`, botName)
}

/** Whether a call that ended with this sub code ended badly. */
export const isTrouble = (subCode: string | null): subCode is string =>
  subCode !== null && subCode in failures && subCode !== 'fatal'

/** One step of a bot's life in words. */
export function stepSentence(code: string, subCode: string | null): string {
  const step = steps[code] ?? `Recall says: ${words(code)}`
  const why =
    subCode &&
    (permissions[subCode] ?? ends[subCode]?.sentence ?? failures[subCode]?.sentence ?? words(subCode))
  return why ? `${step}: ${why.charAt(0).toLowerCase()}${why.slice(1)}` : step
}

const named = (text: string, botName: string) => text.replaceAll('{bot}', botName)
const unknown = (code: string, detail: string | null): Said => ({
  sentence: detail ?? `Recall reports: ${words(code)}`,
})
const words = (code: string) => code.replaceAll('_', ' ')
