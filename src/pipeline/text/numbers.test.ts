import { expect, test } from 'vitest'
import { figuresIn, numbersSaid } from '#pipeline/text/numbers.ts'

test.each([
  ['one hundred eighty', '180'],
  ['a hundred and eighty milliseconds', '180'],
  ['two thousand five hundred', '2500'],
  ['three million', '3000000'],
  ['twenty five percent', '25'],
  ['the third of May', '3'],
  ['it costs $1,200', '1200'],
  ['at 14:30', '14'],
])('"%s" says %s', (text, number) => {
  expect(numbersSaid(text).has(number)).toBe(true)
})

test('figures are read as they stand, without the comma of thousands', () => {
  expect(figuresIn('3.5 of 1,200 at 9:15')).toEqual(['3.5', '1200', '9:15'])
})
