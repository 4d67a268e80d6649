/** What is taken for a task, and which of too many. */
import { expect, test } from 'vitest'
import { actionsIn } from '#pipeline/extractive/actions.ts'
import { sentencesOf } from '#pipeline/extractive/sentences.ts'

const PEOPLE = ['Ana Lima', 'Ben Ott', 'Cleo Marsh', 'Dan Roe', 'Eva Sol']

/** They speak in turn. */
function tasksIn(...said: string[]) {
  const lines = said.map((text, at) => ({
    number: at + 1,
    id: `${at}`,
    speaker: PEOPLE[at % PEOPLE.length] ?? '',
    text,
  }))
  return actionsIn(sentencesOf(lines), PEOPLE)
}

test.each([
  ["I'll send the contract to the landlord.", 'Ana Lima'],
  ['I’ll call the landlord tomorrow.', 'Ana Lima'],
  ['I need to update the price list before the next meeting.', 'Ana Lima'],
  ['Cleo, could you book the room for Friday?', 'Cleo Marsh'],
  ['Ben will order the chairs.', 'Ben Ott'],
  ['If anybody has feedback, please leave a comment on the draft.', null],
  ['It would be great if everybody could review the plan by next week.', null],
  ['The next step is to write the report.', null],
])('a task: %s', (text, owner) => {
  expect(tasksIn(text)).toMatchObject([{ text, owner, evidence: [1] }])
})

test.each([
  'Let me share my screen.',
  'Can you see it now, everybody?',
  'Ben, could you please repeat that?',
  'I’ll go next, if that is fine.',
  "Let's move on to the next point.",
  'If the name is wrong, we will return an error.',
  'The plan was reviewed last week and nobody found a mistake.',
  'I think that this has been a hard year for all of us.',
])('no task: %s', (text) => {
  expect(tasksIn(text)).toEqual([])
})

test('a task of another moment comes before the sixth of one', () => {
  const errands = [
    "I'll send the contract to our landlord tomorrow.",
    "I'll order six chairs by Friday.",
    "I'll write a poster about the summer party.",
    "I'll update those prices next week.",
    "I'll check with Dora whether she comes.",
    "I'll fix that lamp in the hall soon.",
  ]
  const talk = Array.from({ length: 30 }, (_, at) => `Chair ${at} is made of oak and it has a seat of cloth.`)
  const tasks = tasksIn(...errands, ...talk, 'Please send your comments on the kitchen by Friday.')
  expect(tasks).toHaveLength(5)
  expect(tasks.at(-1)).toMatchObject({ text: expect.stringContaining('kitchen') })
})
