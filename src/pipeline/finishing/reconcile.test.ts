import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reconcile, type StoredLine } from '#pipeline/finishing/reconcile.ts'
import type { SpokenLine } from '#pipeline/types.ts'

const line = (start: number, text: string, speaker = 'Ana'): SpokenLine => ({
  ...{ speaker, participantId: '1', isOwner: false, text, start, end: start + 2 },
})
const row = (id: string, sequence: number, from: SpokenLine, isFinal = true): StoredLine => ({
  ...{ ...from, id, sequence, isFinal },
})
const nothing = { update: [], insert: [], remove: [], kept: 0 }

describe('what was streamed against what was heard', () => {
  test.each([
    [
      'the same words stay as they are',
      [row('a', 0, line(0, 'Hello'))],
      [line(0, 'Hello')],
      { ...nothing, kept: 1 },
    ],
    [
      'the same words at a slightly other time keep their id',
      [row('a', 0, line(0, 'hello there'))],
      [line(0.4, 'Hello there.')],
      { ...nothing, update: [{ ...line(0.4, 'Hello there.'), id: 'a', sequence: 0 }] },
    ],
    [
      'words that were heard better keep their id',
      [row('a', 0, line(0, 'we ship on fright day'))],
      [line(0, 'We ship on Friday.')],
      { ...nothing, update: [{ ...line(0, 'We ship on Friday.'), id: 'a', sequence: 0 }] },
    ],
    [
      'a line that was missed comes in, and the next one moves on',
      [row('a', 0, line(0, 'One')), row('b', 1, line(20, 'Three'))],
      [line(0, 'One'), line(10, 'Two'), line(20, 'Three')],
      {
        ...nothing,
        kept: 1,
        insert: [{ ...line(10, 'Two'), sequence: 1 }],
        update: [{ ...line(20, 'Three'), id: 'b', sequence: 2 }],
      },
    ],
    [
      'a line that nobody said goes',
      [row('a', 0, line(0, 'One')), row('b', 1, line(10, 'Noise'))],
      [line(0, 'One')],
      { ...nothing, kept: 1, remove: ['b'] },
    ],
    [
      'the same words of somebody else are another line',
      [row('a', 0, line(0, 'Yes', 'Ana'))],
      [line(0, 'Yes', 'Ben')],
      { ...nothing, insert: [{ ...line(0, 'Yes', 'Ben'), sequence: 0 }], remove: ['a'] },
    ],
    [
      'words that were still growing become final',
      [row('a', 0, line(0, 'One'), false)],
      [line(0, 'One')],
      { ...nothing, update: [{ ...line(0, 'One'), id: 'a', sequence: 0 }] },
    ],
    ['nothing from nothing', [], [], nothing],
  ] as const)('%s', (_name, stored, final, changes) => {
    expect(reconcile(stored, final)).toEqual(changes)
  })

  test('doing it again changes nothing, and the numbers have no gap', () => {
    const spoken = fc.record({
      speaker: fc.constantFrom('Ana', 'Ben'),
      participantId: fc.constant('1'),
      isOwner: fc.boolean(),
      text: fc.constantFrom('yes', 'no', 'we ship', 'we ship it', 'Friday'),
      start: fc.integer({ min: 0, max: 40 }),
      end: fc.integer({ min: 40, max: 60 }),
    })
    fc.assert(
      fc.property(
        fc.array(spoken, { maxLength: 15 }),
        fc.array(spoken, { maxLength: 15 }),
        (before, after) => {
          const stored = before.map((one, index) => row(`s${index}`, index, one))
          const changes = reconcile(stored, after)
          const rows = applied(stored, changes)
          expect(rows.map(({ sequence }) => sequence)).toEqual(after.map((_, index) => index))
          expect(rows.map(({ text }) => text)).toEqual(after.map(({ text }) => text))
          expect(reconcile(rows, after)).toEqual({ ...nothing, kept: after.length })
        },
      ),
    )
  })
})

function applied(
  stored: StoredLine[],
  { update, insert, remove }: ReturnType<typeof reconcile>,
): StoredLine[] {
  const touched = new Set([...remove, ...update.map(({ id }) => id)])
  return [
    ...stored.filter(({ id }) => !touched.has(id)),
    ...update.map((one) => ({ ...one, isFinal: true })),
    ...insert.map((one) => ({ ...one, id: `new${one.sequence}`, isFinal: true })),
  ].toSorted((a, b) => a.sequence - b.sequence)
}
