import { describe, expect, test } from 'vitest'
import { ArrivedLines, growing, isOld, type Line, mergeLine } from './live-lines.ts'

const line = (id: string, sequence: number, text = id): Line => ({
  id,
  sequence,
  text,
  speaker: 'Dana',
  start: sequence,
  end: sequence + 1,
  isFinal: true,
})
const texts = (lines: readonly Line[]) => lines.map(({ text }) => text)

describe('mergeLine', () => {
  test('a line that is still being spoken is replaced where it stands', () => {
    const lines = [line('a', 1), line('b', 2, 'We'), line('c', 3)]
    expect(texts(mergeLine(lines, line('b', 2, 'We ship on Friday.')))).toEqual([
      'a',
      'We ship on Friday.',
      'c',
    ])
  })

  test('a new line stands in order, however late it arrives', () => {
    expect(texts(mergeLine([line('a', 1), line('c', 3)], line('b', 2)))).toEqual(['a', 'b', 'c'])
    expect(texts(mergeLine([line('b', 2)], line('a', 1)))).toEqual(['a', 'b'])
  })

  test('does not touch what it was given', () => {
    const lines = [line('a', 1)]
    mergeLine(lines, line('b', 2))
    expect(lines).toHaveLength(1)
  })
})

test('an answer that was on its way when a line arrived is completed with it', () => {
  const arrived = new ArrivedLines()
  arrived.remember('m', line('old', 1), 100)
  arrived.remember('m', line('b', 2), 300)
  expect(texts(arrived.joinedTo('m', [line('a', 1)], 200))).toEqual(['a', 'b'])
  expect(texts(arrived.joinedTo('other', [line('a', 1)], 200))).toEqual(['a'])
})

test('words in progress grow where they stand, one line for each who speaks', () => {
  const say = (lines: Line[], speaker: string, text: string) =>
    growing(lines, { participantId: null, speaker, text, start: 1 })
  const lines = say(say(say([], 'Dana', 'We'), 'Jonas', 'Hm'), 'Dana', 'We ship')
  expect(texts(lines)).toEqual(['We ship', 'Hm'])
  expect(lines.every(({ isFinal }) => !isFinal)).toBe(true)
})

test('words that come after the whole line they belong to are old', () => {
  const partial = { participantId: null, speaker: 'Dana', text: 'We', start: 1 }
  expect(isOld(partial, [line('a', 1)])).toBe(true)
  expect(isOld({ ...partial, start: 5 }, [line('a', 1)])).toBe(false)
  expect(isOld({ ...partial, speaker: 'Jonas' }, [line('a', 1)])).toBe(false)
})
