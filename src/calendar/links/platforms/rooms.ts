/** Rooms and spaces that stay: one's own video room, a virtual office, a pairing session. */
import type { Place, Platforms } from '#calendar/links/place.ts'
import {
  companyPages,
  companyPagesAnd,
  NAME,
  named,
  room,
  words,
} from '#calendar/links/platforms/unsupported.ts'

export const rooms: Platforms = [
  {
    hosts: ['app.cal.com', 'cal.com'],
    find: (place) => room(place, 'cal_video', after('video', 'calcom', place)),
  },
  { hosts: ['daily.co'], find: (place) => room(place, 'daily', daily(place)) },
  { hosts: ['livekit.io'], find: (place) => room(place, 'livekit', livekit(place)) },
  { hosts: ['gather.town'], find: (place) => room(place, 'gather', gather(place)) },
  { hosts: ['around.co'], find: (place) => room(place, 'around', after('r', 'around', place)) },
  { hosts: ['tuple.app'], find: (place) => room(place, 'tuple', after('c', 'tuple', place)) },
  { hosts: ['kumospace.com'], find: (place) => room(place, 'kumospace', kumospace(place)) },
  {
    hosts: ['app.butter.us', 'app.butter.live'],
    find: (place) => room(place, 'butter', below('butter', place)),
  },
  { hosts: ['adobeconnect.com'], find: adobe },
  { hosts: ['pexip.me', 'pexip.com', 'pex.me'], find: (place) => room(place, 'pexip', pexip(place)) },
]

/** The name that follows this part of the path. */
function after(part: string, space: string, { parts: [kind, name] }: Place): string | null {
  const found = kind === part ? named(name, NAME) : null
  return found && `${space}:${found}`
}

/** The whole path, where it does not lead to one of the company's own pages. */
function below(space: string, { parts }: Place): string | null {
  const isRoom = parts.length > 0 && parts.length <= 3 && !companyPages.has(parts[0]?.toLowerCase() ?? '')
  return isRoom ? `${space}:${parts.join('/')}` : null
}

function daily({ sub, parts }: Place): string | null {
  if (sub === '' || sub.includes('.') || words('www docs help api dashboard blog status').has(sub))
    return null
  return parts.length === 1 ? `daily:${sub}/${parts[0]}` : null
}

const livekit = (place: Place) => (/^meet\b/.test(place.sub) ? after('rooms', 'livekit', place) : null)

function gather({ sub, parts: [kind, id, name] }: Place): string | null {
  const isApp = sub === '' || sub === 'app' || sub === 'app.v2'
  if (!isApp || !named(id, NAME)) return null
  if (kind === 'app') return name ? `gather:${id}/${name}` : `gather:${id}`
  return kind === 'i' || kind === 'invite' ? `gather:${id}` : null
}

function kumospace({ sub, parts }: Place): string | null {
  const pages = companyPagesAnd('virtual-office use-case comparisons spaces create')
  const [first, second] = parts
  if (!words(' www app').has(sub) || parts.length > 2 || !named(first, NAME, pages)) return null
  return second ? `kumospace:${first}/${second}` : `kumospace:${first}`
}

/** A path of p and some letters and digits is a recording; the rest of Adobe's own pages have more parts. */
function adobe(place: Place) {
  const { sub, parts } = place
  if (parts.includes('registration.html') || parts.includes('event')) return 'registration' as const
  const name =
    parts.length === 1 ? named(parts[0], /^[\w.-]+$/, words('system common admin content login')) : null
  const isRecording = name !== null && /^p(?=[a-z]*\d)[a-z0-9]{9,14}$/.test(name)
  return room(
    place,
    'adobe_connect',
    name && sub && !isRecording ? `adobe_connect:${sub}/${name.toLowerCase()}` : null,
  )
}

/** /meet/ana, /webapp/conference/ana, /webapp3/m/ana, /webapp/#/?conference=ana. */
export function pexip({ host, sub, url, parts }: Place): string | null {
  if (host.endsWith('pexip.com') && words(' www docs support help').has(sub)) return null
  const asked = new URLSearchParams(url.hash.split('?')[1] ?? url.search).get('conference')
  const [first, kind, name] = parts
  if (first === 'meet') return kind ? `pexip:${kind.toLowerCase()}` : null
  if (!/^webapp\d?$/.test(first ?? '')) return null
  const alias = asked ?? (kind === 'm' || kind === 'conference' || kind === 'home' ? name : undefined)
  return alias ? `pexip:${alias.toLowerCase()}` : null
}
