/** Conference services that no bot of ours can join: by number, by code, or by the name of a room. */
import { type Place, type Platforms, param } from '#calendar/links/place.ts'
import {
  companyPages,
  companyPagesAnd,
  NAME,
  named,
  room,
  words,
} from '#calendar/links/platforms/unsupported.ts'

/** A number of so many digits or more, as it is printed in groups too. */
function digits(text: string | undefined, least = 6): string | null {
  const plain = text?.replaceAll(/[\s-]/g, '') ?? ''
  return /^\d{1,20}$/.test(plain) && plain.length >= least ? plain : null
}

export const conferences: Platforms = [
  { hosts: ['app.slack.com'], find: (place) => room(place, 'slack_huddle', huddle(place)) },
  { hosts: ['chime.aws'], find: (place) => room(place, 'chime', chime(place)) },
  { hosts: ['whereby.com', 'appear.in'], find: (place) => room(place, 'whereby', whereby(place)) },
  { hosts: ['meet.jit.si'], find: (place) => room(place, 'jitsi', jitsi(place)) },
  { hosts: ['8x8.vc'], find: (place) => room(place, '8x8', eightByEight(place)) },
  {
    hosts: [
      ...[
        'ringcentral.com',
        'ringcentral.co.uk',
        'meetzoom.us',
        'officeathand.att.com',
        'btcloudphone.bt.com',
      ],
      ...['businessconnect.telus.com', 'unifyoffice.com', 'rainbowoffice.com'],
    ],
    find: (place) => room(place, 'ringcentral', ringcentral(place)),
  },
  { hosts: ['bluejeans.com'], find: (place) => room(place, 'bluejeans', bluejeans(place)) },
  {
    hosts: ['discord.gg', 'discord.com', 'discordapp.com'],
    find: (place) => room(place, 'discord', discord(place)),
  },
  {
    hosts: ['vc.larksuite.com', 'vc.feishu.cn', 'meetings.feishu.cn', 'meetings.larksuite.com'],
    find: (place) => room(place, 'lark', lark(place)),
  },
  {
    hosts: ['meeting.tencent.com', 'voovmeeting.com', 'meeting.qq.com'],
    find: (place) => room(place, 'voov', tencent(place)),
  },
  { hosts: zohoHosts('meeting', 'meet', 'cliq'), find: zoho },
  { hosts: ['meet.proton.me'], find: (place) => room(place, 'proton', proton(place)) },
  { hosts: ['join.skype.com', 'meet.lync.com'], find: (place) => room(place, 'skype', skype(place)) },
  { hosts: ['facetime.apple.com'], find: (place) => room(place, 'facetime', facetime(place)) },
  { hosts: ['meetings.vonage.com'], find: (place) => room(place, 'vonage', vonage(place)) },
  {
    hosts: ['lifesizecloud.com', 'call.lifesize.com'],
    find: (place) => room(place, 'lifesize', lifesize(place)),
  },
  {
    hosts: ['meet.starleaf.com'],
    find: (place) => room(place, 'starleaf', keyed('starleaf', digits(place.parts[0]))),
  },
  {
    hosts: ['go.teamviewer.com', 'go.blizz.com', 'meeting.teamviewer.com'],
    find: (place) => room(place, 'teamviewer', teamviewer(place)),
  },
  { hosts: ['join.me'], find: (place) => room(place, 'joinme', joinme(place)) },
  {
    hosts: ['uberconference.com'],
    find: (place) => room(place, 'uberconference', conferenceName(place, 'uberconference')),
  },
  {
    hosts: ['meetings.dialpad.com'],
    find: (place) => room(place, 'dialpad', conferenceName(place, 'dialpad')),
  },
]

const keyed = (space: string, name: string | null) => (name === null ? null : `${space}:${name}`)

function huddle({ sub, parts: [kind, team, channel] }: Place) {
  const both = named(team, /^[TE]\w+$/) && named(channel, /^[CGD]\w+$/)
  return sub === '' && kind === 'huddle' && both ? `slack:${team}/${channel}` : null
}

function chime({ sub, parts: [first, second] }: Place) {
  if (sub === 'app') return keyed('chime', first === 'meetings' ? named(second, NAME) : null)
  const pages = companyPagesAnd('dialinnumbers dial-in-numbers getting-started portal')
  return sub === '' ? keyed('chime', digits(first) ?? named(first, NAME, pages)) : null
}

function whereby({ sub, parts: [name, ...rest] }: Place) {
  const found = named(name, NAME, companyPagesAnd('information org use-cases customer-stories'))
  if (!found || rest.length > 0 || words('docs help status www.docs').has(sub)) return null
  return sub === '' || sub === 'www'
    ? `whereby:${found.toLowerCase()}`
    : `whereby:${sub}/${found.toLowerCase()}`
}

function jitsi({ host, sub, parts }: Place) {
  const isFile = words('static libs images fonts sounds config.js').has(parts[0] ?? '')
  const isRoom = sub === '' && !isFile && (parts.length === 1 || parts.length === 2)
  return isRoom ? `jitsi:${host}/${parts.join('/').toLowerCase()}` : null
}

