/**
 * Takes chance out of the process, for one storm at a time: ids and tokens count up from the seed, and a pause of the
 * product's is time that passes in the storm's world. Patches Node's own modules, so load it before anything else.
 */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

let seed = 0
let ids = 0
let drawn = 0
/** null: between two storms time is real. */
let sleep: ((ms: number) => Promise<void>) | null = null

/** Begin anew: the same seed gives the same ids. `pause` is what a pause of the product's becomes. */
export function beginSeeded(with_: { seed: number; pause: (ms: number) => Promise<void> }): void {
  seed = with_.seed
  ids = 0
  drawn = 0
  sleep = with_.pause
}

/** The storm is over: a pause is a pause again. */
export function endSeeded(): void {
  sleep = null
}

const digest = (of: string) => crypto.createHash('sha256').update(`${seed}/${of}`).digest()

const bytes = (size: number): Buffer => {
  const chunks: Buffer[] = []
  for (let got = 0; got < size; got += 32) chunks.push(digest(`bytes ${++drawn}`))
  return Buffer.concat(chunks).subarray(0, size)
}

/** They have a count of their own: how many bytes the database's driver draws must not move them. */
function uuid() {
  const raw = digest(`id ${++ids}`).subarray(0, 16)
  raw[6] = ((raw[6] ?? 0) & 0x0f) | 0x40
  raw[8] = ((raw[8] ?? 0) & 0x3f) | 0x80
  const hex = raw.toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return parts.join('-') as crypto.UUID // made as RFC 9562 says
}

/** Node's own randomBytes stays for whoever wants an answer by callback: the driver's handshakes, not our data. */
const trueBytes = crypto.randomBytes
crypto.randomUUID = uuid
crypto.randomBytes = ((size: number, then?: (error: Error | null, bytes: Buffer) => void) =>
  then ? trueBytes(size, then) : bytes(size)) as typeof crypto.randomBytes // both of its shapes
const truePause = timers.setTimeout
timers.setTimeout = (async (ms = 1, value?: unknown) => {
  await (sleep ? sleep(ms) : truePause(ms))
  return value
}) as typeof timers.setTimeout // it is only ever awaited
Math.random = () => bytes(4).readUInt32BE() / 2 ** 32
syncBuiltinESMExports()
