import { expect, test } from 'vitest'
import { createVault } from './vault.ts'

const old = 'o'.repeat(40)
const fresh = 'n'.repeat(40)

test('what was sealed opens again, with the same context only', () => {
  const vault = createVault([fresh])
  const sealed = vault.seal('refresh-token', 'calendar_connections:1')
  expect(vault.open(sealed, 'calendar_connections:1')).toBe('refresh-token')
  expect(() => vault.open(sealed, 'calendar_connections:2')).toThrow()
})

test('rotation: the new secret first, and what the old one sealed still opens', () => {
  const sealed = createVault([old]).seal('x', 'c')
  const rotated = createVault([fresh, old])
  expect(rotated.open(sealed, 'c')).toBe('x')
  expect(rotated.seal('y', 'c').split('.')[0]).toBe(rotated.keyIds[0])
  expect(() => createVault([fresh]).open(sealed, 'c')).toThrow(/not listed in SECRET/)
})

test('every changed byte is noticed', () => {
  const vault = createVault([fresh])
  const sealed = vault.seal('refresh-token', 'c')
  const [id = '', body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const forged = Buffer.from(bytes)
    forged.writeUInt8(forged.readUInt8(i) ^ 1, i)
    expect(() => vault.open(`${id}.${forged.toString('base64url')}`, 'c')).toThrow()
  }
})
