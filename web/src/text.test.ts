import { describe, expect, test } from 'vitest'
import { asSentence, count, dayOf, initialsOf, lengthOf, nearness, platformName, positionOf } from './text.ts'

const now = new Date(2026, 10, 21, 9, 0)
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).toISOString()

test.each([
  [7, '0:07'],
  [760.9, '12:40'],
  [3723, '1:02:03'],
  [-1, '0:00'],
])('%d seconds into a recording is %s', (seconds, said) => expect(positionOf(seconds)).toBe(said))

test.each([
  [40, '40 s'],
  [1500, '25 min'],
  [3900, '1 h 5 min'],
  [7200, '2 h'],
])('%d seconds last %s', (seconds, said) => expect(lengthOf(seconds)).toBe(said))

describe('days', () => {
  test('near ones have a name, by the calendar and not by 24 hours', () => {
    expect(dayOf(at(21, 23), now)).toBe('Today')
    expect(dayOf(at(22, 0), now)).toBe('Tomorrow')
    expect(dayOf(at(20), now)).toBe('Yesterday')
  })
  test('others have their date', () => expect(dayOf(at(27), now)).toMatch(/27/))
})

test('nearness says which side of now it is', () => {
  expect(nearness(at(21, 11), now)).toBe('in 2 h')
  expect(nearness(at(21, 8), now)).toBe('1 h ago')
  expect(nearness(now.toISOString(), now)).toBe('just now')
})

test.each([
  ['Dana Fox', 'd@x.io', 'DF'],
  ['Cher', 'c@x.io', 'Ch'],
  [null, 'mary.ann.lee@x.io', 'ml'],
  ['  ', 'bo@x.io', 'bo'],
])('%s is shown as its initials', (name, email, initials) => expect(initialsOf(name, email)).toBe(initials))

test('a sentence ends with one full stop', () => {
  expect(['Joining', 'Joining.', 'Joining?'].map(asSentence)).toEqual(['Joining.', 'Joining.', 'Joining?'])
})

test('counts agree with their noun, and unknown platforms keep their name', () => {
  expect([count(1, 'meeting'), count(0, 'meeting')]).toEqual(['1 meeting', '0 meetings'])
  expect([platformName('google_meet'), platformName('some_new_one')]).toEqual(['Google Meet', 'Some new one'])
})
