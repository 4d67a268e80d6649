/**
 * Mail filters and redirectors wrap links. Those that carry the target inside are unwrapped; those that do not are
 * opaque: nothing is fetched, because such addresses are often single-use and could point anywhere.
 */

import { isOpaque } from '#calendar/links/opaque-wrappers.ts'
import { isUnder } from '#calendar/links/place.ts'
import { proofpointV1, proofpointV2, proofpointV3 } from '#calendar/links/proofpoint.ts'

const DEEPEST = 5

/** The link inside all its wrappers, or 'opaque'. Never throws. */
export function unwrapLink(link: string): string | 'opaque' {
  let current = link
  for (let depth = 0; depth < DEEPEST; depth++) {
    const url = URL.parse(/^[a-z]+:/i.test(current) ? current : `https://${current}`)
    if (!url) return current
    const inner = innerLink(url)
    if (inner === null) return isOpaque(url) ? 'opaque' : current
    current = inner
  }
  return current
}

function innerLink(url: URL): string | null {
  for (const { fits, inner } of wrappers) {
    const found = fits(url) ? inner(url) : null
    if (found !== null && found !== '') return withScheme(found.trim())
  }
  return null
}

const withScheme = (link: string) => (/^[a-z]+:/i.test(link) ? link : `https://${link.replace(/^\/+/, '')}`)

type Wrapper = { fits: (url: URL) => boolean; inner: (url: URL) => string | null }

const on =
  (...hosts: string[]) =>
  ({ hostname }: URL) =>
    hosts.some((host) => isUnder(hostname, host))
/** Only this path of the host redirects. */
const at = (path: string, ...hosts: string[]) => {
  const fits = on(...hosts)
  return (url: URL) => url.pathname.startsWith(path) && fits(url)
}
const query =
  (...names: string[]) =>
  (url: URL) =>
    names.map((name) => rawParam(url, name)).find((value) => value) ?? null

/** A value of the query, percent-escapes read once; a plus stays a plus, because links may hold one. */
function rawParam({ search }: URL, name: string): string | null {
  const part = search
    .slice(1)
    .split('&')
    .find((one) => one.toLowerCase().startsWith(`${name}=`))
  return part === undefined ? null : percentDecoded(part.slice(name.length + 1))
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // a broken escape: there is no link to be had
  }
}

const isGoogle = ({ hostname, pathname }: URL) =>
  pathname === '/url' && /^(?:www\.)?google(?:\.[a-z]{2,3}){1,2}$/.test(hostname)

const wrappers: readonly Wrapper[] = [
  {
    fits: on(
      'safelinks.protection.outlook.com',
      'safelinks.protection.office365.us',
      'statics.teams.cdn.office.net',
    ),
    inner: query('url', 'originalurl'),
  },
  { fits: isGoogle, inner: query('q', 'url') },
  { fits: at('/linkredirect', 'meet.google.com'), inner: query('dest') },
  { fits: on('accounts.google.com'), inner: query('continue') },
  { fits: at('/v1/url', 'urldefense.proofpoint.com'), inner: proofpointV1 },
  { fits: at('/v2/url', 'urldefense.proofpoint.com', 'urldefense.com'), inner: proofpointV2 },
  { fits: at('/v3/', 'urldefense.com', 'urldefense.us', 'urldefense.proofpoint.com'), inner: proofpointV3 },
  { fits: at('/l.php', 'facebook.com', 'messenger.com', 'workplace.com'), inner: query('u') },
  { fits: on('l.instagram.com', 'l.wl.co'), inner: query('u') },
  { fits: on('slack-redir.net'), inner: query('url') },
  { fits: at('/redir', 'linkedin.com'), inner: query('url') },
  { fits: at('/safety/go', 'linkedin.com'), inner: query('url') },
  { fits: on('linkprotect.cudasvc.com'), inner: query('a') },
  { fits: on('protection.sophos.com'), inner: sophos },
  { fits: on('outlook.live.com', 'outlook.office.com', 'outlook.office365.com'), inner: query('url') },
  { fits: on('secure-web.cisco.com'), inner: lastPart },
  { fits: at('/wis/clicktime', 'trendmicro.com'), inner: query('url') },
  {
    fits: on('clicktime.symantec.com', 'edgepilot.com', 'urlsand.esvalabs.com', 'urlsand.com'),
    inner: query('u'),
  },
  { fits: on('clicktime.cloud.postoffice.net'), inner: query('u') },
  { fits: on('fireeye.com', 'trellix.com'), inner: query('u') },
  { fits: on('protect.checkpoint.com', 'checkpoint.com'), inner: checkpoint },
  {
    fits: on('deref-gmx.net', 'deref-gmx.com', 'deref-web.de', 'deref-mail.com'),
    inner: query('redirecturl'),
  },
  { fits: on('pstmrk.it'), inner: postmark },
  { fits: at('/redirect', 'youtube.com', 't.umblr.com'), inner: query('q', 'z') },
  { fits: at('/linkfilter', 'steamcommunity.com'), inner: query('url', 'u') },
  { fits: at('/away.php', 'vk.com'), inner: query('to') },
]

/** `u` is base64 of the link. */
function sophos(url: URL): string | null {
  const link = Buffer.from(rawParam(url, 'u') ?? '', 'base64').toString('utf8')
  return /^https?:\/\/[\x21-\x7e]+$/.test(link) ? link : null
}

/** Cisco: …/<token>/https%3A%2F%2Fzoom.us%2Fj%2F855 */
function lastPart({ pathname, search }: URL): string | null {
  const link = percentDecoded(pathname.slice(pathname.lastIndexOf('/') + 1))
  return link?.startsWith('http') ? `${link}${search}` : null
}

/** Check Point: /v2/___https://zoom.us/j/855___.token */
function checkpoint({ href }: URL): string | null {
  const from = href.indexOf('/___')
  const to = href.indexOf('___', from + 4)
  return from === -1 || to === -1 ? null : href.slice(from + 4, to)
}

/** Postmark: /3s/zoom.us%2Fj%2F855%3Fpwd%3Dabc/token/… */
function postmark({ pathname }: URL): string | null {
  return percentDecoded(pathname.split('/')[2] ?? '')
}
