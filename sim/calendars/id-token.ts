// OpenID Connect's id_token: signed with a key of this process, which the certs address shows.
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

type Keys = { privateKey: KeyObject; publicKey: KeyObject }
let keys: Keys | null = null // made when first asked for: it takes a moment
const KEY_ID = 'stand-in-1'

const ours = (): Keys => {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return keys
}

/** Claims in, compact RS256 JWT out. */
export function signIdToken(claims: Record<string, unknown>): string {
  const parts = [{ alg: 'RS256', kid: KEY_ID, typ: 'JWT' }, claims]
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${createSign('RSA-SHA256').update(text).sign(ours().privateKey, 'base64url')}`
}

/** The public half, as JSON Web Key Set. */
export const certs = () => ({
  keys: [{ ...ours().publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }],
})
