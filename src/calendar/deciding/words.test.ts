import { describe, expect, test } from 'vitest'
import { fitsAddress } from '#calendar/deciding/addresses.ts'
import { findKeyword } from '#calendar/deciding/words.ts'

describe('an excluded word', () => {
  test.each([
    ['HR', 'Chris / HR 1:1'],
    ['privé', 'PRIVE – rdv'],
    ['straße', 'STRASSE 12'],
    ['istanbul', 'İstanbul offsite'],
    ['1:1', 'Ana 1:1 Bo'],
    ['C++', 'C++ guild'],
    ['面接', '第一次面接です'],
    ['confidential', 'con\u200bfidential'],
    ['pay review', 'Pay\u00a0review'],
  ])('%s is found in %s', (keyword, title) => {
    expect(findKeyword(title, [keyword])).toBe(keyword)
  })

  test.each([
    ['HR', 'Chrome sync'],
    [' ', 'Anything at all'],
    ['', 'Anything at all'],
    ['.*', 'Planning'],
    ['pay', 'Payroll'],
  ])('%s is not found in %s', (keyword, title) => {
    expect(findKeyword(title, [keyword])).toBeNull()
  })
})

describe('a domain', () => {
  test.each([
    ['acme.com', 'User+tag@ACME.com', true],
    ['acme.com', 'a@notacme.com', false],
    ['acme.com', 'a@eu.acme.com', false],
    ['*.acme.com', 'a@eu.acme.com', true],
    ['*.acme.com', 'a@acme.com', true],
    ['*.acme.com', 'a@notacme.com', false],
    ['bücher.example', 'a@xn--bcher-kva.example', true],
    ['acme.com', 'no address', false],
  ])('%s and %s: %s', (domain, email, fits) => {
    expect(fitsAddress(email, domain)).toBe(fits)
  })
})
