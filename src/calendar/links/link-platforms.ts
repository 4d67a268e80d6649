/** Every platform whose links are recognised, whether or not a bot can join there. */
import type { Platform } from '#calendar/deciding/types.ts'

export const linkPlatforms = [
  ...['zoom', 'zoomgov', 'google_meet', 'microsoft_teams', 'microsoft_teams_live', 'webex', 'goto_meeting'],
  ...[
    'slack_huddle',
    'chime',
    'whereby',
    'jitsi',
    '8x8',
    'ringcentral',
    'bluejeans',
    'discord',
    'lark',
    'voov',
  ],
  ...[
    'zoho',
    'proton',
    'skype',
    'facetime',
    'cal_video',
    'daily',
    'livekit',
    'livestorm',
    'demio',
    'streamyard',
  ],
  ...[
    'riverside',
    'gather',
    'around',
    'tuple',
    'vonage',
    'lifesize',
    'starleaf',
    'pexip',
    'teamviewer',
    'joinme',
  ],
  ...['uberconference', 'dialpad', 'kumospace', 'butter', 'adobe_connect', 'bigbluebutton'],
] as const
export type LinkPlatform = (typeof linkPlatforms)[number]

/** Those that a bot can join, as the database calls them. */
export const botPlatforms: Partial<Record<LinkPlatform, Platform>> = {
  zoom: 'zoom',
  google_meet: 'google_meet',
  microsoft_teams: 'teams',
  microsoft_teams_live: 'teams',
  webex: 'webex',
  goto_meeting: 'goto',
}
