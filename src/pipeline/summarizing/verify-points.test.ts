import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { type DraftPoint, type Meeting, noNotes } from '#pipeline/types.ts'

const said = [
  ['Jonas Berg', 'The load test ran last night with four hundred concurrent users.'],
  ['Priya Nair', 'Contoso asked for the export. It takes about 3.5 seconds and costs $1,200.'],
  ['Maya Keller', 'Okay. We launch on Thursday with the pilot group.'],
  ['Jonas Berg', "I'll page the pallet planner by tomorrow noon."],
  ['Priya Nair', 'Nothing else from my side.'],
  ['Maya Keller', 'Then we are done.'],
] as const
const meeting: Meeting = {
  title: 'Launch checkpoint',
  lines: said.map(([speaker, text], index) => ({ number: index + 1, id: `l${index + 1}`, speaker, text })),
  people: ['Jonas Berg', 'Priya Nair', 'Maya Keller', 'Ruth Vogel'],
}
const nothing = noNotes()
const verdict = (point: DraftPoint) => verifyPoints({ ...nothing, decisions: [point] }, meeting)

describe('a point holds', () => {
  test.each([
    ['in other words', { text: 'The system was tested under load.', evidence: [1] }],
    ['with a spoken number in figures', { text: 'The load test had 400 concurrent users.', evidence: [1] }],
    ['with a figure without its comma', { text: 'The export costs 1200 dollars.', evidence: [2] }],
    ['with a name from the next line', { text: 'The launch is on Thursday.', evidence: [2] }],
    ['with a participant who said nothing there', { text: 'Ruth Vogel hears of it.', evidence: [6] }],
    [
      'that quotes what was said, if not to the letter',
      { text: 'The export is wanted.', evidence: [2], quote: 'contoso asked for an export' },
    ],
    ['when one of its lines does not exist', { text: 'The launch is on Thursday.', evidence: [3, 99] }],
  ])('%s', (_name, point) => {
    expect(verdict(point).dropped).toEqual([])
  })
})

describe('a point is dropped', () => {
  test.each([
    [
      'with a quotation that does not stand there',
      { text: 'The export is wanted.', evidence: [2], quote: 'Contoso cancelled the whole contract' },
      'the words that it quotes do not stand there',
    ],
    [
      'with a link that nobody said',
      { text: 'The export is at https://evil.example/x?d=1', evidence: [2] },
      'nobody said https://evil.example/x?d=1 there',
    ],
    [
      'with an address that nobody said',
      { text: 'The export goes to mallory@evil.example', evidence: [2] },
      'nobody said mallory@evil.example there',
    ],
    ['without a line', { text: 'We launch on Thursday.', evidence: [] }, 'no line that it cites exists'],
    [
      'with lines that were never said',
      { text: 'We launch.', evidence: [0, 7, 1e6, 1.5] },
      'no line that it cites exists',
    ],
    [
      'with a figure that nobody said',
      { text: 'There were 500 users.', evidence: [1] },
      'nobody said 500 there',
    ],
    ['with another day', { text: 'We launch on Friday.', evidence: [3] }, 'nobody said friday there'],
    [
      'with a name from elsewhere',
      { text: 'We do it for Contoso.', evidence: [5] },
      'nobody said contoso there',
    ],
    [
      'with an invented doer',
      { text: 'Robert will tell the customers.', evidence: [3] },
      'nobody said robert there',
    ],
    ['without words', { text: ' ', evidence: [3] }, 'it says nothing'],
  ])('%s', (_name, point, because) => {
    expect(verdict(point)).toMatchObject({ notes: { decisions: [] }, dropped: [{ because }] })
  })
})

describe('a task', () => {
  const task = (owner: string | null, due: string | null) => {
    const action = { text: 'Page the pallet planner', evidence: [4], owner, due }
    return verifyPoints({ ...nothing, actionItems: [action] }, meeting)
  }
  test('gets the full name of its owner', () => {
    expect(task('jonas', 'tomorrow noon').notes.actionItems).toMatchObject([
      { owner: 'Jonas Berg', due: 'tomorrow noon' },
    ])
  })
  test('may have no owner', () => {
    expect(task(null, null).notes.actionItems).toMatchObject([{ owner: null, due: null }])
  })
  test('is dropped when its owner was not there', () => {
    expect(task('Robert', null)).toMatchObject({
      notes: { actionItems: [] },
      dropped: [{ because: 'Robert was not there' }],
    })
  })
  test('loses a day that nobody spoke of', () => {
    expect(task('Jonas Berg', '2026-11-27').notes.actionItems).toMatchObject([{ due: null }])
  })
})

describe('whatever a model says', () => {
  const point = fc.record({
    text: fc.string(),
    evidence: fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 5 }),
  })

  test('what is kept cites lines that exist, each once, in order', () => {
    fc.assert(
      fc.property(fc.array(point), (points) => {
        const { notes, dropped } = verifyPoints({ ...nothing, highlights: points }, meeting)
        expect(notes.highlights.length + dropped.length).toBe(points.length)
        for (const { evidence } of notes.highlights) {
          expect(evidence.length).toBeGreaterThan(0)
          expect(evidence).toEqual([...new Set(evidence)].toSorted((a, b) => a - b))
          expect(evidence.every((number) => number >= 1 && number <= said.length)).toBe(true)
        }
      }),
    )
  })

  test('a line quoted as it was said always holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: said.length }), (number) => {
        expect(verdict({ text: said[number - 1]?.[1] ?? '', evidence: [number] }).dropped).toEqual([])
      }),
    )
  })

  test('a figure that occurs nowhere never holds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_000, max: 1e9 }),
        fc.integer({ min: 1, max: said.length }),
        (figure, number) => {
          expect(verdict({ text: `It is about ${figure} in all`, evidence: [number] }).dropped).toHaveLength(
            1,
          )
        },
      ),
    )
  })
})
