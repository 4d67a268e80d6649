import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { finalLines, type Heard, heardBefore, isTooEarly } from '#pipeline/finishing/final-lines.ts'
import type { StoredLine } from '#pipeline/finishing/reconcile.ts'

const at = (time: string) => DateTime.fromISO(`2026-11-23T${time}Z`, { zone: 'utc' })
const heard = (transcript: Heard['transcript'], recordedFrom: DateTime | null = at('09:00:00')): Heard => ({
  ...{ transcript, recordedFrom, endedAt: at('09:30:00') },
})
const said = (text: string, start: number) => ({
  participant: { id: 1, name: 'Ana', isHost: null, email: null },
  languageCode: 'en',
  words: [{ text, startSeconds: start, endSeconds: start + 1 }],
})
const owner = { name: 'Ana', email: 'ana@acme.test' }
const row = (text: string, start: number): StoredLine => ({
  ...{ id: text, sequence: 0, isFinal: true, speaker: 'Ana', participantId: '1', isOwner: true, text },
  ...{ start, end: start + 1 },
})
const texts = (all: Heard[], streamed: StoredLine[] = []) =>
  finalLines(all, streamed, owner, at('09:00:00')).map(({ text, start }) => [text, start])

describe('when to ask again', () => {
  test.each([
    ['one that is being made', heard('not_ready'), '09:31', true],
    ['one that has been in the making for hours', heard('not_ready'), '16:00', false],
    ['none, right after the end of a recording', heard(null), '09:31', true],
    ['none, a while after', heard(null), '09:34', false],
    ['none, where nothing was recorded', heard(null, null), '09:31', false],
    ['one', heard([said('Hello.', 0)]), '09:30', false],
  ])('%s', (_name, one, time, early) => {
    expect(isTooEarly(one, at(`${time}:00`))).toBe(early)
  })
})

describe('the lines of a meeting', () => {
  test('of two bots stand on one time line', () => {
    const second = heard([said('Back.', 2)], at('09:10:00'))
    expect(texts([heard([said('Hello.', 0)]), second])).toEqual([
      ['Hello.', 0],
      ['Back.', 602],
    ])
  })

  test('are those that were streamed, where there are no others', () => {
    expect(texts([heard(null)], [row('b', 9), row('a', 1)])).toEqual([
      ['a', 1],
      ['b', 9],
    ])
    expect(texts([heard([])], [row('a', 1)])).toEqual([['a', 1]])
  })

  test('are completed from the stream where one of two bots has none', () => {
    const streamed = [row('Helo', 0), row('Back.', 602)]
    expect(texts([heard([said('Hello.', 0)]), heard(null, at('09:10:00'))], streamed)).toEqual([
      ['Hello.', 0],
      ['Back.', 602],
    ])
  })

  test('end with the word before somebody’s no, in every recording; what is not known to be before it is not kept', () => {
    const late = heard([said('Back.', 2)], at('09:10:00'))
    const turn = { ...said('One', 598), words: [...said('One', 598).words, ...said('two', 601).words] }
    const unknown = { ...said('When?', 0), words: [{ text: 'When?', startSeconds: null, endSeconds: null }] }
    const kept = heardBefore(at('09:10:00'), [heard([unknown, said('Hello.', 0), turn]), late])
    expect(texts(kept)).toEqual([
      ['Hello.', 0],
      ['One', 598],
    ])
    expect(texts(heardBefore(null, [late]))).toHaveLength(1)
  })

  test('are none of a silent meeting', () => {
    expect(texts([heard([])])).toEqual([])
  })
})
