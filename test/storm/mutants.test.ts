/** A bug that cannot be planted proves nothing: each one's words stand exactly once in the file that it names. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

test.each(mutants.map(({ name, file, from }) => [name, file, from]))('%s', (_name, file, from) => {
  expect(readFileSync(file, 'utf8').split(from).length - 1).toBe(1)
})

test('there are enough of them, and no two alike', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBeGreaterThanOrEqual(12)
})
