/** Where new ids come from: one place, so that a deterministic run can replace it. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** A new row's id (uuid). */
export const newId = (): string => randomUUID()

/** An unguessable token for links and channels: 256 bits, URL-safe. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
