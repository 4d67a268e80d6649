/** Studios and webinars: the way in for people on stage, and the pages on which an audience registers. */
import type { Place, Platforms } from '#calendar/links/place.ts'
import { companyPagesAnd, NAME, named, room } from '#calendar/links/platforms/unsupported.ts'

export const studios: Platforms = [
  { hosts: ['app.livestorm.co', 'app.livestorm.com'], find: livestorm },
  { hosts: ['event.demio.com', 'my.demio.com'], find: demio },
  { hosts: ['streamyard.com'], find: (place) => room(place, 'streamyard', streamyard(place)) },
  { hosts: ['riverside.fm', 'riverside.com'], find: riverside },
]

/** /p/ is a session; everything else in public is an event's page. */
function livestorm(place: Place) {
  const [kind, id, page] = place.parts
  if (kind === 'p' && page !== 'form') return room(place, 'livestorm', named(id, NAME) && `livestorm:${id}`)
  return kind && id && !companyPagesAnd('').has(kind) ? ('registration' as const) : null
}

function demio(place: Place) {
  const [kind, id] = place.parts
  if (!id || (kind !== 'ref' && kind !== 'live')) return null
  return place.host === 'my.demio.com' ? ('registration' as const) : room(place, 'demio', `demio:${id}`)
}

/** Codes are made of small letters and digits; the company's pages stand on the same host. */
function streamyard({ sub, parts }: Place): string | null {
  const [code, ...rest] = parts[0] === 'guest' ? parts.slice(1) : parts
  const pages = companyPagesAnd(
    'multistream multistreaming podcasts recording referrals academy newsletter comparison alternatives',
  )
  const found =
    (sub === '' || sub === 'www') && rest.length === 0 ? named(code, /^[a-z0-9]{8,13}$/, pages) : null
  return found && `streamyard:${found}`
}

function riverside(place: Place) {
  const [kind, name] = place.parts
  if (kind === 'webinar') return 'registration' as const
  return room(place, 'riverside', kind === 'studio' && name ? `riverside:${name}` : null)
}
