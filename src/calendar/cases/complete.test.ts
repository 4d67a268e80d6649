import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const LAST = 197
/** A row of a table, or the beginning of a test's name. */
const ROW = /^\s*\[\s*(\d{1,3}),\s/gm
const NAME = /\btest\(\s*['"`]((?:\d{1,3}\. )+)/g

test('every case has a test with its number, or a line in the document that says where it is', () => {
  const tests = globSync('src/calendar/**/*.test.ts').map((path) => readFileSync(path, 'utf8'))
  const told = readFileSync('docs/calendar-cases.md', 'utf8')
  const elsewhere = told.slice(0, told.indexOf('## Judged differently')).matchAll(/^\| (\d+) \|/gm)
  const numbers = [
    ...tests.flatMap((text) => [...text.matchAll(ROW)].map(([, number]) => Number(number))),
    ...tests.flatMap((text) =>
      [...text.matchAll(NAME)].flatMap(([, all = '']) => all.match(/\d+/g)?.map(Number) ?? []),
    ),
    ...[...elsewhere].map(([, number]) => Number(number)),
  ]
  const missing = Array.from({ length: LAST }, (_, index) => index + 1).filter(
    (number) => !numbers.includes(number),
  )
  expect(missing).toEqual([])
})
