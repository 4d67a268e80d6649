import { expect, test } from 'vitest'
import { signed } from './sign.ts'

const vector = {
  secrets: ['whsec_cmVjYWxsLXNpbS1zZWNyZXQtMDEyMzQ1Njc4OWFiY2Q='],
  id: 'msg_sim_0001',
  seconds: 1795255200,
}
const body =
  '{"event":"bot.done","data":{"data":{"code":"done","sub_code":null,"updated_at":"2026-11-21T10:00:00.000000+00:00"},"bot":{"id":"11111111-2222-4333-8444-555555555555","metadata":{}}}}'

test('signs as the known vector says', () => {
  expect(signed(body, { ...vector, family: 'webhook' })).toEqual({
    'webhook-id': 'msg_sim_0001',
    'webhook-timestamp': '1795255200',
    'webhook-signature': 'v1,d4PpzLRwMBSU+RjQvhzvMM2PKprnQsxRzH7MExvIZ+4=',
  })
})

test('signs an empty body, under the older header names', () => {
  expect(signed('', { ...vector, family: 'svix' })).toMatchObject({
    'svix-signature': 'v1,WkhOmuDcltX1mNeu0KnVG5UTaGQMB1RkYIJUxCu6Gjc=',
  })
})

test('signs once per secret during a rotation', () => {
  const two = signed(body, {
    ...vector,
    secrets: [...vector.secrets, `whsec_${btoa('the older one')}`],
    family: 'webhook',
  })
  expect(two['webhook-signature']?.split(' ')).toHaveLength(2)
})
