/** What every door for providers shares. */
import type { IncomingHttpHeaders } from 'node:http'
import type { ApiNeeds } from '#api/needs.ts'
import type { Receive } from '#webhooks/types.ts'

export type DoorNeeds = Pick<ApiNeeds, 'config' | 'db' | 'clock' | 'vault' | 'log'> & {
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

/** One request; `token` is the last part of the path, where it carries one. */
export type Knock = { headers: IncomingHttpHeaders; query: URLSearchParams; token: string; body: Buffer }
export type Said = { status: 200 | 202 | 204; text?: string }
/** Answers when the message is durable. Throws a Refusal for what is not taken. */
export type Hook = (door: Door, knock: Knock) => Promise<Said>

export const TAKEN: Said = { status: 204 }

export const jsonBytes = (value: unknown) => Buffer.from(JSON.stringify(value))

/** undefined: not JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
