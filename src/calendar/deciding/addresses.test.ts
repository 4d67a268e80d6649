import { describe, expect, test } from 'vitest'
import { fitsAddress } from '#calendar/deciding/addresses.ts'

describe('a pattern', () => {
  test.each([
    ['acme.com', 'User+tag@ACME.com', true],
    ['acme.com', 'a@notacme.com', false],
    ['acme.com', 'a@eu.acme.com', false],
    ['*.acme.com', 'a@eu.acme.com', true],
    ['*.acme.com', 'a@acme.com', true],
    ['*.acme.com', 'a@notacme.com', false],
    ['bücher.example', 'a@xn--bcher-kva.example', true],
    ['acme.com', 'no address', false],
    ['ana@acme.com', 'Ana@Acme.com', true],
    ['ana@acme.com', 'ana+tag@acme.com', false],
    ['*@acme.com', 'bo@acme.com', true],
    ['sales-*@acme.com', 'sales-emea@acme.com', true],
    ['sales-*-de@acme.com', 'sales-emea@acme.com', false],
    ['*.gmail.com', 'a@x.gmail.com', false],
    ['.*', 'a@acme.com', false],
    ['', 'a@acme.com', false],
  ])('%s and %s: %s', (pattern, email, fits) => {
    expect(fitsAddress(email, pattern)).toBe(fits)
  })
})
