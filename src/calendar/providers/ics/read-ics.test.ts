import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { readIcs } from '#calendar/providers/ics/read-ics.ts'

const at = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' })
const window = { start: at('2026-11-22T00:00:00Z'), end: at('2026-12-21T00:00:00Z') }
const calendar = (...entries: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...entries, 'END:VCALENDAR'].join('\r\n')
const entry = (...lines: string[]) =>
  ['BEGIN:VEVENT', 'UID:one@there', 'SUMMARY:Weekly', ...lines, 'END:VEVENT'].join('\r\n')
const starts = (...lines: string[]) =>
  readIcs(calendar(entry(...lines)), window).events.map(({ start }) => start.toISO())

describe('when', () => {
  test.each([
    ['UTC', ['DTSTART:20261123T100000Z'], ['2026-11-23T10:00:00.000Z']],
    ['a zone by its name', ['DTSTART;TZID=Europe/Vienna:20261123T100000'], ['2026-11-23T09:00:00.000Z']],
    [
      "by Windows' name",
      ['DTSTART;TZID=Eastern Standard Time:20261123T100000'],
      ['2026-11-23T15:00:00.000Z'],
    ],
    ['a floating time, without a calendar zone', ['DTSTART:20261123T100000'], ['2026-11-23T10:00:00.000Z']],
    ['a day', ['DTSTART;VALUE=DATE:20261123'], ['2026-11-23T00:00:00.000Z']],
    [
      'a rule that began long ago, over the change of clocks',
      ['DTSTART;TZID=America/New_York:20251027T090000', 'RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261208T000000Z'],
      ['2026-11-23T14:00:00.000Z', '2026-11-30T14:00:00.000Z', '2026-12-07T14:00:00.000Z'],
    ],
    [
      'without the excepted one, with the extra one',
      [
        'DTSTART:20261123T100000Z',
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE:20261124T100000Z',
        'RDATE:20261127T100000Z',
      ],
      ['2026-11-23T10:00:00.000Z', '2026-11-25T10:00:00.000Z', '2026-11-27T10:00:00.000Z'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(starts(...lines)).toEqual(expected)
  })

  test('a zone that only the file explains', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Somewhere',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0545',
      'TZOFFSETTO:+0545',
      'END:STANDARD',
      'END:VTIMEZONE',
    ].join('\r\n')
    const { events } = readIcs(calendar(zone, entry('DTSTART;TZID=Somewhere:20261123T100000')), window)
    expect(events[0]?.start.toISO()).toBe('2026-11-23T04:15:00.000Z')
  })

  test('a moved one stands where it was moved to, and keeps its place in the series', () => {
    const text = calendar(
      entry('DTSTART:20261123T100000Z', 'DTEND:20261123T103000Z', 'RRULE:FREQ=DAILY;COUNT=2'),
      entry('RECURRENCE-ID:20261124T100000Z', 'DTSTART:20261124T150000Z', 'DTEND:20261124T160000Z'),
    )
    const { events } = readIcs(text, window)
    expect(events.map(({ id, start, originalStart }) => [id, start.toISO(), originalStart?.toISO()])).toEqual(
      [
        ['one@there_20261123T100000Z', '2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.000Z'],
        ['one@there_20261124T100000Z', '2026-11-24T15:00:00.000Z', '2026-11-24T10:00:00.000Z'],
      ],
    )
  })
})

test('says who, where and whether', () => {
  const text = calendar(
    entry(
      'DTSTART:20261123T100000Z',
      'DURATION:PT45M',
      'ORGANIZER;CN=Maya:mailto:Maya@Northwind.example',
      'ATTENDEE;CN=Jonas;PARTSTAT=DECLINED:mailto:jonas@northwind.example',
      'ATTENDEE;CUTYPE=ROOM:mailto:room@northwind.example',
      'X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij',
      'CLASS:PRIVATE',
    ),
  )
  const { events } = readIcs(text, window, 'jonas@northwind.example')
  expect(events).toMatchObject([
    {
      organizerEmail: 'maya@northwind.example',
      responseStatus: 'declined',
      isPrivate: true,
      attendees: [{ email: 'jonas@northwind.example', name: 'Jonas' }],
      link: {
        sources: [{ where: 'conference', text: 'https://meet.google.com/abc-defg-hij' }, { where: 'title' }],
      },
    },
  ])
  expect(events[0]?.end.toISO()).toBe('2026-11-23T10:45:00.000Z')
})

test('one bad entry is named, and spoils none of the others', () => {
  const bad = ['BEGIN:VEVENT', 'UID:bad', 'SUMMARY:No start', 'END:VEVENT'].join('\r\n')
  const bomb = [
    'BEGIN:VEVENT',
    'UID:bomb',
    'DTSTART:20261123T100000Z',
    'RRULE:FREQ=SECONDLY',
    'END:VEVENT',
  ].join('\r\n')
  const { events, unreadable } = readIcs(calendar(bad, bomb, entry('DTSTART:20261123T100000Z')), window)
  expect(events.map(({ id }) => id)).toEqual(['one@there'])
  expect(unreadable).toEqual(['bad', 'bomb'])
})

test.each([
  ['', 'empty'],
  ['<!doctype html><p>Sign in</p>', 'a page'],
  ['BEGIN:VCARD\r\nEND:VCARD', 'a card'],
])('what is no calendar is refused with a sentence: %#', (text) => {
  expect(() => readIcs(text, window)).toThrow('That is no calendar')
})

test('rules without an end, of whatever kind, are followed for a moment only', () => {
  const rules = [
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=5',
    'FREQ=DAILY;COUNT=99999999',
    'FREQ=WEEKLY;INTERVAL=0',
  ]
  const before = process.cpuUsage()
  for (const rule of rules) readIcs(calendar(entry('DTSTART:19700101T100000Z', `RRULE:${rule}`)), window)
  const { user } = process.cpuUsage(before)
  expect(user / 1_000).toBeLessThan(5_000) // of processor time: the machine may be busy with something else
})
