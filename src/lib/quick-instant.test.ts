import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { isoOf, quickInstant } from '#lib/quick-instant.ts'

const luxon = (text: string) => DateTime.fromISO(text, { zone: 'utc' })

test.each([
  '2026-11-23T09:00:00Z',
  '2026-11-23T09:00:00+01:00',
  '2026-11-23T09:00:00-09:30',
  '2026-11-23T09:00:00.123456+00:00',
  '2026-02-28T24:00:00Z',
])('%s is read as luxon reads it', (text) => {
  expect(quickInstant(text)?.toISO()).toBe(luxon(text).toISO())
})

test.each([
  '2026-02-30T09:00:00Z',
  '2026-02-31T09:00:00+01:00',
  '2026-11-23T25:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-23T09:00:00',
  '2026-11-23',
  'infinity',
  '',
])('%j is left to luxon', (text) => {
  expect(quickInstant(text)).toBeNull()
})

test('both ways agree on every instant and offset, and so does what is written', () => {
  const instants = fc.date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true })
  const hours = fc.integer({ min: 0, max: 14 })
  const check = (date: Date, hour: number, sign: string) => {
    const text = `${date.toISOString().slice(0, -1)}${sign}${String(hour).padStart(2, '0')}:30`
    const quick = quickInstant(text)
    if (quick) expect([+quick, isoOf(quick)]).toEqual([+luxon(text), luxon(text).toISO()])
  }
  fc.assert(fc.property(instants, hours, fc.constantFrom('+', '-'), check))
})
