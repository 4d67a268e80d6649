import { expect, test } from 'vitest'
import { recallTypesAreCurrent } from './openapi-recall.ts'

test('the types of the Recall client are those of its description', async () => {
  expect(await recallTypesAreCurrent()).toBe(true)
})
