import { expect, test } from 'vitest'
import type { Line } from './live-lines.ts'
import { type CallEvent, isTurn, sentenceOf, storyOf } from './turns.ts'

const line = (id: string, speaker: string, start: number): Line => ({
  ...{ id, speaker, start, end: start + 1, sequence: start, text: id, isFinal: true },
})
const event = (type: CallEvent['type'], name: string, atSeconds: number, text: string | null = null) => ({
  ...{ id: `${type}-${name}`, type, name, atSeconds, text },
})
const told = (lines: Line[], events: CallEvent[] = []) =>
  storyOf(lines, events).map((item) =>
    isTurn(item)
      ? `${item.speaker}: ${item.lines.map(({ text }) => text).join(' ')}`
      : (item.text ?? sentenceOf(item)),
  )

test('what one person says without a break is one turn', () => {
  expect(
    told([line('a', 'Dana', 0), line('b', 'Dana', 2), line('c', 'Jonas', 4), line('d', 'Dana', 6)]),
  ).toEqual([...['Dana: a b', 'Jonas: c', 'Dana: d']])
  expect(told([])).toEqual([])
})

test('who comes and goes stands between the lines, those who come together as one', () => {
  const events = [
    event('join', 'Dana', 0),
    event('join', 'Lee', 3),
    event('join', 'Ada', 60),
    event('leave', 'Lee', 61),
  ]
  expect(told([line('a', 'Dana', 5), line('b', 'Dana', 40), line('c', 'Dana', 62)], events)).toEqual([
    ...['Dana and Lee joined', 'Dana: a b', 'Ada joined', 'Lee left', 'Dana: c'],
  ])
})

test('a message breaks the turn in which it was written, and one behind the last line is not lost', () => {
  const events = [event('chat_message', 'Lee', 1, 'The link'), event('leave', 'Dana', 9)]
  expect(told([line('a', 'Dana', 0), line('b', 'Dana', 2)], events)).toEqual([
    ...['Dana: a', 'The link', 'Dana: b', 'Dana left'],
  ])
})

test('many names are counted', () => {
  expect(sentenceOf({ type: 'leave', names: ['A', 'B', 'C', 'D', 'E'] })).toBe('A, B, C and 2 others left')
  expect(sentenceOf({ type: 'join', names: ['A', 'B', 'C', 'D'] })).toBe('A, B, C and D joined')
})