function eightByEight({ sub, parts }: Place) {
  const isRoom = sub === '' && (parts.length === 1 || parts.length === 2) && !companyPages.has(parts[0] ?? '')
  return isRoom ? `8x8:${parts.join('/').toLowerCase()}` : null
}

/** v. and meetings. and the partners' hosts; the numbers to dial in stand on other pages. */
const ringcentral = ({ parts: [kind, id] }: Place) =>
  kind === 'join' || kind === 'j' || kind === 'w' ? keyed('ringcentral', digits(id)) : null

/** bluejeans.com/111 is the test meeting that stands in every invitation. */
const bluejeans = ({ sub, parts: [first, , third] }: Place) =>
  sub === 'primetime' ? keyed('bluejeans', named(third, NAME)) : keyed('bluejeans', digits(first))

function discord({ host, parts: [kind, first, second] }: Place) {
  if (host === 'discord.gg') return keyed('discord', named(kind, NAME))
  if (kind === 'invite') return keyed('discord', named(first, NAME))
  const isPlace = kind === 'channels' || kind === 'events'
  return isPlace && digits(first, 15) && digits(second, 15) ? `discord:${first}/${second}` : null
}

const lark = ({ parts }: Place) =>
  keyed('lark', parts.includes('j') ? digits(parts.at(-1)) : parts[0] === 's' ? named(parts[1], NAME) : null)

/** cw and crw are recordings. */
const tencent = ({ parts: [kind, id] }: Place) =>
  words('dm dw p s l').has(kind ?? '') ? keyed('tencent', named(id, NAME)) : null

function zohoHosts(...names: string[]): string[] {
  const ends = ['com', 'eu', 'in', 'com.au', 'com.cn', 'jp', 'sa', 'uk']
  return [
    ...names.flatMap((name) => ends.map((end) => `${name}.zoho.${end}`)),
    'meeting.zohocloud.ca',
    'meeting.tranzpay.io',
  ]
}

function zoho(place: Place) {
  const { host, url, parts } = place
  if (parts.includes('register')) return 'registration' as const
  if (host.startsWith('meet.')) return room(place, 'zoho', keyed('zoho', named(parts[0], NAME, companyPages)))
  if (host.startsWith('cliq.'))
    return room(place, 'zoho', parts.at(-2) === 'meetings' ? keyed('zoho', named(parts.at(-1), NAME)) : null)
  const id = param(url, 'key') ?? param(url, 'sessionid') ?? param(url, 'meetingkey')
  return room(place, 'zoho', parts.at(-1) === 'join' ? keyed('zoho', id) : null)
}

const proton = ({ parts: [kind, id] }: Place) =>
  kind === 'join' ? keyed('proton', named(id, /^id-[\w-]+$/)) : null

function skype({ host, sub, parts }: Place) {
  if (host === 'meet.lync.com') return parts.length >= 3 ? `lync:${parts.slice(0, 3).join('/')}` : null
  const name = named(parts[0], NAME, companyPagesAnd('bot meetnow'))
  return sub === '' ? keyed('skype', name ?? (parts[0] === 'meetnow' ? named(parts[1], NAME) : null)) : null
}

/** What identifies the call stands behind the #. */
function facetime({ url, parts: [kind] }: Place) {
  const said = new URLSearchParams(url.hash.slice(1) || url.search)
  return kind === 'join' ? keyed('facetime', said.get('p')) : null
}

const vonage = ({ url, parts: [id] }: Place) =>
  keyed('vonage', digits(id, 9) ?? (param(url, 'room_token') ? named(id, NAME) : null))

/** otherways is the page with the telephone numbers. */
const lifesize = ({ sub, parts: [id] }: Place) =>
  sub === 'call' || sub === '' ? keyed('lifesize', digits(id, 4)) : null

/** m is a meeting; s would be somebody's screen under remote control. */
function teamviewer({ parts }: Place) {
  const id = parts.find((part) => /^m?\d[\d-]{5,}$/i.test(part))
  return keyed('teamviewer', id ? id.replaceAll('-', '').toLowerCase() : null)
}

function joinme({ sub, parts: [name, ...rest] }: Place) {
  const pages = companyPagesAnd('conferencing mobile desktop')
  const found =
    rest.length === 0 && words(' www secure').has(sub) ? named(name, /^[\w.-]{3,60}$/, pages) : null
  return keyed('joinme', found?.replaceAll('-', '').toLowerCase() ?? null)
}

function conferenceName({ sub, parts }: Place, space: string) {
  const rest = words('room conference').has(parts[0] ?? '') ? parts.slice(1) : parts
  const pages = companyPagesAnd('conference room hello')
  const found = rest.length === 1 && (sub === '' || sub === 'www') ? named(rest[0], /^[\w.-]+$/, pages) : null
  return keyed(space, found?.toLowerCase() ?? null)
}
