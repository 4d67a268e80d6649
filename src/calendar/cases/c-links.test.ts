import { describe, expect, test } from 'vitest'
import { coverRooms } from '#calendar/deciding/cover-rooms.ts'
import { decideForGroup, type Vote } from '#calendar/deciding/decide-for-group.ts'
import { findMeetingLink } from '#calendar/links/find-meeting-link.ts'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import { fromGraph } from '#calendar/providers/graph-event.ts'
import {
  checkRows,
  googleItem,
  graphItem,
  MEET,
  type Row,
  seen,
  TEAMS,
  video,
  ZOOM,
} from '#test/calendar-cases.ts'
import { processorMs } from '#test/processor-time.ts'
import { at } from '#test/sightings.ts'

const none = { conferenceData: {} }
const made = (statusCode: string) => ({ createRequest: { status: { statusCode } } })
const described = (description: string) => ({ google: { ...none, description } })
const body = (content: string) => ({ graph: { onlineMeeting: null, body: { content } } })
const safelink = `https://nam11.safelinks.protection.outlook.com/?url=${encodeURIComponent(TEAMS)}&amp;data=05`

/** What is opened, with the platform and the room. */
const linkOf = (description: string, conference: object = {}) =>
  findMeetingLink(
    fromGoogle(googleItem({ conferenceData: conference, description }))?.link ?? {
      sources: [],
      isPending: false,
    },
  )
const opened = (text: string) => linkOf(text).room?.url

const rows: readonly Row[] = [
  [
    51,
    'a conference that is still being made',
    { google: { conferenceData: made('pending') } },
    'link_pending',
  ],
  [
    52,
    'a conference that could not be made, Zoom in the location',
    { google: { conferenceData: { ...made('failure'), ...video(MEET) }, location: ZOOM } },
    'join 15:00',
  ],
  [57, 'only numbers to dial in', described('https://us06web.zoom.us/u/kdRLkKUray'), 'no_link'],
  [
    58,
    'only a page to register on',
    described('https://zoom.us/meeting/register/tJ0abc'),
    'registration_only',
  ],
  [
    59,
    'wrapped by a mail filter that says where it leads',
    body(`<a href="${safelink}">Join</a>`),
    'join 15:00',
  ],
  [
    60,
    'wrapped by one that does not',
    described('https://protect-us.mimecast.com/s/AbC?domain=zoom.us'),
    'link_wrapped_opaque',
  ],
  [61, 'a look-alike', described('https://zoom.us.evil.example/j/85512345678'), 'no_link'],
  [62, 'broken by <wbr>', body('<span>https://meet.google.com/abc-<wbr>defg-hij</span>'), 'join 15:00'],
  [62, 'broken by a soft line break', described('https://meet.google.com/abc-=\ndefg-hij'), 'join 15:00'],
  [
    66,
    'Zoom, which Outlook does not count as online',
    { graph: { onlineMeeting: null, onlineMeetingUrl: ZOOM, isOnlineMeeting: false } },
    'join 15:00',
  ],
  [69, 'a town hall', described(`${TEAMS}?context=%7b%22IsBroadcastMeeting%22%3atrue%7d`), 'join 15:00'],
  [70, 'Zoom for Government', described('https://acme.zoomgov.com/j/1612345678'), 'unsupported_platform'],
  [71, 'the link was taken out an hour before', { google: none, now: at('14:00') }, 'no_link'],
  [
    78,
    'broken percent signs, and a link beside them',
    described(`https://a.example/%E0%A4%A ${ZOOM}`),
    'join 15:00',
  ],
  [79, 'a host of one’s own', described('https://meet.corp.example/planning'), 'no_link'],
  [80, 'a script', described("javascript:location='https:zoom.us/j/85512345678'"), 'no_link'],
  [80, 'a number for a host', described('https://192.0.2.7/j/85512345678'), 'no_link'],
  [80, 'somebody’s name in it', described('https://ana:secret@zoom.us/j/85512345678'), 'no_link'],
]

