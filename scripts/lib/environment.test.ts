import { expect, test } from 'vitest'
import { brokenLines } from './environment.ts'

test.each([
  ['plain lines, comments, exports and blanks', 'A=1\n\n# note\nexport B = two # more\r\nC=\n', []],
  ['a value in quotes over several lines', 'KEY="one\ntwo words\nthree"\nB=1', []],
  ['a line without a name', 'A=1\n=3', [[2, '…']]],
  ['a colon instead of an equals sign, without its value', 'SECRET: abc', [[1, 'SECRET…']]],
  ['a quote that is never closed', 'A="abc\nB=1', [[1, 'A… (a quote that is never closed)']]],
])('finds what is wrong in a file with %s', (_name, text, broken) => {
  expect(brokenLines(text)).toEqual(broken)
})
