import { expect, test } from 'vitest'
import { speaking } from './speaking.ts'

const line = (speaker: string, start: number, end: number) => ({ speaker, start, end })

test('stretches of one speaker join over pauses that no chart could show', () => {
  const lines = [line('Dana', 0, 10), line('Lee', 10, 12), line('Dana', 10.5, 20), line('Dana', 300, 400)]
  expect(speaking(['Dana', 'Lee'], lines)).toEqual({
    length: 400,
    rows: [
      {
        speaker: 'Dana',
        parts: [
          { from: 0, to: 20 },
          { from: 300, to: 400 },
        ],
      },
      { speaker: 'Lee', parts: [{ from: 10, to: 12 }] },
    ],
  })
})

test('whoever is not asked for is left out; nothing said is no chart', () => {
  expect(speaking(['Dana'], [line('Lee', 0, 5)]).rows).toEqual([{ speaker: 'Dana', parts: [] }])
  expect(speaking([], [])).toEqual({ length: 1, rows: [] })
})
