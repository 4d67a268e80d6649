import { describe, expect, test } from 'vitest'
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
