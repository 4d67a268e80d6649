import { describe, expect, test } from 'vitest'
import { figuresOf, type SpokenLine } from '#sessions/figures.ts'

const said = (speaker: string, start: number, end: number, text = 'word word'): SpokenLine => ({
  ...{ speaker, start, end, text },
  isOwner: speaker === 'Ana',
})

describe('figures of a meeting', () => {
  test('talk time is the union of a speaker’s lines, and shares add up to one', () => {
    const { speakers } = figuresOf([said('Ana', 0, 10), said('Ana', 5, 12), said('Ben', 12, 18)], 20)
    expect(speakers).toEqual([
      { speaker: 'Ana', isOwner: true, seconds: 12, share: 12 / 18, words: 4, questions: 0 },
      { speaker: 'Ben', isOwner: false, seconds: 6, share: 6 / 18, words: 2, questions: 0 },
    ])
  })

  test('silence is what nobody filled; two at once fill the time once', () => {
    const figures = figuresOf([said('Ana', 2, 10), said('Ben', 8, 12)], 20)
    expect(figures).toMatchObject({ spokenSeconds: 10, silenceSeconds: 10, overlapSeconds: 2 })
  })

  test('the longest monologue goes on over pauses, and ends where another speaks', () => {
    const lines = [said('Ana', 0, 10), said('Ben', 10, 15), said('Ana', 15, 20), said('Ana', 24, 29)]
    expect(figuresOf(lines, 30).longestMonologue).toEqual({ speaker: 'Ana', start: 15, seconds: 14 })
  })

  test.each([
    ['Who? Me?', 2],
    ['Really?!? No.', 1],
    ['本当ですか？はい。', 1],
    ['هل أنت هنا؟', 1],
    ['No; never.', 0],
  ])('%s asks %i', (text, questions) => {
    expect(figuresOf([said('Ana', 0, 1, text)], 1).questions).toBe(questions)
  })

  test('a meeting without a word is silent, and divides nothing by zero', () => {
    expect(figuresOf([], 60)).toEqual({
      ...{ speakers: [], longestMonologue: null, questions: 0 },
      ...{ silenceSeconds: 60, spokenSeconds: 0, overlapSeconds: 0 },
    })
    expect(figuresOf([said('Ana', 3, 3)], 0).speakers[0]?.share).toBe(0)
  })
})
