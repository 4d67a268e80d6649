/** Links to rooms that a bot can join: what is written → [platform, key, the address that is opened]. */
import type { LinkPlatform } from '#calendar/links/link-platforms.ts'

export type Vector = readonly [input: string, platform: LinkPlatform, key: string, url?: string]

const THREAD = '19%3ameeting_ZmFrZQ%40thread.v2'
const CONTEXT = '%7b%22Tid%22%3a%2211111111-2222-3333-4444-555555555555%22%7d'
const TEAMS = `https://teams.microsoft.com/l/meetup-join/${THREAD}/0?context=${CONTEXT}`
const teams = 'teams:19:meeting_zmfrzq@thread.v2'
const zoom = 'zoom:85512345678'
const wrapped = encodeURIComponent

export const whereBotsGo: readonly Vector[] = [
  ['https://zoom.us/j/85512345678', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['HTTPS://US02WEB.ZOOM.US/J/85512345678', 'zoom', zoom, 'https://us02web.zoom.us/j/85512345678'],
  ['ZOOM.US/j/85512345678', 'zoom', zoom],
  ['https://zoom.us/launch/jc/85512345678?pwd=x', 'zoom', zoom, 'https://zoom.us/j/85512345678?pwd=x'],
  ['https://zoom.us/j/855123456', 'zoom', 'zoom:855123456'],
  ['https://zoom.com/j/85512345678/', 'zoom', zoom],
  ['https://acme.zoom.com/j/85512345678?pwd=a.1', 'zoom', zoom],
  ['https://eu01web.zoom.us/w/85512345678?tk=abc.DEF&pwd=x', 'zoom', zoom],
  [
    'https://us02web.zoom.us/s/85512345678?pwd=x',
    'zoom',
    zoom,
    'https://us02web.zoom.us/j/85512345678?pwd=x',
  ],
  ['https://zoom.us/wc/join/85512345678', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  [
    'https://acme.zoom.us/wc/85512345678/join?pwd=x',
    'zoom',
    zoom,
    'https://acme.zoom.us/j/85512345678?pwd=x',
  ],
  ['https://app.zoom.us/wc/85512345678/start', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['https://zoom.us/join?confno=85512345678', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  [
    'zoomus://zoom.us/join?action=join&confno=85512345678&pwd=a%2Bb',
    'zoom',
    zoom,
    'https://zoom.us/j/85512345678?pwd=a%2Bb',
  ],
  ['https://zoom.us/j/855-1234-5678', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['https://zoom.us/my/ana.lima?pwd=x', 'zoom', 'zoom:zoom.us/my/ana.lima'],
  ['acme.zoom.us/my/Ana.Lima', 'zoom', 'zoom:acme.zoom.us/my/ana.lima', 'https://acme.zoom.us/my/Ana.Lima'],
  ['[Join](https://zoom.us/j/85512345678?pwd=abc)', 'zoom', zoom, 'https://zoom.us/j/85512345678?pwd=abc'],
  ['(see https://zoom.us/j/85512345678).', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['Zoom:zoom.us/j/85512345678', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['Join<https://zoom.us/j/85512345678?pwd=abc>', 'zoom', zoom, 'https://zoom.us/j/85512345678?pwd=abc'],
  ['**https://zoom.us/j/85512345678**', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['https://a.example/agenda,https://zoom.us/j/85512345678', 'zoom', zoom],
  ['https://zoom.us/j/85512345678https://acme.example', 'zoom', zoom],
  ['https://zoom.us/j/85512345678です', 'zoom', zoom],
  ['https://zoom.us/j/85512345678。', 'zoom', zoom],
  ['会议链接：https://zoom.us/j/85512345678（密码见下）', 'zoom', zoom],
  ['https://zo\u200bom.us/j/855\u00ad12345678', 'zoom', zoom],
  ['https://zoom.us./j/85512345678', 'zoom', zoom],
  ['http://zoom.us/j/85512345678', 'zoom', zoom],
  [
    'https://zoom.us/j/85512345678\nPasscode: 870554',
    'zoom',
    zoom,
    'https://zoom.us/j/85512345678 (Passcode: 870554)',
  ],
  ['https://zoom.us/j/855=\n12345678', 'zoom', zoom],
  ['<p>https://zoom.us/j/85512345678?pwd=3Dabc</p>', 'zoom', zoom],
  [
    '<a href=3D"https://zoom.us/j/85512345=\n678?pwd=3Dabc">Join</a>',
    'zoom',
    zoom,
    'https://zoom.us/j/85512345678?pwd=abc',
  ],
  ['<a href=https://zoom.us/j/85512345678>x</a>', 'zoom', zoom],
  ["<A HREF = 'https://zoom.us/j/85512345678'>x</A>", 'zoom', zoom],
  ['<p>https://zoom.us/j/855<b></b>12345678</p>', 'zoom', zoom],
  ['&lt;https://zoom.us/j/85512345678&gt;', 'zoom', zoom, 'https://zoom.us/j/85512345678'],
  ['<style>a{}</style><p>zoom.us/j/85512345678</p>', 'zoom', zoom],

  [
    'https://meet.google.com/abc-defg-hij',
    'google_meet',
    'meet:abc-defg-hij',
    'https://meet.google.com/abc-defg-hij',
  ],
  ['https://meet.google.com/_meet/abc-defg-hij?ijlm=1', 'google_meet', 'meet:abc-defg-hij'],
  ['Meet.Google.com/ABCDEFGHIJ', 'google_meet', 'meet:abc-defg-hij', 'https://meet.google.com/abc-defg-hij'],
  [
    'https://tel.meet/abc-defg-hij?pin=123',
    'google_meet',
    'meet:abc-defg-hij',
    'https://meet.google.com/abc-defg-hij',
  ],
  [
    `https://accounts.google.com/ServiceLogin?continue=${wrapped('https://meet.google.com/abc-defg-hij')}`,
    'google_meet',
    'meet:abc-defg-hij',
  ],
  [
    `https://meet.google.com/linkredirect?authuser=0&dest=${wrapped('https://zoom.us/j/85512345678')}`,
    'zoom',
    zoom,
  ],

  [TEAMS, 'microsoft_teams', teams, TEAMS],
  [
    TEAMS.replace('microsoft.com', 'cloud.microsoft').replace('teams.cloud', 'teams.cloud'),
    'microsoft_teams',
    teams,
  ],
  [
    `https://teams.microsoft.com/l/meetup-join/19%253ameeting_ZmFrZQ%2540thread.v2/0`,
    'microsoft_teams',
    teams,
  ],
  [
    'https://teams.microsoft.com/l/meetup-join/19%3aabc123%40thread.tacv2/1600000000000?context=%7b%7d',
    'microsoft_teams',
    'teams:19:abc123@thread.tacv2',
  ],
  [
    `https://teams.microsoft.com/_#/l/meetup-join/${THREAD}/0?context=${CONTEXT}`,
    'microsoft_teams',
    teams,
    TEAMS,
  ],
  [
    `https://teams.microsoft.com/v2/?meetingjoin=true#/l/meetup-join/${THREAD}/0?context=${CONTEXT}`,
    'microsoft_teams',
    teams,
    TEAMS,
  ],
  [
    `https://teams.microsoft.com/dl/launcher/launcher.html?url=${wrapped(`/_#/l/meetup-join/${THREAD}/0?context=${CONTEXT}`)}&type=meetup-join&directDl=true`,
    'microsoft_teams',
    teams,
    TEAMS,
  ],
  [
    `https://teams.microsoft.com/dl/launcher/launcher.html?url=${wrapped('/_#/meet/21345678901234?p=AbC')}&type=meet`,
    'microsoft_teams',
    'teams:21345678901234',
    'https://teams.microsoft.com/meet/21345678901234?p=AbC',
  ],
  [`msteams:/l/meetup-join/${THREAD}/0?context=${CONTEXT}`, 'microsoft_teams', teams, TEAMS],
  [
    `msteams://teams.microsoft.com/l/meetup-join/${THREAD}/0?context=${CONTEXT}`,
    'microsoft_teams',
    teams,
    TEAMS,
  ],
  [
    `https://teams.microsoft.com/light-meetings/launch?agent=web&coords=${btoa('{"conversationId":"19:meeting_ZmFrZQ@thread.v2","tenantId":"t","organizerId":"o","messageId":"0"}')}`,
    'microsoft_teams',
    teams,
  ],
  ['https://teams.microsoft.com/meet/21345678901234', 'microsoft_teams', 'teams:21345678901234'],
  [
    'https://teams.microsoft.com/meet/21345678901234\nPasscode: Ab3dE6',
    'microsoft_teams',
    'teams:21345678901234',
    'https://teams.microsoft.com/meet/21345678901234?p=Ab3dE6',
  ],
  ['https://teams.cloud.microsoft/meet/21345678901234?p=AbC', 'microsoft_teams', 'teams:21345678901234'],
  ['https://teams.live.com/meet/9312345678901?p=AbC', 'microsoft_teams_live', 'teams.live:9312345678901'],
  [
    'https://teams.live.com/v2/?meetingjoin=true#/meet/9312345678901?p=AbC',
    'microsoft_teams_live',
    'teams.live:9312345678901',
    'https://teams.live.com/meet/9312345678901?p=AbC',
  ],
  [
    `<a href="${TEAMS.replaceAll('&', '&amp;')}" originalsrc="${TEAMS}">Join</a>`,
    'microsoft_teams',
    teams,
    TEAMS,
  ],

  ['https://acme.webex.com/acme/j.php?MTID=m0123456789abcdef', 'webex', 'webex:acme/m0123456789abcdef'],
  ['https://acme.my.webex.com/acme.my/j.php?MTID=m01', 'webex', 'webex:acme/m01'],
  ['https://acme.webex.com/acme-en/onstage/g.php?MTID=e01', 'webex', 'webex:acme/e01'],
  ['https://acme.webex.com/acme/e.php?MTID=e01&x=1', 'webex', 'webex:acme/e01'],
  [
    'acme.webex.com/meet/Ana.Lima',
    'webex',
    'webex:acme/meet/ana.lima',
    'https://acme.webex.com/meet/Ana.Lima',
  ],
  ['https://acme.webex.com/join/ana', 'webex', 'webex:acme/meet/ana'],
  ['https://meet123.webex.com/meet/pr1234567890', 'webex', 'webex:meet123/meet/pr1234567890'],
  [
    'https://acme.webex.com/wbxmjs/joinservice/sites/acme/meeting/download/0a?siteurl=acme&MTID=m01',
    'webex',
    'webex:acme/m01',
    'https://acme.webex.com/acme/j.php?MTID=m01',
  ],

  [
    'https://app.goto.com/meeting/123456789',
    'goto_meeting',
    'goto:123456789',
    'https://app.goto.com/meeting/123456789',
  ],
  [
    'https://meet.goto.com/123456789',
    'goto_meeting',
    'goto:123456789',
    'https://app.goto.com/meeting/123456789',
  ],
  ['https://meet.goto.com/ana-lima', 'goto_meeting', 'goto:me/ana-lima'],
  ['https://www4.gotomeeting.com/join/123456789', 'goto_meeting', 'goto:123456789'],
  ['https://app.gotomeeting.com/?meetingId=123456789', 'goto_meeting', 'goto:123456789'],
  ['https://www.gotomeet.me/AnaLima', 'goto_meeting', 'goto:me/analima'],
]
