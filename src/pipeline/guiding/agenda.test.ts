import { expect, test } from 'vitest'
import { agendaIn } from '#pipeline/guiding/agenda.ts'

test.each([
  [
    'a list under a heading',
    'Hi all,\n\nAgenda:\n1. Budget\n2. Hiring plan.\n\nSee you',
    ['Budget', 'Hiring plan'],
  ],
  ['lines under a heading', 'Topics\n\nBudget\nHiring plan\n\nBest, Ana', ['Budget', 'Hiring plan']],
  ['beside the heading', 'Agenda: budget, hiring plan; picnic', ['budget', 'hiring plan', 'picnic']],
  ['a list alone', 'Let us talk.\n- Budget\n- Hiring plan', ['Budget', 'Hiring plan']],
  [
    'HTML',
    '<p>Agenda</p><ul><li>Budget &amp; costs</li><li><b>Hiring</b> plan</li></ul>',
    ['Budget & costs', 'Hiring plan'],
  ],
  ['one dash', '- see you there', []],
  ['how to get in', '* Dial in: +1 555\n* Meeting ID: 123 456\n- https://zoom.us/j/1', []],
  ['no agenda', 'Looking forward to it!', []],
  ['nothing', '', []],
])('%s', (_what, text, points) => {
  expect(agendaIn(text)).toEqual(points)
})
