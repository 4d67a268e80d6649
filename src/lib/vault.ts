/**
 * Secrets at rest: AES-256-GCM under keys derived from SECRET. The newest key encrypts, each listed one decrypts,
 * so rotation is "put the new one first". The context (table, row, field) is authenticated, so that a ciphertext
 * moved to another row does not open.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export type Vault = {
  /** Text → sealed text that carries its key's id. */
  seal(plain: string, context: string): string
  /** Sealed text → text. Throws when the key is unknown, the context differs or a byte was changed. */
  open(sealed: string, context: string): string
  /** A key for one purpose (32 bytes, hex), the same in every process that has the secret. */
  derive(purpose: string): string
  /** Keyed hash for tokens that are checked without a row (base64url, 22 characters). */
  sign(purpose: string, value: string): string
  /** Whether this is our keyed hash, under any of the secrets; in constant time. */
  verify(purpose: string, value: string, signature: string): boolean
  keyIds: readonly string[]
}

type Key = { id: string; key: Buffer }

export function createVault(secrets: readonly string[]): Vault {
  const keys = secrets.map(keyFrom)
  const signWith = signer()
  const [newest] = keys
  const [newestSecret] = secrets
  if (!newest || !newestSecret) throw new Error('createVault needs at least one secret')

  return {
    seal: (plain, context) => sealWith(newest, plain, context),
    open(sealed, context) {
      const key = keys.find(({ id }) => sealed.startsWith(`${id}.`))
      if (!key) throw new Error('This was encrypted with a secret that is not listed in SECRET')
      return openWith(key, sealed, context)
    },
    derive: (purpose) => hkdf(newestSecret, purpose).toString('hex'),
    sign: (purpose, value) => signWith(newestSecret, purpose, value),
    verify: (purpose, value, signature) =>
      secrets.map((secret) => isSame(signWith(secret, purpose, value), signature)).includes(true),
    keyIds: keys.map(({ id }) => id),
  }
}

const hkdf = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, 'liveconvo', purpose, 32))

/** Purposes are few, and their keys dear: each is derived once. Each word that comes in is checked with one. */
function signer() {
  const keys = new Map<string, KeyObject>()
  const keyOf = (secret: string, purpose: string) => {
    const name = `${purpose} ${secret}`
    const known = keys.get(name)
    if (known) return known
    const key = createSecretKey(hkdf(secret, purpose))
    keys.set(name, key)
    return key
  }
  return (secret: string, purpose: string, value: string) =>
    createHmac('sha256', keyOf(secret, purpose)).update(value).digest('base64url').slice(0, 22)
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function keyFrom(secret: string): Key {
  const key = hkdf(secret, 'vault')
  return { key, id: createHash('sha256').update(key).digest('hex').slice(0, 8) }
}

function sealWith({ id, key }: Key, plain: string, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `${id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

function openWith({ id, key }: Key, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed.slice(id.length + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
