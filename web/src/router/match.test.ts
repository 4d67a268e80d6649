import { expect, test } from 'vitest'
import { find, match } from './match.ts'

test.each([
  ['/', '/', {}],
  ['/search', '/search', {}],
  ['/search', '/search/', {}],
  ['/search', '/searches', null],
  ['/meetings', '/meetings/7', null],
  ['/meetings/:id', '/meetings/7', { id: '7' }],
  ['/meetings/:id', '/meetings', null],
  ['/meetings/:id', '/meetings/7/lines', null],
  ['/meetings/:id', '/meetings/a%2Fb', { id: 'a/b' }],
  ['/meetings/:id', '/meetings/100%', { id: '100%' }],
])('%s for %s is %j', (pattern, pathname, params) => {
  expect(match(pattern, pathname)).toEqual(params)
})

test('the first pattern that fits is taken, and none where none does', () => {
  const table = { '/': 'home', '/meetings/new': 'new', '/meetings/:id': 'one' }
  expect(find(table, '/meetings/new')).toEqual({ is: 'new', params: {} })
  expect(find(table, '/meetings/7')).toEqual({ is: 'one', params: { id: '7' } })
  expect(find(table, '/elsewhere')).toBeNull()
})
