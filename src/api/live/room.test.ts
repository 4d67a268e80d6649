import { expect, test } from 'vitest'
import { Room } from '#api/live/room.ts'
import type { Numbered } from '#events/live.ts'

const change = (number: number): Numbered => ({ organizationId: 'o', number, topic: 'upcoming' })
const told = (room: Room<never>) => room.takeHanded()?.map(({ number }) => number) ?? null

test.each<[string, number[], number[] | null]>([
  ['what follows is told from memory', [8, 9], [8, 9]],
  ['commits overtake each other on their way here', [9, 8, 10], [8, 9, 10]],
  ['what was told already is left out', [6, 7, 8], [8]],
  ['another process has added something between', [8, 10], null],
  ['… or before', [9], null],
  ['all of it was read meanwhile', [6, 7], null],
  ['nothing is at hand', [], null],
])('%s', (_story, numbers, expected) => {
  const room = new Room<never>(7)
  room.hand(numbers.map(change))
  expect(told(room)).toEqual(expected)
  expect(told(room)).toBeNull() // taken once
})

test('a line comes with its words, as it would be read', () => {
  const room = new Room<never>(0)
  const line = {
    ...{ sequence: 4, participantId: '200', speaker: 'Dana', text: 'Good morning' },
    ...{ start: 1.5, end: 2, isFinal: true },
  }
  room.hand([{ ...change(1), topic: 'line', subjectId: 'l', sessionId: 's', line }])
  expect(room.takeHanded()).toEqual([
    {
      ...{ organizationId: 'o', number: 1, topic: 'line', subjectId: 'l', sessionId: 's', userId: null },
      ...{ lineId: 'l', ...line },
    },
  ])
})
