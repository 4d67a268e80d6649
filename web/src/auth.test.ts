import { expect, test } from 'vitest'
import { Problem } from './api.ts'
import { inOurWords } from './auth.ts'

test('a wrong password says what to do next', () => {
  const refused = new Problem(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid', requestId: 'r1' })
  expect(inOurWords(refused)).toMatchObject({ status: 401, requestId: 'r1' })
  expect(inOurWords(refused).message).toContain('Forgot the password')
})

test('too many tries say to wait, and what is not known stays as it was said', () => {
  expect(inOurWords(new Problem(429, { message: 'Too many requests' })).message).toContain('Wait a minute')
  const other = new Problem(500, { message: 'Out of order' })
  expect(inOurWords(other)).toBe(other)
})
