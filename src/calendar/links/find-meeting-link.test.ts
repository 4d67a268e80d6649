import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMeetingLink, type LinkSource } from '#calendar/links/find-meeting-link.ts'

const inBody = (text: string) => findMeetingLink({ sources: [{ where: 'body', text }], isPending: false })
const among = (...sources: LinkSource[]) => findMeetingLink({ sources, isPending: false })

const CONTEXT = '%7b%22Tid%22%3a%2211111111-2222-3333-4444-555555555555%22%7d'
const TEAMS = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_AbC%40thread.v2/0?context=${CONTEXT}`
const THREAD = 'teams:19:meeting_abc@thread.v2'

describe('a room is recognised', () => {
  test.each([
    ['https://zoom.us/j/85512345678', 'zoom:85512345678'],
    ['https://acme.zoom.us/s/85512345678', 'zoom:85512345678'],
    ['us02web.zoom.us/j/85512345678?pwd=abc', 'zoom:85512345678'],
    ['https://us06web.zoom.com.cn/j/85512345678', 'zoom.com.cn:85512345678'],
    ['zoommtg://zoom.us/join?confno=85512345678&pwd=xxxx', 'zoom:85512345678'],
    ['<a href="https://zoom.us/j/85512345678?pwd=abc&amp;from=addon">Join</a>', 'zoom:85512345678'],
    ['https://zoom.us/j/855 1234 5678', 'zoom:85512345678'],
    ['Beitreten：https://zoom.us/j/85512345678？pwd=abc', 'zoom:85512345678'],
    ['https://zoom.us/j/85512345678?pwd=abc\nhttps://zoom.us/u/kdRLkKUray', 'zoom:85512345678'],
    ['https://acme.zoom.us/my/Ana.Lima', 'zoom:acme.zoom.us/my/ana.lima'],
    ['https://meet.google.com/ABC-DEFG-HIJ?authuser=1', 'meet:abc-defg-hij'],
    ['https://meet.google.com/abcdefghij', 'meet:abc-defg-hij'],
    ['<span>https://meet.google.com/abc-<wbr>defg-hij</span>', 'meet:abc-defg-hij'],
    [TEAMS, THREAD],
    [
      'https://teams.microsoft.com/l/meetup-join/19:meeting_AbC@thread.v2/0?context={"Tid":"1","Oid":"2"}',
      THREAD,
    ],
    [`msteams:/l/meetup-join/19%3ameeting_AbC%40thread.v2/0?context=${CONTEXT}`, THREAD],
    ['https://teams.microsoft.com/meet/21345678901234?p=AbCdEf', 'teams:21345678901234'],
    ['https://teams.live.com/meet/9312345678901?p=AbCdEfGh', 'teams.live:9312345678901'],
    ['https://acme.webex.com/acme/j.php?MTID=m0123', 'webex:acme/m0123'],
    ['https://acme.webex.com/meet/jdoe', 'webex:acme/meet/jdoe'],
    ['https://global.gotomeeting.com/join/123456789', 'goto:123456789'],
    ['https://app.goto.com/meeting/123456789', 'goto:123456789'],
  ])('%s', (text, roomKey) => {
    expect(inBody(text)).toMatchObject({ isJoinable: true, roomKey })
  })
})

describe('wrappers are taken off', () => {
  const wrapped = (url: string) => encodeURIComponent(url)
  test.each([
    [`https://nam11.safelinks.protection.outlook.com/?url=${wrapped(TEAMS)}&data=05`, THREAD],
    [
      `https://nam11.safelinks.protection.outlook.com/?url=${wrapped(`https://gcc02.safelinks.protection.office365.us/?url=${wrapped('https://zoom.us/j/85512345678')}`)}`,
      'zoom:85512345678',
    ],
    [`https://www.google.com/url?q=${wrapped('https://zoom.us/j/85512345678')}&sa=D`, 'zoom:85512345678'],
    [
      'https://urldefense.proofpoint.com/v2/url?u=https-3A__us02web.zoom.us_j_85512345678-3Fpwd-3Dabc&d=x',
      'zoom:85512345678',
    ],
    ['https://urldefense.us/v3/__https://acme.zoom.us/j/85512345678__;!!X!y$', 'zoom:85512345678'],
    [
      'https://us-west-2.protection.sophos.com/?d=zoom.us&u=aHR0cHM6Ly96b29tLnVzL2ovODU1MTIzNDU2Nzg=',
      'zoom:85512345678',
    ],
  ])('%s', (text, roomKey) => {
    expect(inBody(text)).toMatchObject({ isJoinable: true, roomKey })
  })

  test('one that hides its target is not opened, and that is said', () => {
    expect(inBody('https://protect-us.mimecast.com/s/AbCdEfGhIjKl?domain=zoom.us')).toEqual({
      isJoinable: false,
      reason: 'link_wrapped_opaque',
    })
  })
})

