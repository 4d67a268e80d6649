/**
 * The patterns of MeetingBar (Apache-2.0, https://github.com/leits/MeetingBar), read out of its own source file where
 * one is named: nothing of it is kept here. It is scored kindly: the right provider anywhere in the text is a hit,
 * whatever the room, and wrappers of Outlook's and HTML are taken off first, as the app does.
 */
import { readFileSync } from 'node:fs'
import { unwrapLink } from '../../src/calendar/links/unwrap-link.ts'
import { visibleText } from '../../src/calendar/links/visible-text.ts'
import type { Score, Scored } from './links.ts'

type Pattern = { platform: string; regex: RegExp }

/** Its names for the platforms that both know. */
const OURS: Record<string, string> = {
  ...{ zoom: 'zoom', zoom_native: 'zoom', reclaim: 'zoom', zoomgov: 'zoomgov', meet: 'google_meet' },
  ...{
    teams: 'microsoft_teams',
    webex: 'webex',
    gotomeeting: 'goto_meeting',
    slack: 'slack_huddle',
    chime: 'chime',
  },
  ...{
    whereby: 'whereby',
    jitsi: 'jitsi',
    eight_x_eight: '8x8',
    ringcentral: 'ringcentral',
    bluejeans: 'bluejeans',
  },
  ...{
    discord: 'discord',
    lark: 'lark',
    feishu: 'lark',
    voov: 'voov',
    zoho_cliq: 'zoho',
    protonMeet: 'proton',
  },
  ...{ skype: 'skype', skype4biz: 'skype', facetime: 'facetime', calcom: 'cal_video', livekit: 'livekit' },
  ...{
    livestorm: 'livestorm',
    demio: 'demio',
    streamyard: 'streamyard',
    riverside: 'riverside',
    gather: 'gather',
  },
  ...{
    around: 'around',
    tuple: 'tuple',
    vonageMeetings: 'vonage',
    lifesize: 'lifesize',
    starleaf: 'starleaf',
  },
  ...{
    teamviewer_meeting: 'teamviewer',
    blizz: 'teamviewer',
    join_me: 'joinme',
    uberconference: 'uberconference',
  },
}

/** null where no file is named. */
export function readPatterns(file: string | undefined): Pattern[] | null {
  if (!file) return null
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/\.(\w+),\s*icon:[^#]*?pattern: #"(.*?)"#\)/gs)].map(
    ([, name = '', pattern = '']) => ({
      platform: OURS[name] ?? name,
      regex: new RegExp(pattern.replaceAll('*+', '*')), // a possessive repeat is an ordinary one here
    }),
  )
}

export function scorePatterns(patterns: readonly Pattern[], all: readonly Scored[]): Score {
  const found = all.map(({ input, platform }) => ({ platform, matched: matching(patterns, input) }))
  const real = found.flatMap(({ platform, matched }) =>
    platform === null ? [] : [matched.includes(platform)],
  )
  const none = found.filter(({ platform }) => platform === null)
  return {
    ...{ hits: real.filter(Boolean).length, of: real.length },
    ...{ falseHits: none.filter(({ matched }) => matched.length > 0).length, ofNone: none.length },
  }
}

const SAFELINK = /https:\/\/\S+\.safelinks\.protection\.outlook\.com\/\S+/g

function matching(patterns: readonly Pattern[], input: string): string[] {
  const text = `${input}\n${visibleText(input)}`.replaceAll(SAFELINK, (link) => unwrapLink(link))
  return patterns.filter(({ regex }) => regex.test(text)).map(({ platform }) => platform)
}
