import { describe, expect, test } from 'vitest'
import type { Point, PointChange } from '#db/json.ts'
import { applyEdits, type PointEdit } from '#sessions/points/apply-edits.ts'
import type { Sections } from '#sessions/points/sections.ts'

const nothing: Sections = {
  tldr: [],
  decisions: [],
  actionItems: [],
  followUpQuestions: [],
  highlights: [],
  topics: [],
}
const point = (text: string, transcriptIds: string[]): Point => ({ text, transcriptIds })
const edit = (
  change: PointChange,
  transcriptIds: string[],
  sourceText: string | null = 'as it was',
): PointEdit => ({
  ...{ pointId: 'p1', section: 'decisions', sourceText, transcriptIds, change },
})
const decisions = (points: Point[], edits: PointEdit[]) =>
  applyEdits({ ...nothing, decisions: points }, edits, () => 'new').decisions

describe('a summary that is written anew', () => {
  test('keeps a person’s words on the point that rests on the same lines', () => {
    const [kept, other] = decisions(
      [point('We ship on Friday.', ['a', 'b']), point('Something else', ['z'])],
      [edit({ text: 'We ship Friday noon.' }, ['a'])],
    )
    expect(kept).toEqual({
      id: 'p1',
      text: 'We ship Friday noon.',
      transcriptIds: ['a', 'b'],
      isEdited: true,
      isUnverified: false,
    })
    expect(other).toEqual({ id: 'new', text: 'Something else', transcriptIds: ['z'] })
  })

  test('does not bring back what was taken out', () => {
    expect(decisions([point('Again', ['a'])], [edit({ isRemoved: true }, ['a'])])).toEqual([])
  })

  test('keeps a person’s words even where no such point is left', () => {
    expect(decisions([], [edit({ text: 'Mine' }, ['a'])])).toEqual([
      { id: 'p1', text: 'Mine', transcriptIds: ['a'], isEdited: true },
    ])
    expect(decisions([], [edit({ text: 'Added' }, [], null)])).toMatchObject([
      { text: 'Added', isEdited: true },
    ])
  })

  test('a confirmed task stays confirmed, with its owner, under whatever words it comes back', () => {
    const items = applyEdits(
      {
        ...nothing,
        actionItems: [{ ...point('Jonas to write', ['a']), owner: null, dueDate: null, isConfirmed: false }],
      },
      [{ ...edit({ isConfirmed: true, owner: 'Jonas' }, ['a']), section: 'actionItems' }],
      () => 'new',
    ).actionItems
    expect(items).toEqual([
      {
        id: 'p1',
        text: 'Jonas to write',
        transcriptIds: ['a'],
        owner: 'Jonas',
        dueDate: null,
        isConfirmed: true,
      },
    ])
  })

  test('one edit changes one point', () => {
    const texts = decisions([point('One', ['a']), point('Two', ['a'])], [edit({ text: 'Mine' }, ['a'])]).map(
      ({ text }) => text,
    )
    expect(texts).toEqual(['Mine', 'Two'])
  })
})
