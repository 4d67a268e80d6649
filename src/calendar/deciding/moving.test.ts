import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { coverRooms } from '#calendar/deciding/cover-rooms.ts'
import { followMoves, type Movable } from '#calendar/deciding/follow-moves.ts'
import { lostGrantSentence } from '#calendar/syncing/lost-grant.ts'
import { nextCheck } from '#calendar/syncing/next-check.ts'

const day = DateTime.fromISO('2026-11-24T00:00:00Z', { zone: 'utc' })
const at = (hour: number) => day.plus({ hours: hour })

describe('one room, one bot at a time', () => {
  const meeting = (id: string, from: number, to: number, roomKey = 'zoom:1') => ({
    ...{ id, roomKey, start: at(from), end: at(to) },
    seenAt: at(Number(id)),
  })
  test.each([
    ['two that follow each other keep a bot each', [meeting('1', 9, 10), meeting('2', 10, 11)], {}],
    ['two that overlap share the first', [meeting('1', 9, 11), meeting('2', 10, 12)], { 2: '1' }],
    [
      'a row of overlaps is one',
      [meeting('1', 9, 11), meeting('2', 10, 12), meeting('3', 11, 13)],
      { 2: '1', 3: '1' },
    ],
    [
      'the same entry twice is one: who was seen first',
      [meeting('2', 9, 10), meeting('1', 9, 10)],
      { 2: '1' },
    ],
    ['two rooms are two', [meeting('1', 9, 10), meeting('2', 9, 10, 'zoom:2')], {}],
  ])('%s', (_, meetings, expected) => {
    expect(Object.fromEntries(coverRooms(meetings))).toEqual(expected)
  })
})

describe('a meeting that was moved', () => {
  const one = (id: string, start: number, how: Partial<Movable>): Movable => ({
    ...{ id, start: at(start), roomKey: 'zoom:1', isPresent: true, isSeries: false, sessionId: null },
    ...how,
  })
  const gone = { isPresent: false, sessionId: 'begun' }
  test.each([
    ['sent anew for the same time', [one('old', 9, gone), one('new', 9, {})], [['old', 'new']]],
    ['in another room it is another one', [one('old', 9, gone), one('new', 9, { roomKey: 'zoom:2' })], []],
    ['a single one at another time is another one', [one('old', 9, gone), one('new', 10, {})], []],
    [
      'a series that was split moves meeting by meeting, each to the nearest',
      [
        one('a', 9, { ...gone, isSeries: true }),
        one('b', 33, { ...gone, isSeries: true }),
        one('B', 34, { isSeries: true }),
        one('A', 10, { isSeries: true }),
      ],
      [
        ['a', 'A'],
        ['b', 'B'],
      ],
    ],
    [
      'one that still stands somewhere has not moved',
      [one('old', 9, { sessionId: 's' }), one('new', 9, {})],
      [],
    ],
    [
      'one that has a bot of its own is not taken',
      [one('old', 9, gone), one('new', 9, { sessionId: 's' })],
      [],
    ],
  ])('%s', (_, meetings, expected) => {
    expect(followMoves(meetings, at(0)).map(({ from, to }) => [from, to])).toEqual(expected)
  })
})

test('a wanted meeting is looked at twelve and two minutes before its bot joins', () => {
  expect(nextCheck(at(9), at(0))).toEqual(at(9).minus({ minutes: 12 }))
  expect(nextCheck(at(9), at(9).minus({ minutes: 12 }))).toEqual(at(9).minus({ minutes: 2 }))
  expect(nextCheck(at(9), at(9).minus({ minutes: 2 }))).toBeNull()
})

test.each([
  ['a Google grant that ends after a week says why', 'google_calendar', 7, 'in testing'],
  ['one that ends after a month does not guess', 'google_calendar', 30, 'taken back'],
  ["nor does Microsoft's", 'microsoft_outlook', 7, 'taken back'],
])('%s', (_, provider, days, words) => {
  const said = { code: 'grant_lost', detail: '', now: at(0) }
  expect(lostGrantSentence({ provider, grantedAt: at(0).minus({ days }) }, said)).toContain(words)
})
