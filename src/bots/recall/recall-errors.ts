/**
 * What an answer of Recall.ai that is not a success means for us. Three families of bodies are in use, and pages of
 * HTML from what stands before it (https://docs.recall.ai/reference/errors).
 */

import { type FieldError, Refusal, type RefusalCode, type RefusalExtra } from '#lib/errors.ts'
import { type NoReply, type Reply, retryAfterSeconds } from '#lib/http.ts'

/** Without a word from the provider: its own advice for 503 and 507, and a part of the sliding minute for 429. */
const WAIT_SECONDS: Record<number, number> = { 409: 2, 429: 15, 502: 5, 503: 10, 504: 5, 507: 30 }
const OTHER_WAIT_SECONDS = 10
const MAX_DETAIL_CHARACTERS = 300

const CODES: Record<number, RefusalCode> = {
  401: 'provider_auth',
  402: 'provider_out_of_credit',
  409: 'provider_unavailable', // our own earlier try with the same key is still under way
  429: 'provider_rate_limited',
  507: 'provider_busy', // this answer is replayed for an hour: the next try needs a new key
}
const SENTENCES: Record<number, string> = {
  401: 'Recall does not accept the API key; it may belong to another region',
  402: 'The Recall workspace is out of credit',
  403: "Recall's firewall blocked the request; is every address in it public?",
  507: 'Recall has no bot free at the moment',
}

/** `write`: the call was meant to change something, so that a lost answer leaves us in doubt. */
export function refusalOf(reply: Reply, doing: string, write: boolean): Refusal {
  const code = codeFor(reply)
  const fields = isSuccess(reply) ? [] : fieldErrors(reply.body)
  const extra: RefusalExtra = {
    reply: { status: reply.status, code: providerCode(reply) },
    ...(fields.length > 0 && { fields }),
    ...(worthWaiting(code) && { retryAfterSeconds: waitAfter(reply) }),
    ...(write && mayBeDone(reply) && { ambiguous: true }),
  }
  return new Refusal(code, sentenceFor(reply, doing, fields), extra)
}

const codeFor = (reply: Reply): RefusalCode =>
  CODES[reply.status] ??
  (reply.status >= 500 || isSuccess(reply) ? 'provider_unavailable' : 'provider_refused')

const waitAfter = ({ headers, status }: Reply): number =>
  retryAfterSeconds(headers) ?? WAIT_SECONDS[status] ?? OTHER_WAIT_SECONDS

/** A 507 is said of the key, and replayed under it: it also tells what became of an earlier try whose answer was lost. */
const mayBeDone = (reply: Reply): boolean =>
  reply.status !== 507 && (reply.inDoubt || isSuccess(reply) || reply.status === 409 || reply.status >= 500)

function sentenceFor(reply: Reply, doing: string, fields: FieldError[]): string {
  if (isSuccess(reply)) return `Recall answered ${reply.status} to ${doing}, in a shape that we do not know`
  const sentence = SENTENCES[reply.status] ?? `Recall answered ${reply.status} to ${doing}`
  const said = saidBy(reply.body) ?? fields.map(({ path, message }) => `${path}: ${message}`)[0]
  return said ? `${sentence}: ${said}` : sentence
}

/** For a call that brought no reply at all. */
export const refusalOfSilence = (silence: NoReply, doing: string, write: boolean): Refusal =>
  new Refusal('provider_unavailable', `Recall did not answer to ${doing} (${silence.why})`, {
    retryAfterSeconds: OTHER_WAIT_SECONDS,
    ...(write && silence.maybeDone && { ambiguous: true }),
  })

/** An address that has expired, or a store in trouble: a fresh look at the bot brings a fresh address. */
export const refusalOfDownload = ({ status }: Pick<Reply, 'status'>): Refusal =>
  new Refusal('provider_unavailable', `A download from Recall was answered with ${status}`, {
    retryAfterSeconds: OTHER_WAIT_SECONDS,
    reply: { status },
  })

/** The provider's own code for the error (family A or C), or null. */
export const providerCode = ({ body }: Reply): string | null => textAt(body, 'code')

/** The sentence of a body of family A or C. A page of HTML says nothing to us. */
export const saidBy = (body: unknown): string | null =>
  (textAt(body, 'detail') ?? textAt(body, 'message'))?.slice(0, MAX_DETAIL_CHARACTERS) ?? null

const isSuccess = ({ status }: Reply) => status < 300 // a success that we could not read
const worthWaiting = (code: RefusalCode) =>
  code === 'provider_unavailable' || code === 'provider_busy' || code === 'provider_rate_limited'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
function textAt(body: unknown, key: string): string | null {
  const value = isObject(body) ? body[key] : undefined
  return typeof value === 'string' ? value : null
}

const MAX_FIELDS = 20
const MAX_DEPTH = 6

/** Family B, and `errors` of family C: a tree of fields whose leaves are lists of messages. */
function fieldErrors(body: unknown): FieldError[] {
  if (!isObject(body)) return []
  const tree = isObject(body.errors) ? body.errors : body
  return leaves(tree, [], MAX_DEPTH).slice(0, MAX_FIELDS)
}

function leaves(tree: Record<string, unknown>, path: string[], depth: number): FieldError[] {
  if (depth === 0) return []
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = [...path, key]
    if (isObject(value)) return leaves(value, here, depth - 1)
    const messages = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    return messages.map((message) => ({
      path: here.join('.'),
      message: message.slice(0, MAX_DETAIL_CHARACTERS),
    }))
  })
}
