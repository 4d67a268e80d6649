import { expect, test } from 'vitest'
import { neverRecordMark } from '#calendar/deciding/never-record-mark.ts'

test.each([
  ['Sync #norecord', '#norecord'],
  ['Sync #Never-Record', '#Never-Record'],
  ['Review [do not record]', '[do not record]'],
  ['Review (no recording)', '(no recording)'],
  ['<p>Agenda</p><p>Do not record this meeting.</p>', 'Do not record this meeting.'],
  ['Agenda\n  Never record!  \nmore', 'Never record!'],
  ['Besprechung [nicht aufzeichnen]', '[nicht aufzeichnen]'],
])('%s is marked', (text, mark) => {
  expect(neverRecordMark(text)).toBe(mark)
})

test.each([
  'We decided not to record the calls of last year, and now we do record',
  'How we never record losses twice in the books of this company',
  '[recording] and #recording',
  'Record labels (and others)',
  'direct',
])('%s is not', (text) => {
  expect(neverRecordMark(text)).toBeNull()
})
