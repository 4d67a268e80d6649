/**
 * A call to a model server, and once more where that may help. The SDK would wait as long as the server asks, up to a
 * minute, and keep a worker all that time: what is worth a longer wait belongs to the queue.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { retryAfterSeconds } from '#lib/http.ts'

const PAUSE_MS = 500
const LONGEST_WAIT_MS = 2_000
/** Timed out at the server, held up by another request, too many of them. */
const PASSING = [408, 409, 429]

/** The answer of the first or the second try; throws what the last one threw. A time-out has cost enough already. */
export async function onceMore<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const waitMs = waitBeforeRepeat(error)
    if (waitMs === null) throw error
    await pause(waitMs)
    return call()
  }
}

function waitBeforeRepeat(error: unknown): number | null {
  if (error instanceof APIConnectionTimeoutError) return null
  if (error instanceof APIConnectionError) return PAUSE_MS
  if (!(error instanceof APIError) || !isPassing(error)) return null
  const waitMs = askedMs(error.headers) ?? PAUSE_MS
  return waitMs <= LONGEST_WAIT_MS ? waitMs : null
}

/** An account that is out of credit will be so in a second, too. */
const isPassing = ({ status, code }: { status?: number; code?: string | null | undefined }) =>
  status !== undefined && (status >= 500 || PASSING.includes(status)) && code !== 'insufficient_quota'

/** What the server asks us to wait; the finer of its two headers counts. */
function askedMs(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (ms >= 0) return ms
  const seconds = headers && retryAfterSeconds(headers)
  return seconds === undefined ? undefined : seconds * 1_000
}
