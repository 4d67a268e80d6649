import { expect, test } from 'vitest'
import type { Line } from './live-lines.ts'
import { turnsOf } from './turns.ts'

const line = (id: string, speaker: string): Line => ({
  id,
  speaker,
  sequence: 1,
  text: id,
  start: 0,
  end: 1,
  isFinal: true,
})

test('lines of one speaker stand together until somebody else speaks', () => {
  const turns = turnsOf([line('a', 'Dana'), line('b', 'Dana'), line('c', 'Bo'), line('d', 'Dana')])
  expect(turns.map(({ speaker, lines }) => [speaker, lines.length])).toEqual([
    ['Dana', 2],
    ['Bo', 1],
    ['Dana', 1],
  ])
})
