/**
 * One call to a provider: a reply or NoReply, within a time and a size, and a few quick repeats where a repeat
 * cannot do harm. Longer waits belong to jobs. Pauses and time-outs run on real time: the network does not know
 * of a virtual clock.
 */
import { setTimeout as pause } from 'node:timers/promises'

export type Fetch = typeof globalThis.fetch

export type Reply = {
  status: number
  headers: Headers
  url: string
  /** Parsed where it is JSON, whatever its content type says; else the text; undefined when empty. */
  body: unknown
  /** An earlier try of this call was lost on the way and may have been carried out. */
  inDoubt: boolean
}

export type Limits = { timeoutMs: number; maxResponseBytes: number; fetch?: Fetch | undefined }

/** Nothing readable came back. `maybeDone` is false only where the request never left this machine. */
export class NoReply extends Error {
  readonly why: 'timeout' | 'connection' | 'too_large'
  readonly maybeDone: boolean

  constructor(why: NoReply['why'], maybeDone: boolean, cause?: unknown) {
    super(`No reply: ${why}`, { cause })
    this.name = 'NoReply'
    this.why = why
    this.maybeDone = maybeDone
  }
}

/** Send once. Every HTTP status is a reply. Throws NoReply, and nothing else that the network can cause. */
export async function send(url: string, init: RequestInit, limits: Limits): Promise<Reply> {
  const { fetch = globalThis.fetch, timeoutMs, maxResponseBytes } = limits
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    const body = parsed(await textOf(response, maxResponseBytes))
    return { status: response.status, headers: response.headers, url: response.url, body, inDoubt: false }
  } catch (error) {
    throw asNoReply(error)
  }
}

/** After a lost connection or an overload: twice more, soon. */
const QUICK_PAUSES_MS = [250, 1_000]
/** Nobody sleeps longer than this inside one call. */
const LONGEST_WAIT_MS = 2_000
const OVERLOADED = [502, 503, 504]

export type Repeats = { mayRepeat: boolean; pausesMs?: readonly number[] | undefined }

/**
 * Call again, at most twice, after 502, 503, 504 or a broken connection if the call may be repeated, and after a
 * 429 whose Retry-After is short. A time-out is not repeated: it has cost enough already.
 */
export async function withQuickRepeats(attempt: () => Promise<Reply>, repeats: Repeats): Promise<Reply> {
  const pausesMs = repeats.pausesMs ?? QUICK_PAUSES_MS
  let patienceMs = LONGEST_WAIT_MS
  let inDoubt = false
  for (let tries = 0; ; tries++) {
    const outcome = await attempt().catch(onlyNoReply)
    const waitMs = waitBeforeRepeat(outcome, repeats.mayRepeat, pausesMs[tries])
    if (waitMs === null || waitMs > patienceMs) return settle(outcome, inDoubt)
    patienceMs -= waitMs
    inDoubt ||= maybeDone(outcome)
    await pause(waitMs)
  }
}

function waitBeforeRepeat(outcome: Reply | NoReply, mayRepeat: boolean, pauseMs: number | undefined) {
  if (pauseMs === undefined) return null
  if (outcome instanceof NoReply) return mayRepeat && outcome.why === 'connection' ? pauseMs : null
  if (outcome.status === 429) {
    const seconds = retryAfterSeconds(outcome.headers)
    return seconds === undefined ? null : seconds * 1_000 // it was not carried out, so any call may be repeated
  }
  return mayRepeat && OVERLOADED.includes(outcome.status) ? pauseMs : null
}

const maybeDone = (outcome: Reply | NoReply) =>
  outcome instanceof NoReply ? outcome.maybeDone : outcome.status >= 500

function settle(outcome: Reply | NoReply, inDoubt: boolean): Reply {
  if (outcome instanceof NoReply) throw new NoReply(outcome.why, outcome.maybeDone || inDoubt, outcome.cause)
  return { ...outcome, inDoubt }
}

/**
 * What the reply asks us to wait, in whole seconds; undefined where it does not say. A date is compared with the
 * reply's own Date, so that neither clock of ours nor theirs has to be right.
 */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const asked = headers.get('retry-after')?.trim()
  if (!asked) return undefined
  if (/^\d+(\.\d+)?$/.test(asked)) return Math.ceil(Number(asked))
  const ms = Date.parse(asked) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.ceil(ms / 1_000))
}

async function textOf(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new NoReply('too_large', true)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text // a proxy's HTML page, for one; whoever reads it checks its shape
  }
}

/** fetch tells of the network by a TypeError with a cause, and of our time-out by a TimeoutError. */
function asNoReply(error: unknown): unknown {
  if (error instanceof NoReply) return error
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new NoReply('timeout', true, error)
  if (!(error instanceof TypeError) || error.cause === undefined) return error
  const code = codeOf(error.cause)
  if (code === 'ERR_INVALID_URL') return error
  return new NoReply('connection', !NEVER_LEFT.includes(code), error)
}

const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']
const codeOf = (cause: unknown) =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''

function onlyNoReply(error: unknown): NoReply {
  if (error instanceof NoReply) return error
  throw error
}
