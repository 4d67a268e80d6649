/** What is understood of a pasted invitation, whatever form it has. Pure. */
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { readInvitation } from '#calendar/rules/read-invitation.ts'
import { processorMs } from '#test/processor-time.ts'

const now = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const read = (text: string) => readInvitation(text, now)
const START = '2026-11-25T14:00:00.000Z'

const ics = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:abc@example
DTSTAMP:20261101T000000Z
DTSTART:20261125T140000Z
DTEND:20261125T150000Z
SUMMARY:Budget talk
ORGANIZER:mailto:dana@partner.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:maya@northwind.example
DESCRIPTION:https://us02web.zoom.us/j/85512345678?pwd=Zk1
END:VEVENT
END:VCALENDAR`

const google = JSON.stringify({
  items: [
    {
      id: 'g1',
      summary: 'Budget talk',
      start: { dateTime: START },
      end: { dateTime: '2026-11-25T15:00:00Z' },
      organizer: { email: 'dana@partner.example' },
      hangoutLink: 'https://meet.google.com/abc-defg-hij',
    },
  ],
})
const microsoft = JSON.stringify({
  id: 'm1',
  subject: 'Budget talk',
  start: { dateTime: '2026-11-25T14:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-11-25T15:00:00.0000000', timeZone: 'UTC' },
  organizer: { emailAddress: { address: 'Dana@Partner.example' } },
})
const mail = `Subject: Budget talk
From: Dana Cole <dana@partner.example>
To: maya@northwind.example
2026-11-25 15:00+01:00
Join: https://us02web.zoom.us/j/85512345678?pwd=Zk1`

test.each([
  ['ics', ics],
  ['google', google],
  ['microsoft', microsoft],
  ['text', mail],
])('%s says what it is called, when it begins and who organizes it', (format, text) => {
  const { event, ...rest } = read(text)
  expect(rest.format).toBe(format)
  expect(event).toMatchObject({ title: 'Budget talk', organizerEmail: 'dana@partner.example' })
  expect(event.start.toMillis()).toBe(Date.parse(START))
})

describe('what is not said', () => {
  test('is assumed, and told', () => {
    const { event, assumed } = read('Quick call\nhttps://meet.google.com/abc-defg-hij')
    expect(event.title).toBe('Quick call')
    expect(event.start).toEqual(now.plus({ hours: 1 }))
    expect(assumed).toHaveLength(2)
  })

  test.each([
    ['{"start": ', 'It begins like JSON, but is not: perhaps a part is missing'],
    ['[]', 'There is no event in it'],
    [
      '{"summary": "x"}',
      'It has no start that could be understood: an event needs `start` with `dateTime` or `date`',
    ],
    ['BEGIN:VCALENDAR\nEND:VCALENDAR', 'There is no event in it, or none within two years'],
  ])('makes %s a plain no', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence)
  })
})

test('lists within lists are no event, however deep', () => {
  expect(() => read('['.repeat(32_000) + ']'.repeat(32_000))).toThrow('There is no event in it')
})

test('64 KB of anything is read quickly', () => {
  for (const text of ['a@'.repeat(32_000), 'a.'.repeat(32_000), ':'.repeat(64_000), ' \n'.repeat(32_000)])
    expect(processorMs(() => read(`x${text}`))).toBeLessThan(500)
})
