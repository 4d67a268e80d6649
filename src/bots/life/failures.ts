/**
 * What Recall's codes for an end that went wrong mean, and what helps (https://docs.recall.ai/docs/sub-codes). {bot}
 * stands for the name under which the bot comes, since that is what people look for in a lobby.
 */
export type Said = { sentence: string; remedy?: string }
const said = (sentence: string, remedy: string): Said => ({ sentence, remedy })

const lobby = (minutes: number): Said =>
  said(
    `The host did not admit the bot within ${minutes} minutes`,
    'Next time, admit “{bot}” from the lobby, or let people who are not in your organization join without waiting.',
  )
const RECORDING = said(
  'The host did not allow recording',
  'In Zoom, let participants record to their computer, or say yes when “{bot}” asks in the meeting.',
)
const LINK = said(
  'The meeting link does not lead to a meeting',
  'Put the present link into the calendar event.',
)
const LATE = said('The bot did not start in time', 'Ask for it again: join now.')
/** It may have been in the call for an hour. */
const BROKEN = said(
  'The bot broke down',
  'What it had recorded is kept. If the meeting goes on, ask for it again: join now.',
)
const PLATFORM = said('The meeting platform had an error of its own', 'Ask for the bot again: join now.')
const SIGN_IN = said(
  'This meeting lets nobody in without signing in or registering',
  'Let guests join without an account, then ask for “{bot}” again.',
)
const BLOCKED = said(
  'The meeting platform, or its administrator, blocked the bot',
  'Ask the administrator to allow notetakers such as “{bot}”.',
)
const NOT_STARTED = said(
  'The meeting had not been started',
  'Start it, then ask for the bot again: join now.',
)
const UNSUPPORTED: Said = { sentence: 'Bots cannot join this kind of meeting' }
const OPERATOR = said(
  'The Recall workspace is not set up for this kind of meeting',
  'The operator of this server can change that in the Recall dashboard.',
)
const PASSCODE = said(
  'The passcode in the link is missing or wrong',
  'Put the present link into the calendar event.',
)
const ENDED: Said = { sentence: 'The meeting was over before the bot could join' }

const same = (one: Said, ...codes: string[]) => Object.fromEntries(codes.map((code) => [code, one]))

export const failures: Record<string, Said> = {
  timeout_exceeded_waiting_room: lobby(15),
  call_ended_by_platform_waiting_room_timeout: lobby(10),
  bot_kicked_from_waiting_room: said(
    'Somebody refused the bot in the lobby',
    'It does not come back to this meeting. Tell people beforehand that “{bot}” takes notes.',
  ),
  bot_kicked_from_call: said(
    'Somebody removed the bot from the meeting',
    'It does not come back to this meeting. Tell people beforehand that “{bot}” takes notes.',
  ),
  timeout_exceeded_noone_joined: { sentence: 'Nobody else came to the meeting' },
  ...same(
    RECORDING,
    'timeout_exceeded_recording_permission_denied',
    'timeout_exceeded_in_call_not_recording',
  ),
  ...same(NOT_STARTED, 'meeting_not_started', 'microsoft_teams_event_not_started_for_external'),
  ...same(NOT_STARTED, 'zoom_meeting_host_inactive', 'zoom_obf_user_not_in_meeting'),
  ...same(LINK, 'meeting_not_found', 'meeting_link_invalid', 'meeting_link_expired', 'bad_link'),
  ...same(LINK, 'meeting_not_accessible', 'zoom_meeting_not_accessible', 'zoom_invalid_webinar_invite'),
  ...same(PASSCODE, 'meeting_password_incorrect', 'webex_pin_required', 'webex_password_required'),
  ...same(ENDED, 'meeting_ended', 'zoom_another_meeting_in_progress'),
  meeting_locked: said('The meeting is locked', 'Unlock it, then ask for the bot again.'),
  meeting_full: said('The meeting is full', 'Make room, then ask for the bot again.'),
  ...same(SIGN_IN, 'meeting_requires_registration', 'meeting_requires_sign_in', 'zoom_registration_required'),
  ...same(
    SIGN_IN,
    'google_meet_organisation_restricted',
    'microsoft_teams_bot_not_invited',
    'zoom_email_required',
  ),
  ...same(SIGN_IN, 'zoom_authorized_participants_only', 'zoom_captcha_required', 'zoom_web_disallowed'),
  google_meet_knocking_disabled: said(
    'This meeting does not let anybody ask to join',
    'In Meet, allow “{bot}” and other guests to ask to join.',
  ),
  ...same(BLOCKED, 'google_meet_bot_blocked', 'google_meet_watermark_kicked', 'zoom_bot_blocked'),
  ...same(
    BLOCKED,
    'zoom_email_blocked_by_admin',
    'zoom_account_blocked',
    'zoom_sdk_key_blocked_by_host_admin',
  ),
  ...same(
    BLOCKED,
    'microsoft_teams_captcha_detected',
    'microsoft_teams_captcha_error',
    'teams_blacklisted_tenant',
  ),
  ...same(UNSUPPORTED, 'google_meet_permission_denied_breakout', 'microsoft_teams_breakout_room_unsupported'),
  ...same(UNSUPPORTED, 'microsoft_teams_townhall_meeting_not_supported'),
  ...same(OPERATOR, 'google_meet_sign_in_failed', 'google_meet_sign_in_captcha_failed', 'zoom_token_expired'),
  ...same(OPERATOR, 'google_meet_sso_sign_in_failed', 'google_meet_sign_in_missing_login_credentials'),
  ...same(OPERATOR, 'google_meet_sign_in_missing_recovery_credentials', 'google_meet_login_not_available'),
  ...same(OPERATOR, 'google_meet_sso_sign_in_missing_login_credentials', 'zoom_sdk_credentials_missing'),
  ...same(OPERATOR, 'google_meet_sso_sign_in_missing_totp_secret', 'zoom_sdk_update_required'),
  ...same(OPERATOR, 'zoom_sdk_app_not_published', 'zoom_invalid_join_token', 'zoom_invalid_signature'),
  ...same(OPERATOR, 'microsoft_teams_sign_in_credentials_missing', 'microsoft_teams_sign_in_failed'),
  ...same(OPERATOR, 'microsoft_teams_2fa_required', 'webex_service_app_unauthorized'),
  ...same(
    PLATFORM,
    'google_meet_internal_error',
    'google_meet_video_error',
    'google_meet_meeting_room_not_ready',
  ),
  ...same(PLATFORM, 'zoom_internal_error', 'zoom_join_timeout', 'zoom_connection_failed'),
  ...same(PLATFORM, 'zoom_error_multiple_device_join', 'microsoft_teams_call_dropped'),
  ...same(
    PLATFORM,
    'microsoft_teams_internal_error',
    'microsoft_teams_captions_failure',
    'webex_join_meeting_error',
  ),
  failed_to_launch_in_time: LATE,
  ...same(BROKEN, 'bot_errored', 'fatal'),
  no_credit: said(
    'The Recall workspace is out of credit, so that no bot can be sent',
    'The operator of this server can top it up; the bot is sent as soon as that is done.',
  ),
  no_sign_of_life: said('Recall never sent the bot, and gave no reason', 'Ask for it again: join now.'),
  missed_too_late: { sentence: 'The meeting was nearly over before a bot could be sent' },
  gone: said('Recall does not know this bot any more', 'Ask for it again: join now.'),
}
