/** Microsoft Teams: by thread in long links, by number in short ones, and the launchers and apps that wrap both. */
import { asWritten, decoded, type Found, type Place, type Platforms } from '#calendar/links/place.ts'

/** The government clouds are separate, and Recall does not say that it reaches them. */
type Cloud = {
  space: string
  platform: 'microsoft_teams' | 'microsoft_teams_live'
  isJoinable: boolean
  cloud?: string
}
const work: Cloud = { space: 'teams', platform: 'microsoft_teams', isJoinable: true }
const free: Cloud = { space: 'teams.live', platform: 'microsoft_teams_live', isJoinable: true }
const government: Cloud = {
  ...{ space: 'teams.us', platform: 'microsoft_teams', isJoinable: false, cloud: 'teams_us' },
}
const defense: Cloud = { ...government, space: 'teams.dod', cloud: 'teams_dod' }

export const teams: Platforms = [
  { hosts: ['events.teams.microsoft.com'], find: () => 'registration' },
  { hosts: ['dialin.teams.microsoft.com', 'support.teams.microsoft.com'], find: () => null },
  { hosts: ['teams.microsoft.com', 'teams.cloud.microsoft'], find: (place) => find(place, work) },
  { hosts: ['teams.live.com'], find: (place) => find(place, free) },
  { hosts: ['dod.teams.microsoft.us'], find: (place) => find(place, defense) },
  { hosts: ['teams.microsoft.us', 'gov.teams.microsoft.us'], find: (place) => find(place, government) },
]

function find(place: Place, cloud: Cloud): Found {
  if (place.sub !== '') return null
  if (place.parts[0] === 'registration') return 'registration'
  if (place.parts[0] === 'light-meetings') return lightMeeting(place, cloud)
  const path = `${place.url.pathname}${place.url.search}`
  const inner = innerPath(place)
  return (
    byThread(place, cloud, inner ?? path, inner !== null) ??
    byNumber(place, cloud, inner ?? path, inner !== null)
  )
}

/** A launcher carries the path in its `url`, the web app behind its #. */
function innerPath({ url, parts: [first] }: Place): string | null {
  if (first === 'dl') return afterHash(url.searchParams.get('url') ?? '')
  return url.hash.startsWith('#/') ? url.hash.slice(1) : null
}
const afterHash = (path: string) => path.replace(/^\/?_?(?:\?[^#]*)?#/, '')

const THREAD = /^\/l\/meetup-join\/([^/?#]+)(?:\/[^/?#]*)?/i

function byThread(place: Place, cloud: Cloud, path: string, isWrapped: boolean): Found {
  const found = THREAD.exec(path) ?? THREAD.exec(decoded(path))
  const thread = decoded(decoded(found?.[1] ?? '')).toLowerCase()
  if (!thread.startsWith('19:') && !thread.startsWith('19_')) return null
  return {
    ...cloudOf(cloud, thread),
    url: isWrapped ? onOwnHost(place, path) : asWritten(place),
    isBroadcast: /IsBroadcastMeeting"?\s*:\s*true/i.test(decoded(decoded(path))),
  }
}

const NUMBER = /^\/meet\/(\d{9,16})\/?(?:[?#]|$)/i

function byNumber(place: Place, cloud: Cloud, path: string, isWrapped: boolean): Found {
  const number = NUMBER.exec(path)?.[1]
  if (!number) return null
  return {
    ...cloudOf(cloud, number),
    url: isWrapped ? onOwnHost(place, path) : asWritten(place),
    hasSecret: /[?&]p=[^&]/.test(path),
  }
}

const cloudOf = ({ space, ...cloud }: Cloud, room: string) => ({ ...cloud, key: `${space}:${room}` })

/** The plain address of what a launcher wraps, its encoding untouched where it was encoded. */
const onOwnHost = ({ url }: Place, path: string): string =>
  URL.parse(
    path.startsWith('/l') || path.startsWith('/meet') ? path : decoded(path),
    `https://${url.hostname}`,
  )?.href ?? url.href

/** The light client's address holds the meeting's coordinates as base64 of JSON. */
function lightMeeting({ url }: Place, cloud: Cloud): Found {
  const coordinates = Buffer.from(url.searchParams.get('coords') ?? '', 'base64').toString('utf8')
  const thread = /19[:_]meeting_[\w-]+@thread\.(?:v2|skype|tacv2)/i.exec(coordinates)?.[0]
  if (!thread) return null
  const field = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`, 'i').exec(coordinates)?.[1]
  const context = JSON.stringify({ Tid: field('tenantId') ?? '', Oid: field('organizerId') ?? '' })
  return {
    ...cloudOf(cloud, thread.toLowerCase()),
    url: `https://${url.hostname}/l/meetup-join/${encodeURIComponent(thread)}/${field('messageId') ?? '0'}?context=${encodeURIComponent(context)}`,
  }
}
