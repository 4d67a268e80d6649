import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { canonicalUid, occurrenceKey } from '#calendar/deciding/occurrence-key.ts'

const at = (time: string) => DateTime.fromISO(`2026-11-23T${time}Z`, { zone: 'utc' })
const keyOf = (differs: Partial<Parameters<typeof occurrenceKey>[0]> = {}) =>
  occurrenceKey({
    icalUid: 'abc@google.com',
    isPartOfSeries: false,
    originalStart: null,
    start: at('10:00'),
    fallback: 'calendar-1/event-1',
    ...differs,
  })

describe('the key of a meeting', () => {
  test('stays when a single meeting is moved', () => {
    expect(keyOf({ start: at('15:00') })).toBe(keyOf())
  })

  test('stays when one of a series is moved, and differs from its neighbours', () => {
    const second = { isPartOfSeries: true, originalStart: at('10:00') }
    expect(keyOf({ ...second, start: at('15:00') })).toBe(keyOf(second))
    expect(keyOf({ ...second, originalStart: at('11:00') })).not.toBe(keyOf(second))
  })

  test('is the same in a zone of its own', () => {
    const series = { isPartOfSeries: true }
    const local = at('10:00').setZone('Asia/Kathmandu')
    expect(keyOf({ ...series, originalStart: local })).toBe(keyOf({ ...series, originalStart: at('10:00') }))
  })

  test('joins nothing where the provider shows no UID', () => {
    expect(keyOf({ icalUid: null, fallback: 'a/1' })).not.toBe(keyOf({ icalUid: null, fallback: 'b/1' }))
  })
})

describe('a UID', () => {
  const series = '040000008200E00074C5B7101A82E00800000000B0E9E2BF9D5ADA010000000000000000100000001234'

  test('of an Exchange occurrence is that of its series', () => {
    const occurrence = `${series.slice(0, 32)}07E40A0F${series.slice(40)}`
    expect(canonicalUid(occurrence.toLowerCase())).toBe(canonicalUid(series))
  })

  test('of a foreign organizer is taken out of its wrapping', () => {
    const foreign = Buffer.from('abc@google.com\0').toString('hex')
    const wrapped = `${series.slice(0, 64)}00000000${'7643616C2D556964'}01000000${foreign}`
    expect(canonicalUid(wrapped)).toBe('abc@google.com')
  })

  test('of Google stays as it is, with its case', () => {
    expect(canonicalUid('AbC_R20250326T123000@google.com')).toBe('AbC_R20250326T123000@google.com')
  })
})
