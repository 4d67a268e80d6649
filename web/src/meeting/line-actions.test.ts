import { expect, test } from 'vitest'
import { coverage, neighbour } from './line-actions.ts'

const line = (id: string, start: number, end = start + 5) => ({ id, start, end })

test('coverage joins neighbours, and counts only what was spoken', () => {
  const lines = [line('a', 0), line('b', 5), line('c', 30), line('d', 35)]
  expect(coverage(lines, new Set(['a', 'b', 'd']))).toEqual({
    share: 0.75,
    stretches: [
      { from: 0, to: 10, isCovered: true, lineId: 'a' },
      { from: 30, to: 35, isCovered: false, lineId: 'c' },
      { from: 35, to: 40, isCovered: true, lineId: 'd' },
    ],
  })
  expect(coverage([], new Set())).toEqual({ share: 0, stretches: [] })
})

test('line by line from where one is, and not beyond the ends', () => {
  expect(neighbour(['a', 'b'], undefined, 1)).toBe('a')
  expect(neighbour(['a', 'b'], 'a', 1)).toBe('b')
  expect(neighbour(['a', 'b'], 'b', 1)).toBe('b')
  expect(neighbour(['a', 'b'], undefined, -1)).toBe('b')
  expect(neighbour([], 'x', 1)).toBeUndefined()
})
