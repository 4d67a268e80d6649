/**
 * Which room a link leads to. Decided by the parsed host and path: a look-alike host, a dial-in page or a
 * registration page is no room. The link that a bot opens stays as it was written, except where it must be rewritten.
 */
import type { Platform } from '#calendar/deciding/types.ts'

export type Recognised =
  | { kind: 'joinable'; platform: Platform; roomKey: string; url: string; hasPasscode: boolean }
  | { kind: 'unsupported'; platform: string }
  | { kind: 'opaque'; platform: string }

/** The room behind a link, or null where it leads to no meeting at all. Never throws. */
export function recognise(link: string): Recognised | null {
  const url = URL.parse(rewriteScheme(link))
  if (!url) return null
  if (url.username !== '' || url.port !== '') return null
  return (
    zoom(url, link) ??
    meet(url, link) ??
    teams(url, link) ??
    webex(url, link) ??
    goto(url, link) ??
    others(url)
  )
}

/** Native schemes say the same as their https forms. */
function rewriteScheme(link: string): string {
  if (/^(zoommtg|zoomus):/i.test(link)) {
    const query = URL.parse(link)?.searchParams
    const password = query?.get('pwd')
    return `https://zoom.us/j/${query?.get('confno') ?? ''}${password ? `?pwd=${password}` : ''}`
  }
  return link.replace(/^msteams:\/*/i, 'https://teams.microsoft.com/')
}

const isUnder = (host: string, parent: string) => host === parent || host.endsWith(`.${parent}`)
const joinable = (platform: Platform, roomKey: string, url: string, hasPasscode = false): Recognised => ({
  kind: 'joinable',
  platform,
  roomKey,
  url,
  hasPasscode,
})

/** A scheme-less or native link is opened in its https form, anything else exactly as it was written. */
const asWritten = (url: URL, link: string) => (/^https?:/i.test(link) ? link : url.href)

/** Zoom clusters with id spaces of their own. */
const ZOOM_CLUSTERS: Record<string, string> = {
  'zoom.us': 'zoom',
  'zoom.com': 'zoom',
  'zoomgov.com': 'zoomgov',
  'zoom.com.cn': 'zoom.com.cn',
  'zoom-x.de': 'zoom-x.de',
}

function zoom(url: URL, link: string): Recognised | null {
  const cluster = Object.keys(ZOOM_CLUSTERS).find((host) => isUnder(url.hostname, host))
  if (!cluster || url.hostname === 'applications.zoom.us') return null
  if (url.hostname === 'events.zoom.us') return { kind: 'unsupported', platform: 'zoom_events' }
  const space = ZOOM_CLUSTERS[cluster] ?? 'zoom'
  const hasPasscode = url.searchParams.has('pwd') || url.searchParams.has('tk')

  const plain = /^\/(?:j|s|w|wc\/join)\/(\d{9,11})(?:\/|$)/.exec(url.pathname)
  if (plain) return joinable('zoom', `${space}:${plain[1]}`, asWritten(url, link), hasPasscode)
  const web = /^\/wc\/(\d{9,11})\/(?:join|start)/.exec(url.pathname)
  if (web)
    return joinable('zoom', `${space}:${web[1]}`, `https://${cluster}/j/${web[1]}${url.search}`, hasPasscode)
  const personal = /^\/my\/([\w.-]+)/.exec(url.pathname)
  return personal
    ? joinable('zoom', `${space}:${url.hostname}/my/${personal[1]?.toLowerCase()}`, asWritten(url, link))
    : null
}

function meet(url: URL, link: string): Recognised | null {
  if (url.hostname === 'g.co' && url.pathname.startsWith('/meet/'))
    return { kind: 'unsupported', platform: 'google_meet_nickname' }
  if (url.hostname !== 'meet.google.com' && url.hostname !== 'tel.meet') return null
  if (url.pathname.startsWith('/lookup/')) return { kind: 'unsupported', platform: 'google_meet_nickname' }
  const code = /^\/(?:_meet\/)?([a-z]{3})-?([a-z]{4})-?([a-z]{3})\/?$/i.exec(url.pathname)
  if (!code) return null
  const dashed = code.slice(1, 4).join('-').toLowerCase()
  const isPlain = url.hostname === 'meet.google.com' && url.pathname.toLowerCase() === `/${dashed}`
  return joinable(
    'google_meet',
    `meet:${dashed}`,
    isPlain ? asWritten(url, link) : `https://meet.google.com/${dashed}`,
  )
}

const TEAMS_HOSTS: Record<string, string> = {
  'teams.microsoft.com': 'teams',
  'teams.cloud.microsoft': 'teams',
  'teams.microsoft.us': 'teams.us',
  'gov.teams.microsoft.us': 'teams.us',
  'dod.teams.microsoft.us': 'teams.dod',
  'teams.live.com': 'teams.live',
}

function teams(url: URL, link: string): Recognised | null {
  const space = TEAMS_HOSTS[url.hostname]
  if (!space) return null
  const inner = decoded(`${url.pathname}${url.hash}${url.searchParams.get('url') ?? ''}`)
  const thread = /\/l\/meetup-join\/([^/?#]+)\/([^/?#]+)/.exec(inner)
  if (thread) {
    const isPlain = url.pathname.startsWith('/l/meetup-join/')
    const opened = isPlain ? asWritten(url, link) : unwrappedTeams(url)
    return joinable('teams', `${space}:${decoded(thread[1] ?? '').toLowerCase()}`, opened)
  }
  const numbered = /^\/meet\/(\d{9,15})\/?$/.exec(url.pathname)
  return numbered
    ? joinable('teams', `${space}:${numbered[1]}`, asWritten(url, link), url.searchParams.has('p'))
    : null
}

/** From the launcher's or the web app's address to the plain one, its encoding untouched. */
function unwrappedTeams(url: URL): string {
  const launched = url.searchParams.get('url') ?? ''
  const from = `${url.hash}${launched}${url.pathname}`
  const at = from.indexOf('/l/meetup-join/')
  return `https://${url.hostname}${from.slice(at)}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a broken escape: compare it as it is
  }
}

function webex(url: URL, link: string): Recognised | null {
  if (!isUnder(url.hostname, 'webex.com')) return null
  const site = url.hostname.split('.')[0] ?? ''
  const meeting = /\/[jge]\.php$/.test(url.pathname) ? url.searchParams.get('MTID') : null
  if (meeting) return joinable('webex', `webex:${site}/${meeting}`, asWritten(url, link))
  const personal = /^\/(?:meet|join)\/([\w.-]+)\/?$/.exec(url.pathname)
  return personal
    ? joinable('webex', `webex:${site}/meet/${personal[1]?.toLowerCase()}`, asWritten(url, link))
    : null
}

function goto(url: URL, link: string): Recognised | null {
  const host = url.hostname.replace(/^www\./, '')
  const numbered = /^\/(?:join|meeting|meet)?\/?(\d{9})\/?$/.exec(url.pathname)
  const isGoto = host === 'app.goto.com' || host === 'meet.goto.com' || isUnder(host, 'gotomeeting.com')
  if (isGoto && numbered) return joinable('goto', `goto:${numbered[1]}`, asWritten(url, link))
  const named =
    host === 'gotomeet.me' || host === 'meet.goto.com' ? /^\/([\w.-]+)\/?$/.exec(url.pathname) : null
  return named ? joinable('goto', `goto:me/${named[1]?.toLowerCase()}`, asWritten(url, link)) : null
}

/** Recognised so that a person reads the platform's name instead of "no link". */
const OTHERS: readonly [platform: string, host: RegExp, path: RegExp][] = [
  ['slack_huddle', /^app\.slack\.com$/, /^\/huddle\/\w+\/\w+/],
  ['chime', /^(app\.)?chime\.aws$/, /^\/(meetings\/)?\d+/],
  ['whereby', /^([\w-]+\.)?whereby\.com$/, /^\/[\w-]+/],
  ['jitsi', /^meet\.jit\.si$/, /^\/\w+/],
  ['8x8', /^8x8\.vc$/, /^\/[\w-]+\/\w+/],
  ['ringcentral', /^(v|meetings)\.ringcentral\.com$/, /^\/(join|j)\/\d+/],
  ['bluejeans', /^(www\.)?bluejeans\.com$/, /^\/\d+/],
  ['calcom', /^app\.cal\.com$/, /^\/video\/\w+/],
  ['discord', /^(discord\.gg|discord\.com)$/, /^\/(channels\/|invite\/)?\w+/],
  ['proton_meet', /^meet\.proton\.me$/, /^\/join\//],
  ['zoho', /^meeting\.zoho\.(com|eu)$/, /^\/meeting\/join/],
  ['lark', /^vc\.(larksuite\.com|feishu\.cn)$/, /^\/j\/\d+/],
  ['tencent', /^(meeting\.tencent\.com|voovmeeting\.com)$/, /^\/(dm|p)\//],
  ['skype_business', /^(meet\.lync\.com|join\.skype\.com)$/, /^\/\w+/],
  ['facetime', /^facetime\.apple\.com$/, /^\/join/],
  ['livekit', /^meet\.livekit\.io$/, /^\/rooms\//],
]

function others({ hostname, pathname }: URL): Recognised | null {
  const known = OTHERS.find(([, host, path]) => host.test(hostname) && path.test(pathname))
  return known ? { kind: 'unsupported', platform: known[0] } : null
}
