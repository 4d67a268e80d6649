/** Addresses that hide where they lead: tokens of mail filters, and short links. Nobody knows without opening them. */
import { isUnder, param } from '#calendar/links/place.ts'
import { isKnownHost } from '#calendar/links/recognise.ts'

const SHORTENERS = [
  'bit.ly',
  'tinyurl.com',
  't.ly',
  'ow.ly',
  'buff.ly',
  'rb.gy',
  'cutt.ly',
  'is.gd',
  'rebrand.ly',
  'lnkd.in',
]
const FILTERS = ['fireeye.com', 'trellix.com', 'hornetsecurity.com', 'edgepilot.com', 'ct.sendgrid.net']

/** Whether a meeting may be hidden behind it. Mimecast says the host, and so that it is none of ours. */
export function isOpaque(url: URL): boolean {
  const { hostname, pathname } = url
  const isPage = pathname.length > 1
  if (isMimecast(hostname))
    return pathname.startsWith('/s/') && isKnownHost(param(url, 'domain') ?? 'zoom.us')
  if (hostname === 'reclaim.ai') return pathname.startsWith('/z/')
  if (isUnder(hostname, 'calendly.com')) return pathname.startsWith('/events/')
  return isPage && (SHORTENERS.includes(hostname) || FILTERS.some((host) => isUnder(hostname, host)))
}

const isMimecast = (host: string) =>
  isUnder(host, 'mimecastprotect.com') || (isUnder(host, 'mimecast.com') && host.startsWith('protect'))