describe('what is no meeting is not taken for one', () => {
  test.each([
    'https://evilzoom.us/j/85512345678',
    'https://zoom.us.evil.example/j/85512345678',
    'https://ana@zoom.us/j/85512345678',
    'https://us06web.zoom.us/u/kdRLkKUray',
    'https://acme.zoom.us/webinar/register/WN_abcDEF',
    'https://acme.zoom.us/rec/share/abc.def',
    'https://meet.google.com/landing?hs=1',
    'https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/General',
    'https://aka.ms/JoinTeamsMeeting?omkt=en-US',
    'https://link.gotomeeting.com/system-check',
    'https://nam11.safelinks.protection.outlook.com/?url=%E0%A4%A',
    'Meeting ID: 855 1234 5678\nPasscode: 870554',
  ])('%s', (text) => {
    expect(inBody(text)).toEqual({ isJoinable: false, reason: 'no_link' })
  })

  test('a platform that no bot can join is named', () => {
    expect(inBody('https://acme.whereby.com/room-1')).toEqual({
      isJoinable: false,
      reason: 'unsupported_platform',
      platform: 'whereby',
    })
  })
})

describe('among several links', () => {
  const meet = { where: 'conference', text: 'https://meet.google.com/abc-defg-hij' } as const
  const zoom = (where: LinkSource['where']) =>
    ({ where, text: 'https://zoom.us/j/85512345678?pwd=a' }) as const

  test('what stands in the location beats a Meet that the calendar added by itself', () => {
    expect(among(meet, zoom('location'))).toMatchObject({ platform: 'zoom' })
  })

  test('what stands in the description does not', () => {
    expect(among(meet, zoom('body'))).toMatchObject({ platform: 'google_meet' })
  })

  test('a joinable one further down beats a platform that no bot can join', () => {
    expect(among({ where: 'conference', text: 'https://acme.whereby.com/room' }, zoom('body'))).toMatchObject(
      {
        platform: 'zoom',
      },
    )
  })

  test('the one with the passcode is opened', () => {
    const twice = 'https://zoom.us/j/85512345678 or https://zoom.us/j/85512345678?pwd=abc'
    expect(inBody(twice)).toMatchObject({ url: 'https://zoom.us/j/85512345678?pwd=abc' })
  })

  test('the link that is opened is the one that was written, to the last sign', () => {
    expect(inBody(`Join: ${TEAMS}.`)).toMatchObject({ url: TEAMS })
  })

  test('nothing in it that a database could not hold', () => {
    expect(inBody('https://zoom.us/j/85512345678?pwd=a\0b')).toMatchObject({
      url: 'https://zoom.us/j/85512345678?pwd=ab',
    })
  })

  test('none yet, where a conference is still being made', () => {
    expect(findMeetingLink({ sources: [], isPending: true })).toMatchObject({ reason: 'link_pending' })
  })
})

test('no text makes it throw or think for long', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'https://zoom.us/j/',
      '<a href="',
      '&#x',
      '%E0%A4%A',
      'https://urldefense.com/v3/__',
      '**a',
      '__;!!',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(inBody(pieces.join(''))).toHaveProperty('isJoinable')
    }),
    { numRuns: 300 },
  )
})
