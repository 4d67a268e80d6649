import { describe, expect, test } from 'vitest'
import { checkRows, type Row, wishOf } from '#test/calendar-cases.ts'
import { at, decideCase } from '#test/sightings.ts'
import { from, google, graph, keyOf, time, told, wishes } from '#test/wishes.ts'

const zoned = (dateTime: string, timeZone: string) => ({
  start: { dateTime, timeZone },
  end: { dateTime, timeZone },
})
const moved = (start: string, end: string, day?: string) => ({ google: from(start, end, day) })

/** The wish after the change; what it does to a bot that is already planned is told in bots/. */
const rows: readonly Row[] = [
  [81, 'moved from three to four', moved('16:00', '17:00'), 'join 16:00'],
  [
    82,
    'moved to tomorrow five minutes before',
    { ...moved('15:00', '16:00', '2026-11-24'), now: at('14:55') },
    'join 15:00',
  ],
  [83, 'moved earlier, to five minutes from now', moved('12:05', '13:00'), 'join 12:05'],
  [84, 'moved from the past into the future', { ...moved('18:00', '19:00'), now: at('16:30') }, 'join 18:00'],
  [
    86,
    'made longer while it runs',
    { ...moved('15:00', '17:00'), sighting: { hasBot: true }, now: at('15:59') },
    'join 15:00',
  ],
  [
    87,
    'made shorter while it runs',
    { ...moved('15:00', '15:30'), sighting: { hasBot: true }, now: at('15:29') },
    'join 15:00',
  ],
  [88, 'made so short that it is over', { ...moved('11:00', '11:30') }, 'ended'],
  [
    89,
    'moved later while the bot waits',
    { ...moved('15:30', '16:30'), sighting: { hasBot: true }, now: at('15:02') },
    'join 15:30',
  ],
  [
    90,
    'moved later while people talk with the bot',
    { ...moved('17:00', '18:00'), sighting: { hasBot: true }, now: at('15:20') },
    'join 17:00',
  ],
  [96, 'a zone that is an offset', { google: zoned('2026-11-23T08:00:00-07:00', 'GMT-07:00') }, 'join 15:00'],
  [
    97,
    'a zone that is Microsoft’s own',
    { graph: zoned('2026-11-23T15:00:00.0000000', 'tzone://Microsoft/Custom') },
    'join 15:00',
  ],
  [
    101,
    'the buffer is longer than the time that is left',
    { google: {}, rules: { joinBufferMinutes: 15 }, now: at('14:50') },
    'join 14:45',
  ],
  [
    102,
    'in the year 9999',
    { google: { start: { dateTime: '9999-12-31T23:00:00Z' }, end: { dateTime: '9999-12-31T23:59:00Z' } } },
    'beyond_horizon',
  ],
  [
    102,
    'in the year 1601',
    { google: { start: { dateTime: '1601-01-01T00:00:00Z' }, end: { dateTime: '1601-01-01T01:00:00Z' } } },
    'ended',
  ],
]

describe('D. Time', () => {
  checkRows(rows)

  test('85. moved to four and back within seconds → the same wish', () => {
    const before = wishes([{ event: google() }])
    expect(wishes([{ event: google(from('15:00', '16:00')) }])).toEqual(before)
  })

  test('91. in the hour that spring leaves out → the provider’s instant', () => {
    const given = { google: zoned('2027-03-28T01:30:00Z', 'Europe/Vienna'), now: at('00:00', '2027-03-28') }
    expect(wishOf(given)).toBe('join 01:30')
  })

  test('92. in the hour that autumn has twice → one meeting for each offset', () => {
    const twice = ['+02:00', '+01:00'].map((offset) =>
      google(zoned(`2026-10-25T02:30:00${offset}`, 'Europe/Vienna')),
    )
    expect(twice.map(({ start }) => start.toUTC().toFormat('HH:mm'))).toEqual(['00:30', '01:30'])
  })

  const weekly = (day: string, hour: string) => ({
    event: google({
      ...{ recurringEventId: 'series', originalStartTime: time(hour, day), id: day },
      ...from(hour, `${Number(hour.slice(0, 2)) + 1}:00`, day),
    }),
  })

  test('93. nine in New York before and after the clocks change → another hour, keys of their own', () => {
    const series = [weekly('2026-10-26', '13:00'), weekly('2026-11-02', '14:00')]
    expect(told(wishes(series, { now: at('12:00', '2026-10-26') }))).toEqual(['13:00 ana', '14:00 ana'])
    expect(new Set(series.map(keyOf)).size).toBe(2)
  })

  test('94. the organizer moves the series to another zone → the same meetings at another hour', () => {
    const before = weekly('2026-11-23', '14:00')
    const after = { event: { ...before.event, ...times('09:00') } }
    expect(keyOf(after)).toBe(keyOf(before))
  })

  test('95. half hours and quarter hours → to the minute', () => {
    const half = google(zoned('2026-11-23T20:00:00+11:00', 'Australia/Lord_Howe'))
    const quarter = google(zoned('2026-11-23T20:45:00+05:45', 'Asia/Kathmandu'))
    expect([half, quarter].map(({ start }) => start.toUTC().toFormat('HH:mm'))).toEqual(['09:00', '15:00'])
  })

  test('98. a naive time under the preference for UTC → UTC, wherever this runs', () => {
    const naive = graph({ start: { dateTime: '2026-11-23T15:00:00.0000000', timeZone: 'UTC' } })
    expect(naive.start.toISO()).toBe('2026-11-23T15:00:00.000Z')
  })

  test('99. a host whose clock is ninety seconds fast → the same wish', () => {
    expect(wishOf({ google: {}, now: at('14:50') })).toBe(wishOf({ google: {}, now: at('14:51:30') }))
  })

  test('100. the hour 24 → midnight; the second 60 → times that make no sense', () => {
    const late = google({
      start: { dateTime: '2026-11-23T24:00:00Z' },
      end: { dateTime: '2026-11-24T01:00:00Z' },
    })
    expect(late.start.toISO()).toBe('2026-11-24T00:00:00.000Z')
    expect(decideCase({ sighting: { start: at('23:59:60') } })).toMatchObject({ because: 'invalid_time' })
  })

  const times = (hour: string) => ({ start: at(hour), end: at(hour).plus({ hours: 1 }) })
})
