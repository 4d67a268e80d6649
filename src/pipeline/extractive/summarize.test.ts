import { describe, expect, test } from 'vitest'
import { summarizeExtractively } from '#pipeline/extractive/summarize.ts'
import { verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { type Meeting, noNotes } from '#pipeline/types.ts'

/** "Speaker: words", one per line. */
function meeting(script: string): Meeting {
  const lines = script
    .trim()
    .split('\n')
    .map((line, index) => {
      const [speaker = '', ...words] = line.trim().split(': ')
      return { number: index + 1, id: `line-${index + 1}`, speaker, text: words.join(': ') }
    })
  return { title: 'Test', lines, people: [...new Set(lines.map(({ speaker }) => speaker))] }
}

const planning = meeting(`
  Ana Lima: Okay, so, um, the search page is slow, and that is what customers write to us about most.
  Ben Ott: Yeah. The search page takes four seconds for customers with more than 500 orders.
  Ana Lima: Could we cache the results of the search for a minute?
  Ben Ott: We could, but then new orders would not show up in the search for a minute.
  Cleo Marsh: Nobody looks for an order that is a minute old. Let's go with the cache.
  Ben Ott: Agreed.
  Ana Lima: Sounds good. Ben, can you build the cache by Thursday?
  Ben Ott: Yes, will do.
  Cleo Marsh: I'll tell the support team tomorrow that the search will be faster.
  Ana Lima: Do we know whether the mobile app uses the same search?
  Cleo Marsh: I don't know. I would have to ask Dora.
`)
const smallTalk = meeting(`
  Ana Lima: Hi!
  Ben Ott: Hello. Nice weather.
  Ana Lima: It is. Bye.
`)
const gathering = meeting(`
  Ana Lima: We have to choose a day for the company picnic in the park.
  Ben Ott: I propose that we have the picnic on the second Saturday of June.
  Cleo Marsh: Works for me.
  Ana Lima: Yes, fine.
  Ben Ott: Somebody needs to book the park before the end of the month.
  Cleo Marsh: I will book the park, and I will send everybody the address.
`)

describe('the built-in summarizer', () => {
  test('finds what was decided, promised and left open, with the lines where it was said', () => {
    const notes = summarizeExtractively(planning)
    expect(notes.decisions).toEqual([{ text: "Let's go with the cache.", evidence: [5, 6, 7] }])
    expect(notes.actionItems).toMatchObject([
      {
        text: 'Ben, can you build the cache by Thursday?',
        evidence: [7, 8],
        owner: 'Ben Ott',
        due: 'by Thursday',
      },
      { owner: 'Cleo Marsh', due: 'tomorrow', evidence: [9] },
    ])
    expect(notes.followUpQuestions).toMatchObject([{ evidence: [10, 11] }])
    expect(notes.tldr.length).toBeGreaterThanOrEqual(2)
  })

  test('takes a proposal that two others agree to for a decision', () => {
    const notes = summarizeExtractively(gathering)
    expect(notes.decisions).toMatchObject([{ text: expect.stringContaining('second Saturday of June') }])
    expect(notes.actionItems.at(-1)).toMatchObject({ owner: 'Cleo Marsh', evidence: [6] })
  })

  test('puts nobody down for a task that nobody took', () => {
    const owners = summarizeExtractively(gathering).actionItems.map(({ owner }) => owner)
    expect(owners).not.toContain('Ben Ott')
  })

  test('has a tl;dr even of small talk, and invents no tasks', () => {
    const notes = summarizeExtractively(smallTalk)
    expect(notes.tldr.length).toBeGreaterThan(0)
    expect({ ...notes, tldr: [], highlights: [], topics: [] }).toEqual(noNotes())
  })

  test('has nothing to say about nothing', () => {
    const notes = summarizeExtractively({ title: 'Empty', lines: [], people: [] })
    expect(notes).toEqual(noNotes())
  })

  test.each([planning, smallTalk, gathering])('says only what holds, and the same each time', (one) => {
    const notes = summarizeExtractively(one)
    expect(verifyPoints(notes, one).dropped).toEqual([])
    expect(summarizeExtractively(one)).toEqual(notes)
  })

  test('tells what captions cut in two once, as a whole, and with its day', () => {
    const cut = meeting(`
      Ana Lima: We should have the draft of the contract done by
      Ana Lima: Friday noon. Then we talk.
      Ben Ott: I will send the contract to the landlord on
      Ben Ott: Monday. That is all.
    `)
    const { tldr, highlights, actionItems } = summarizeExtractively(cut)
    const texts = [...tldr, ...highlights].map(({ text }) => text)
    expect(texts).toContain('Ben Ott: I will send the contract to the landlord on Monday.')
    expect(new Set(texts).size).toBe(texts.length)
    expect(actionItems).toMatchObject([
      { due: 'by Friday noon', evidence: [1, 2] },
      { owner: 'Ben Ott', due: 'on Monday', evidence: [3, 4] },
    ])
  })
})
