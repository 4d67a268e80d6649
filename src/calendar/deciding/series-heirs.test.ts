import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { type SeriesMeeting, seriesHeirs } from '#calendar/deciding/series-heirs.ts'

const NOW = DateTime.fromISO('2026-11-23T09:00:00Z')
const room = { organizerEmail: 'ana@acme.com', roomKey: 'zoom:85512345678', title: 'Planning' }
const on = (key: string, days: number, rest: Partial<SeriesMeeting> = {}): SeriesMeeting => ({
  ...{ key, ...room, plannedStart: NOW.plus({ days }), seenAt: NOW.minus({ days: 7 }), goneAt: null },
  ...rest,
})
const gone = { goneAt: NOW }
const fresh = { seenAt: NOW.plus({ minutes: 1 }) }
const split = [{ heir: 'second', first: 'first' }]

test.each<[string, SeriesMeeting[], object[]]>([
  [
    'the second half goes on from the first',
    [
      on('first', 1),
      on('first', 2, gone),
      on('first', 3, gone),
      on('second', 2, fresh),
      on('second', 3, fresh),
    ],
    split,
  ],
  ['a series that was split at its very beginning', [on('first', 1, gone), on('second', 1, fresh)], split],
  [
    'the second half an hour later, and under a new name',
    [on('first', 1, gone), on('second', 1 + 1 / 24, { ...fresh, title: 'Review' })],
    split,
  ],
  [
    'in another room under the same name',
    [on('first', 1, gone), on('second', 1, { ...fresh, roomKey: null })],
    split,
  ],
  [
    'in another room under another name it is another series',
    [on('first', 1, gone), on('second', 1, { ...fresh, roomKey: null, title: 'Review' })],
    [],
  ],
  [
    'by another organizer it is another series',
    [on('first', 1, gone), on('second', 1, { ...fresh, organizerEmail: 'bo@acme.com' })],
    [],
  ],
  [
    'one meeting that was deleted ends no series',
    [on('first', 1, gone), on('first', 2), on('second', 1, fresh)],
    [],
  ],
  [
    'a series that stood beside it all the time is nobody’s heir',
    [on('first', 1, gone), on('second', 1, { seenAt: NOW.minus({ days: 3 }) })],
    [],
  ],
  [
    'a series of another rhythm is another series',
    [on('first', 1, gone), on('first', 2, gone), on('second', 1, fresh), on('second', 3, fresh)],
    [],
  ],
  ['the next day is another meeting', [on('first', 1, gone), on('second', 2, fresh)], []],
])('%s', (_, meetings, expected) => {
  expect(seriesHeirs(meetings)).toEqual(expected)
})
