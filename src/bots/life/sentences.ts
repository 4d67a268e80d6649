/**
 * What Recall's codes mean for the people in the meeting: one plain sentence, and what to do about it. The codes are
 * open sets (https://docs.recall.ai/docs/sub-codes), so there is a sentence for those we do not know, too.
 */
type Said = { sentence: string; remedy?: string }

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
  bot_received_leave_call: { sentence: 'The bot was asked to leave' },
}

const LOBBY: Said = {
  sentence: 'Nobody let the bot in from the lobby',
  remedy: 'Admit it next time, or let guests of the meeting skip the lobby.',
}
const KICKED: Said = {
  sentence: 'Somebody removed the bot from the meeting',
  remedy: 'Tell the participants before the meeting that notes are taken.',
}
const RECORDING: Said = {
  sentence: 'The host did not allow recording',
  remedy: 'Let the host allow local recording for participants, or answer the request in the meeting.',
}
const LINK: Said = {
  sentence: 'The meeting link does not lead to a meeting',
  remedy: 'Put the present link into the calendar event.',
}
const AGAIN: Said = {
  sentence: 'The bot broke down while it was joining',
  remedy: 'Ask for it again: join now.',
}
const SIGN_IN: Said = {
  sentence: 'This meeting lets nobody in without signing in or registering',
  remedy: 'Let guests join without an account, or invite the bot differently.',
}

/** What went wrong; only these codes count as trouble. */
const troubles: Record<string, Said> = {
  timeout_exceeded_waiting_room: LOBBY,
  call_ended_by_platform_waiting_room_timeout: LOBBY,
  bot_kicked_from_waiting_room: {
    sentence: 'Somebody refused the bot in the lobby',
    remedy: 'Admit it next time.',
  },
  bot_kicked_from_call: KICKED,
  timeout_exceeded_noone_joined: { sentence: 'Nobody else came to the meeting' },
  timeout_exceeded_recording_permission_denied: RECORDING,
  timeout_exceeded_in_call_not_recording: RECORDING,
  meeting_not_started: {
    sentence: 'The meeting had not been started',
    remedy: 'Start it, then ask for the bot again.',
  },
  meeting_not_found: LINK,
  meeting_link_invalid: LINK,
  meeting_link_expired: LINK,
  meeting_not_accessible: LINK,
  meeting_ended: { sentence: 'The meeting was over before the bot could join' },
  meeting_password_incorrect: {
    sentence: 'The passcode in the link is wrong',
    remedy: 'Put the present link into the calendar event.',
  },
  meeting_locked: { sentence: 'The meeting is locked', remedy: 'Unlock it, then ask for the bot again.' },
  meeting_full: { sentence: 'The meeting is full' },
  meeting_requires_registration: SIGN_IN,
  meeting_requires_sign_in: SIGN_IN,
  zoom_registration_required: SIGN_IN,
  google_meet_bot_blocked: { sentence: 'Google Meet blocked the bot', remedy: 'Let the host admit it.' },
  google_meet_knocking_disabled: LOBBY,
  google_meet_organisation_restricted: SIGN_IN,
  microsoft_teams_bot_not_invited: SIGN_IN,
  teams_blacklisted_tenant: { sentence: 'This Teams organization does not allow bots' },
  bot_errored: AGAIN,
  failed_to_launch_in_time: AGAIN,
  fatal: AGAIN,
  bad_link: LINK,
  no_credit: {
    sentence: 'The Recall workspace is out of credit, so that no bot can be sent',
    remedy: 'The operator of this server can top it up; the bot is sent as soon as that is done.',
  },
  no_sign_of_life: {
    sentence: 'Recall never sent the bot, and gave no reason',
    remedy: 'Ask for it again: join now.',
  },
  missed_too_late: { sentence: 'The meeting was nearly over before a bot could be sent' },
  gone: { sentence: 'Recall does not know this bot any more' },
}

/** Why it went wrong and what helps; null where this is no trouble. `detail` is what Recall said, if anything. */
export function troubleSentence(code: string | null, detail: string | null = null): string | null {
  if (code === null) return null
  const said = troubles[code] ?? unknown(code, detail)
  return said.remedy ? `${said.sentence}. ${said.remedy}` : `${said.sentence}.`
}

/** Whether a call that ended with this sub code ended badly. */
export const isTrouble = (subCode: string | null): subCode is string =>
  subCode !== null && subCode in troubles && subCode !== 'fatal'

/** One step of a bot's life in words. */
export function stepSentence(code: string, subCode: string | null): string {
  const step = steps[code] ?? `Recall says: ${words(code)}`
  const why = subCode && (ends[subCode]?.sentence ?? troubles[subCode]?.sentence ?? words(subCode))
  return why ? `${step}: ${why.charAt(0).toLowerCase()}${why.slice(1)}` : step
}

const unknown = (code: string, detail: string | null): Said => ({
  sentence: detail ?? `Recall reports: ${words(code)}`,
})
const words = (code: string) => code.replaceAll('_', ' ')
