import { describe, expect, test } from 'vitest'
import { guide, type LiveLine } from '#pipeline/guiding/guide.ts'

let at = 0
const said = (speaker: string, text: string, seconds = 5, pause = 0): LiveLine => {
  const start = at + pause
  at = start + seconds
  return { id: `l${start}`, speaker, text, start, end: at, isOwner: speaker === 'Ana' }
}
const meeting = (build: () => LiveLine[]) => {
  at = 0
  return build()
}
const hints = (lines: LiveLine[], more = {}) =>
  guide(lines, more).hints.map(({ type, text }) => `${type} ${text}`)

describe('hints', () => {
  test('a question that nobody takes up, with its line', () => {
    const lines = meeting(() => [
      said('Ben', 'So. Who pays for this?'),
      said('Ben', 'Well, the weather is nice.', 25),
    ])
    expect(guide(lines).hints).toEqual([
      {
        type: 'ask',
        key: 'unanswered:l0',
        text: 'Nobody has answered Ben: “Who pays for this?”',
        lineIds: ['l0'],
      },
    ])
    expect(hints(meeting(() => [said('Ben', 'Who pays?'), said('Ana', 'We do.', 25)]))).toEqual([])
    expect(hints(meeting(() => [said('Ben', 'Who pays?')]))).toEqual([])
  })

  test('a promise without a day; one with a day needs no hint', () => {
    const open = meeting(() => [
      said('Ben', 'I will write the rollback page for the portal.'),
      said('Ana', 'Great.'),
    ])
    expect(hints(open)).toEqual([expect.stringMatching(/^clarify Ben took something on: .*Until when\?$/)])
    expect(
      hints(meeting(() => [said('Ben', 'I will write the rollback page for the portal by Friday.')])),
    ).toEqual([])
  })

  test('what somebody cannot do is no promise', () => {
    expect(hints(meeting(() => [said('Ben', "One question I can't answer.")]))).toEqual([])
  })

  test('the owner who speaks most of the time, once in five minutes', () => {
    const long = meeting(() => [said('Ana', 'Talk', 100), said('Ben', 'Hm', 20)])
    expect(hints(long)).toEqual(['avoid You have spoken 83 % of the last five minutes.'])
    expect(hints(meeting(() => [said('Ana', 'Talk', 200)]))).toEqual([])
    expect(hints(meeting(() => [said('Ana', 'Talk', 60), said('Ben', 'Talk', 60)]))).toEqual([])
  })

  test('what was on the agenda and is not spoken of, towards the end', () => {
    const lines = meeting(() => [said('Ben', 'The budget looks fine.')])
    const agenda = ['Budget', 'Hiring plan']
    expect(hints(lines, { agenda, share: 0.8 })).toEqual(['suggest Not spoken of yet: Hiring plan'])
    expect(hints(lines, { agenda, share: 0.5 })).toEqual([])
  })

  test('words after which one should listen, once per speaker', () => {
    const lines = meeting(() => [
      said('Ben', 'We are concerned.'),
      said('Ben', 'Still concerned.'),
      said('Ana', 'I am concerned.'),
    ])
    expect(hints(lines)).toEqual(['warn Ben sounds worried: “We are concerned.”'])
  })
})

test('what has happened, in order, and the same when looked at again', () => {
  const lines = meeting(() => [
    said('Ana', 'Welcome.'),
    said('Ana', 'Let’s decide. Shall we ship on Friday?'),
    said('Ben', 'Agreed.'),
    said('Ana', 'Then we decided to ship on Friday.'),
    said('Ana', 'Moving on.', 5, 900),
  ])
  const seen = guide(lines)
  expect(seen.happenings.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['milestone', 'question', 'agreement', 'decision', 'topic_shift']),
  )
  expect(seen.happenings.map(({ at }) => at)).toEqual(
    seen.happenings.map(({ at }) => at).toSorted((a, b) => a - b),
  )
  expect(guide(lines)).toEqual(seen)
  expect(guide([])).toEqual({ hints: [], happenings: [] })
})
