import { describe, expect, test } from 'vitest'
import { addressOf, Problem } from './api.ts'

describe('addressOf', () => {
  test('puts values into the path, escaped', () => {
    expect(addressOf('GET /v1/sessions/{id}', { id: 'a b/c' })).toEqual({
      method: 'GET',
      path: '/v1/sessions/a%20b%2Fc',
    })
  })

  test('leaves out what was not asked', () => {
    expect(addressOf('GET /v1/sessions', {}, { limit: 30, before: undefined }).path).toBe(
      '/v1/sessions?limit=30',
    )
  })

  test('refuses a path with a hole in it', () => {
    expect(() => addressOf('GET /v1/sessions/{id}')).toThrow('needs id')
  })
})

test('a problem speaks the sentence that the server wrote, and keeps its request id', () => {
  const problem = new Problem(409, { title: 'Conflict', detail: 'Somebody was faster.', requestId: 'r1' })
  expect(problem).toMatchObject({ message: 'Somebody was faster.', requestId: 'r1', fields: [] })
})
