/** Zoom: meetings by number, personal links by name, and clusters with numbers of their own. */
import { asWritten, type Found, type Place, type Platforms, param } from '#calendar/links/place.ts'

type Cluster = {
  space: string
  parent: string
  platform: 'zoom' | 'zoomgov'
  isJoinable: boolean
  cloud?: string
}

/** A bot can go to zoom.us and zoom.com. The others are separate, and Recall does not say that it reaches them. */
const clusters: readonly Cluster[] = [
  { space: 'zoom', parent: 'zoom.us', platform: 'zoom', isJoinable: true },
  { space: 'zoom', parent: 'zoom.com', platform: 'zoom', isJoinable: true },
  { space: 'zoomgov', parent: 'zoomgov.com', platform: 'zoomgov', isJoinable: false },
  { space: 'zoom.com.cn', parent: 'zoom.com.cn', platform: 'zoom', isJoinable: false, cloud: 'zoom_cn' },
  { space: 'zoom.com.cn', parent: 'zoom.cn', platform: 'zoom', isJoinable: false, cloud: 'zoom_cn' },
  { space: 'zoom-x.de', parent: 'zoom-x.de', platform: 'zoom', isJoinable: false, cloud: 'zoom_x' },
]

export const zoom: Platforms = [
  { hosts: ['events.zoom.us', 'events.zoom.com'], find: zoomEvents },
  { hosts: ['applications.zoom.us', 'support.zoom.us', 'support.zoom.com'], find: () => null },
  ...clusters.map((cluster) => ({ hosts: [cluster.parent], find: (place: Place) => find(place, cluster) })),
]

function find(given: Place, cluster: Cluster): Found {
  const place = { ...given, parts: inLowerCase(given.parts) }
  const [kind, second] = place.parts
  if ((kind === 'meeting' || kind === 'webinar') && second === 'register') return 'registration'
  const number = meetingNumber(place)
  if (number) return meeting(place, cluster, number)
  return kind === 'my' && second ? personalRoom(place, cluster, second) : null
}

/** Names of paths are written in capitals too; names of people are the same in either. */
const inLowerCase = (parts: readonly string[]) => parts.map((part) => part.toLowerCase())

/** Where the number stands: /j/ to join, /s/ to start, /w/ for webinars, /wc/ in the browser, confno in the app. */
function meetingNumber({ url, parts: [kind, second, third] }: Place): string | null {
  if (kind === 'j' || kind === 's' || kind === 'w') return numberIn(second)
  if (kind === 'launch') return numberIn(third)
  if (kind === 'wc') return second === 'join' ? numberIn(third) : numberIn(second)
  if (kind === 'join' || kind === 'start') return numberIn(param(url, 'confno') ?? second)
  return null
}

/** Nine to eleven digits, as they are printed in groups too. */
function numberIn(text: string | null | undefined): string | null {
  const digits = text?.replaceAll(/[\s-]/g, '') ?? ''
  return /^\d{9,11}$/.test(digits) ? digits : null
}

function meeting(place: Place, { space, parent, ...cluster }: Cluster, number: string): Found {
  const { url } = place
  const isPlain = [`/j/${number}`, `/w/${number}`].includes(url.pathname.replace(/\/$/, ''))
  const host = /^(?:app\.)?zoom/.test(url.hostname) ? parent : url.hostname
  const query = url.searchParams.has('confno') ? passcodeOf(url) : `${url.search}${url.hash}`
  return {
    ...{ ...cluster, key: `${space}:${number}` },
    url: isPlain ? asWritten(place) : `https://${host}/j/${number}${query}`,
    hasSecret: url.searchParams.has('pwd') || url.searchParams.has('tk'),
  }
}

function passcodeOf({ searchParams }: URL): string {
  const passcode = searchParams.get('pwd')
  return passcode ? `?pwd=${encodeURIComponent(passcode)}` : ''
}

function personalRoom(place: Place, { space, parent: _, ...cluster }: Cluster, name: string): Found {
  if (!/^[\w.%+-]+$/.test(name)) return null
  return {
    ...{ ...cluster, key: `${space}:${place.host}/my/${name.toLowerCase()}` },
    url: asWritten(place),
    hasSecret: place.url.searchParams.has('pwd'),
  }
}

/** Zoom Events ask for a sign-in; their public pages ask to register. */
function zoomEvents(place: Place): Found {
  const [kind, id] = place.parts
  if (kind === 'ev' || kind === 'eb') return 'registration'
  if ((kind !== 'ejl' && kind !== 'e') || !id) return null
  return { platform: 'zoom', key: `zoom-events:${kind}/${id}`, url: asWritten(place), isJoinable: false }
}
