/** GoTo: meetings by nine digits, personal rooms by name. */
import { asWritten, type Found, type Place, type Platforms, param } from '#calendar/links/place.ts'

export const goto: Platforms = [
  { hosts: ['link.gotomeeting.com', 'support.gotomeeting.com'], find: () => null },
  { hosts: ['gotomeeting.com', 'app.goto.com'], find: byNumber },
  { hosts: ['meet.goto.com', 'gotomeet.me'], find: (place) => byNumber(place) ?? byName(place) },
  { hosts: ['gotowebinar.com'], find: ({ parts }) => (parts.includes('register') ? 'registration' : null) },
]

function byNumber({ url, parts }: Place): Found {
  const [first = '', second] = parts
  const stands = ['join', 'meeting', 'meet'].includes(first) ? second : first
  const number = [stands, param(url, 'meetingid')].find((text) => /^\d{3}-?\d{3}-?\d{3}$/.test(text ?? ''))
  return number
    ? room(number.replaceAll('-', ''), `https://app.goto.com/meeting/${number.replaceAll('-', '')}`)
    : null
}

const PAGES = new Set([
  'install',
  'download',
  'system-check',
  'pricing',
  'features',
  'support',
  'login',
  'join',
  'start',
])

function byName(place: Place): Found {
  const [name = '', ...rest] = place.parts
  if (!/^[\w.-]+$/.test(name) || PAGES.has(name.toLowerCase()) || rest.length > 1) return null
  return room(`me/${[name, ...rest].join('/').toLowerCase()}`, asWritten(place))
}

const room = (key: string, url: string): Found => ({
  ...{ platform: 'goto_meeting', key: `goto:${key}`, url, isJoinable: true },
})
