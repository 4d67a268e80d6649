import { describe, expect, test } from 'vitest'
import { agendaOf } from '#pipeline/text/agenda.ts'

describe('the agenda of an invitation', () => {
  test.each([
    [
      'a list under a heading',
      'Hi all,\n\nAgenda:\n- Prices\n2. Dates\n\n- not this',
      ['Prices', 'Dates'],
      '',
    ],
    ['plain lines under a heading', 'Agenda\nPrices\nDates\n\nSee you', ['Prices', 'Dates'], ''],
    ['a heading with its points beside it', 'Agenda: prices, dates', ['prices', 'dates'], ''],
    ['a list without a heading', 'We talk about\n* Prices\n* Dates', ['Prices', 'Dates'], ''],
    [
      'HTML',
      '<p>Agenda</p><ul><li>Prices &amp; costs</li><li><b>Dates</b></li></ul>',
      ['Prices & costs', 'Dates'],
      '',
    ],
    ['another language', 'Tagesordnung:\n1) Preise\n2) Termine', ['Preise', 'Termine'], ''],
    ['no list: its words', 'A quick talk about prices.', [], 'A quick talk about prices.'],
    [
      'only how to dial in',
      '──────────\nJoin Zoom Meeting\nhttps://zoom.us/j/1\nMeeting ID: 1\n+43 1 2345678,,1#',
      [],
      '',
    ],
    ['nothing', '', [], ''],
  ])('%s', (_, text, items, words) => {
    expect(agendaOf(text)).toEqual({ items, words })
  })
})
