import { expect, test } from 'vitest'
import { templateRoutes } from '#api/routes/templates.ts'

test('a change of a template empties nothing that it leaves out', () => {
  expect(templateRoutes['PATCH /v1/templates/{id}'].body?.parse({ name: 'Price talk' })).toEqual({
    name: 'Price talk',
  })
})

test('a new one needs a name and what to stress', () => {
  const { body } = templateRoutes['POST /v1/templates']
  expect(body?.parse({ name: 'Price talk', instructions: 'Only prices.' })).toEqual({
    ...{ name: 'Price talk', instructions: 'Only prices.' },
    ...{ description: '', conversationType: null, isShared: false },
  })
  expect(body?.safeParse({ name: 'Price talk' }).success).toBe(false)
})
