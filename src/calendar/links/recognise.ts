/**
 * Which room a link leads to. Decided by the parsed host and path: a look-alike host, a dial-in page or a recording is
 * no room. Each platform's file says what its links look like.
 */
import { decoded, type Found, type Place, type Platforms } from '#calendar/links/place.ts'
import { conferences } from '#calendar/links/platforms/conferences.ts'
import { meet } from '#calendar/links/platforms/google-meet.ts'
import { goto } from '#calendar/links/platforms/goto.ts'
import { rooms } from '#calendar/links/platforms/rooms.ts'
import { selfHosted } from '#calendar/links/platforms/self-hosted.ts'
import { studios } from '#calendar/links/platforms/studios.ts'
import { teams } from '#calendar/links/platforms/teams.ts'
import { webex } from '#calendar/links/platforms/webex.ts'
import { zoom } from '#calendar/links/platforms/zoom.ts'

const platforms: Platforms = [
  ...[...zoom, ...meet, ...teams, ...webex, ...goto],
  ...[...conferences, ...rooms, ...studios],
]
const byHost = new Map(platforms.flatMap(({ hosts, find }) => hosts.map((host) => [host, find] as const)))

/** The room behind a link, `registration` where one would have to register first, null otherwise. Never throws. */
export function recognise(link: string): Found {
  const url = parse(link)
  if (url === null || `${url.username}${url.password}${url.port}` !== '') return null
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  const known = knownParent(host)
  const place = (parent: string): Place => ({
    link,
    url,
    host,
    sub: host.slice(0, -parent.length - 1),
    parts: partsOf(url),
  })
  if (known !== null) return byHost.get(known)?.(place(known)) ?? null
  return selfHosted(place(host))
}

/** Whether links of this host may be recognised: people write them without a scheme. */
export const isKnownHost = (host: string): boolean => knownParent(host) !== null

/** The platform's own domain at the end of the host: by whole labels, so that evilzoom.us is not zoom.us. */
function knownParent(host: string): string | null {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1))
    if (byHost.has(rest)) return rest
  return null
}

/** Native schemes say the same as their https forms. */
function parse(link: string): URL | null {
  const web = link
    .replace(/^(?:zoommtg|zoomus):\/\//i, 'https://')
    .replace(/^msteams:\/*(?:teams\.(?:microsoft|live)\.com\/)?/i, 'https://teams.microsoft.com/')
  const url = URL.parse(/^[a-z]+:/i.test(web) ? web : `https://${web}`)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : null
}

const partsOf = ({ pathname }: URL): string[] => pathname.split('/').filter(Boolean).map(decoded)
