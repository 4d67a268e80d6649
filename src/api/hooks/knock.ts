/** What every door for providers shares. */
import type { Request } from 'express'
import type { ApiNeeds } from '#api/needs.ts'
import type { Receive } from '#webhooks/receive.ts'

export type DoorNeeds = Pick<ApiNeeds, 'config' | 'db' | 'clock' | 'vault'> & {
  notifier: Pick<ApiNeeds['notifier'], 'murmur'>
}
export type Door = DoorNeeds & {
  /** Resolves when it is durable. */
  receive: Receive
  /** Counted by sender and reason. */
  note: (sender: string, why: string) => void
  /** Counted, and told nothing: throws bad_signature. */
  turnAway: (sender: string, why: string) => never
}

/** The parser leaves no Buffer where there was no body. */
export const bodyOf = ({ body }: Pick<Request, 'body'>): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.alloc(0)

export const jsonBytes = (value: unknown) => Buffer.from(JSON.stringify(value))

/** undefined: not JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
