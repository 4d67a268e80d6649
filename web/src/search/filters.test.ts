import { expect, test } from 'vitest'
import { filtersOf, inAddress, inQuery, isNarrowed } from './filters.ts'

const none = { q: '', person: '', from: '', to: '', platform: '', series: '', type: '' }

test('an address and its filters say the same', () => {
  const filters = filtersOf(new URLSearchParams('q=+budget+&person=acme.example&from=2026-11-02&ask=yes'))
  expect(filters).toEqual({ ...none, q: 'budget', person: 'acme.example', from: '2026-11-02' })
  expect(inAddress(filters)).toEqual({ q: 'budget', person: 'acme.example', from: '2026-11-02' })
})

test('a day that is none is left out', () => {
  expect(filtersOf(new URLSearchParams('from=yesterday&to=2026-13-40'))).toEqual(none)
})

test('words alone narrow nothing down', () => {
  expect(isNarrowed({ ...none, q: 'budget' })).toBe(false)
  expect(isNarrowed({ ...none, platform: 'zoom' })).toBe(true)
})

test('a day begins and ends where the viewer is, and the last one counts whole', () => {
  expect(inQuery({ ...none, q: 'budget', from: '2026-11-02', to: '2026-11-02' })).toEqual({
    from: new Date(2026, 10, 2).toISOString(),
    to: new Date(2026, 10, 3).toISOString(),
  })
})
