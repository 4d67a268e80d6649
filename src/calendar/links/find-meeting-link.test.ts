import { describe, expect, test } from 'vitest'
import { findMeetingLink, type LinkSource } from '#calendar/links/find-meeting-link.ts'

const among = (...sources: LinkSource[]) => findMeetingLink({ sources, isPending: false })
const inBody = (text: string) => among({ where: 'body', text })

const meet = { where: 'conference', text: 'https://meet.google.com/abc-defg-hij' } as const
const zoom = (where: LinkSource['where'], text = 'https://zoom.us/j/85512345678?pwd=a') => ({ where, text })
const whereby = { where: 'conference', text: 'https://acme.whereby.com/room' } as const

describe('among several links', () => {
  test('the field that says it for certain comes first', () => {
    expect(among(meet, zoom('body'))).toMatchObject({ platform: 'google_meet' })
  })

  test('what stands in the location beats a Meet that the calendar added by itself', () => {
    expect(among(meet, zoom('location'))).toMatchObject({ platform: 'zoom' })
  })

  test('a joinable one further down beats a platform that no bot can join', () => {
    expect(among(whereby, zoom('body'))).toMatchObject({ platform: 'zoom' })
  })

  test('the others are kept as alternates, each room once', () => {
    const { alternates } = among(meet, zoom('body'), zoom('title'), whereby)
    expect(alternates.map(({ roomKey }) => roomKey)).toEqual(['zoom:85512345678', 'whereby:acme/room'])
  })

  test('of one room the link with the passcode is opened, wherever it stands', () => {
    const bare = zoom('conference', 'https://zoom.us/j/85512345678')
    expect(among(bare, zoom('body'))).toMatchObject({ url: 'https://zoom.us/j/85512345678?pwd=a' })
  })

  test('of two rooms in one field the longer link is opened', () => {
    const text = 'old: https://zoom.us/j/111111111 new: https://zoom.us/j/85512345678?pwd=abc'
    expect(inBody(text)).toMatchObject({ roomKey: 'zoom:85512345678' })
  })

  test('an anchor’s address counts more than its text', () => {
    const text = '<a href="https://meet.google.com/abc-defg-hij">https://zoom.us/j/85512345678?pwd=abc</a>'
    expect(inBody(text)).toMatchObject({ platform: 'google_meet' })
  })

  test('the page with the telephone numbers is the last resort', () => {
    const text = 'https://tel.meet/abc-defg-hij?pin=1234567890123 https://zoom.us/j/85512345678'
    expect(inBody(text)).toMatchObject({ platform: 'zoom' })
  })
})

describe('what is opened', () => {
  const CONTEXT = '%7b%22Tid%22%3a%2211111111-2222-3333-4444-555555555555%22%7d'
  const TEAMS = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_AbC%40thread.v2/0?context=${CONTEXT}`

  test('is what was written, to the last sign', () => {
    expect(inBody(`Join: ${TEAMS}.`)).toMatchObject({ url: TEAMS })
  })

  test('keeps a context that was written as JSON', () => {
    const raw =
      'https://teams.microsoft.com/l/meetup-join/19:meeting_a@thread.v2/0?context={"Tid":"1","Oid":"2"}'
    expect(inBody(`<${raw}>`)).toMatchObject({ url: raw })
  })

  test('holds nothing that a database could not', () => {
    expect(inBody('https://zoom.us/j/85512345678?pwd=a\0b')).toMatchObject({
      url: 'https://zoom.us/j/85512345678?pwd=ab',
    })
  })

  test('is marked as a town hall where it is one', () => {
    const townHall = TEAMS.replace('%7d', '%2c%22IsBroadcastMeeting%22%3atrue%7d')
    expect(inBody(townHall)).toMatchObject({ isBroadcast: true })
    expect(inBody(TEAMS)).toMatchObject({ isBroadcast: false })
  })
})

describe('where there is none', () => {
  test('a conference that is still being made is waited for', () => {
    expect(findMeetingLink({ sources: [whereby], isPending: true })).toMatchObject({ reason: 'link_pending' })
  })

  test('a telephone number is said to be one', () => {
    expect(findMeetingLink({ sources: [], isPending: false, hasPhone: true })).toMatchObject({
      reason: 'phone_only',
    })
  })

  test('the platform that no bot can join is named', () => {
    expect(among(whereby)).toMatchObject({ reason: 'unsupported_platform', platform: 'whereby' })
  })

  test('two hundred other links change nothing', () => {
    const others = Array.from({ length: 200 }, (_, index) => `https://acme.example/page-${index}`).join('\n')
    expect(inBody(others)).toMatchObject({ reason: 'no_link' })
    expect(inBody(`${others}\nhttps://zoom.us/j/85512345678`)).toMatchObject({ roomKey: 'zoom:85512345678' })
  })
})