describe('C. Links', () => {
  checkRows(rows)

  test('53. an added Meet, and Zoom in the location → Zoom, Meet as the alternate', () => {
    const item = fromGoogle(googleItem({ conferenceData: video(MEET), location: ZOOM }))
    const { room, alternates } = findMeetingLink(item?.link ?? { sources: [], isPending: false })
    expect(room?.roomKey).toBe('zoom:85512345678')
    expect(alternates.map(({ roomKey }) => roomKey)).toEqual(['meet:abc-defg-hij'])
  })

  test('54. Meet, and an old Zoom in the description → Meet', () => {
    expect(linkOf(ZOOM, video(MEET)).room?.roomKey).toBe('meet:abc-defg-hij')
  })

  test('55. two Zoom numbers → the anchor’s, else the longest', () => {
    expect(opened(`<a href="https://zoom.us/j/111111111">x</a> ${ZOOM}?pwd=abc`)).toBe(
      'https://zoom.us/j/111111111',
    )
    expect(opened(`https://zoom.us/j/111111111 ${ZOOM}?pwd=abc`)).toBe(`${ZOOM}?pwd=abc`)
  })

  test('56. one number with and without its passcode → with', () => {
    expect(opened(`${ZOOM} ${ZOOM}?pwd=abc`)).toBe(`${ZOOM}?pwd=abc`)
  })

  test('63. the passcode only in the text → it is passed on', () => {
    expect(opened(`${ZOOM}\nPasscode: 870554`)).toBe(`${ZOOM} (Passcode: 870554)`)
  })

  test('64. two addresses of one Zoom number → one room', () => {
    expect(linkOf('https://us02web.zoom.us/j/85512345678').room?.roomKey).toBe(
      linkOf('https://acme.zoom.us/j/85512345678').room?.roomKey,
    )
  })

  test('65. a long and a short Teams link of one event → one bot, by the organizer’s', () => {
    const vote = (userId: string, isOrganizer: boolean, roomKey: string): Vote => ({
      ...{ userId, isOrganizer, roomKey, wants: true, isConfirmed: true, because: 'matches_rules' },
      ...{ joinAt: at('15:00'), seenAt: at('08:00') },
    })
    const group = decideForGroup([vote('ana', false, 'teams:19:x@thread.v2'), vote('bo', true, 'teams:213')])
    expect(group).toMatchObject({ isWanted: true, linkFrom: { roomKey: 'teams:213' } })
  })

  const booked = (id: string, start: string, end: string) => ({
    ...{ id, roomKey: 'zoom:zoom.us/my/ana', start: at(start), end: at(end), seenAt: at('08:00') },
  })

  test('67. a personal room, three meetings one after the other → three bots', () => {
    const day = [booked('a', '09:00', '10:00'), booked('b', '10:00', '11:00'), booked('c', '11:00', '12:00')]
    expect(coverRooms(day)).toEqual(new Map())
  })

  test('68. a personal room, two meetings at once → the second is covered by the first', () => {
    expect(coverRooms([booked('b', '09:30', '10:30'), booked('a', '09:00', '10:00')])).toEqual(
      new Map([['b', 'a']]),
    )
  })

  test('69. a town hall is marked', () => {
    expect(linkOf(`${TEAMS}?context=%7b%22IsBroadcastMeeting%22%3atrue%7d`).isBroadcast).toBe(true)
  })

  test.each([
    [72, 'changed two hours before', `${ZOOM}9`],
    [73, 'changed two minutes before', 'https://meet.google.com/xyz-abcd-efg'],
    [74, 'changed while the bot is in the old room', 'https://meet.google.com/xyz-abcd-efg'],
  ])('%d. a link %s → the wish leads to the new room', (_number, _what, link) => {
    expect(linkOf(link.replace('56789', '5678')).room?.roomKey).not.toBe(linkOf(MEET).room?.roomKey)
  })

  test('75. only the tracking in a link changed → the wish is the same', () => {
    expect(linkOf(`${MEET}?authuser=1&hs=122`).room).toEqual(linkOf(`${MEET}?hs=1&authuser=0`).room)
  })

  test('76. only the passcode changed → another address, the same room', () => {
    const [before, after] = [linkOf(`${ZOOM}?pwd=a`).room, linkOf(`${ZOOM}?pwd=b`).room]
    expect(after?.roomKey).toBe(before?.roomKey)
    expect(after?.url).not.toBe(before?.url)
  })

  test('77. eight kilobytes with two hundred links → decided at once', () => {
    const long = Array.from(
      { length: 200 },
      (_, index) => `https://acme.example/a/long/page/number-${index}`,
    ).join(' ')
    expect(opened(`${long} ${ZOOM}`)).toBe(ZOOM)
    expect(processorMs(() => opened(`${long} ${ZOOM}`))).toBeLessThan(50)
  })

  test('79. a host of one’s own in an Outlook event is no link either', () => {
    const shown = seen(
      fromGraph(graphItem({ onlineMeeting: { joinUrl: 'https://meet.corp.example/planning' } })),
    )
    expect(shown.link).toMatchObject({ isJoinable: false, reason: 'no_link' })
  })
})
