/**
 * The typed calls to Recall.ai, made from its description. Here stand the header, the limits, and which calls may
 * be repeated. Every HTTP status comes back as a value; what it means is for recall.ts and recall-errors.ts.
 */
import { ApiError, type ApiResponse, Fetcher } from 'openapi-typescript-fetch'
import type { CallBudget, CallGroup } from '#bots/recall/call-budget.ts'
import type { paths } from '#bots/recall/recall.gen.ts'
import { type Fetch, type Reply, retryAfterSeconds, send, withQuickRepeats } from '#lib/http.ts'

export type RecallConfig = {
  /** Without `/api/v1`; a path in front of it is kept. */
  baseUrl: string
  apiKey: string
  /** Which of our installations sent the bot, written into its metadata. */
  environment?: string | undefined
  /** How often it may be called; absent = as often as anybody likes. */
  budget?: CallBudget | undefined
  fetch?: Fetch | undefined
  /** For tests: the pauses before quick repeats. */
  pausesMs?: readonly number[] | undefined
}

const TIMEOUT_MS = 15_000
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024 // a page of bots with all their recordings
const DOWNLOAD_TIMEOUT_MS = 60_000
const MAX_DOWNLOAD_BYTES = 64 * 1024 * 1024 // every word of a day, several times over

export type RecallCalls = ReturnType<typeof recallCalls>

/** Bots live under these paths; each function takes path, query and body as one object. */
export function recallCalls(config: RecallConfig) {
  const api = Fetcher.for<paths>()
  api.configure({
    baseUrl: config.baseUrl.replace(/\/+$/, ''),
    init: { headers: { authorization: `Token ${config.apiKey}` } },
    use: [(url, init) => exchange(url, withoutEmptyBody(init), config)],
  })
  const bot = api.path('/api/v1/bot/{id}/')
  return {
    listBots: api.path('/api/v1/bot/').method('get').create(),
    createBot: api.path('/api/v1/bot/').method('post').create(),
    readBot: bot.method('get').create(),
    updateBot: bot.method('patch').create(),
    deleteBot: bot.method('delete').create(),
    leaveCall: api.path('/api/v1/bot/{id}/leave_call/').method('post').create(),
    deleteMedia: api.path('/api/v1/bot/{id}/delete_media/').method('post').create(),
    pauseRecording: api.path('/api/v1/bot/{id}/pause_recording/').method('post').create(),
    resumeRecording: api.path('/api/v1/bot/{id}/resume_recording/').method('post').create(),
    readUsage: api.path('/api/v1/billing/usage/').method('get').create(),
    sendChatMessage: api.path('/api/v1/bot/{id}/send_chat_message/').method('post').create(),
  }
}

/**
 * The whole reply to a typed call. Types hold for what we send; what comes back is parsed by whoever reads it.
 * `exchange`, below, puts a Reply where the client expects data, hence the two `as`.
 */
export async function replyTo(call: Promise<ApiResponse<unknown>>): Promise<Reply> {
  try {
    return (await call).data as Reply
  } catch (error) {
    if (error instanceof ApiError) return error.data as Reply // how the client says "not 2xx"
    throw error
  }
}

/**
 * A file at an address that Recall gave us: never with our key, since it lies with somebody else, and the address
 * says enough by itself. It may redirect.
 */
export const download = (url: string, { fetch, pausesMs }: RecallConfig): Promise<Reply> =>
  withQuickRepeats(
    () => send(url, {}, { timeoutMs: DOWNLOAD_TIMEOUT_MS, maxResponseBytes: MAX_DOWNLOAD_BYTES, fetch }),
    { mayRepeat: true, pausesMs },
  )

async function exchange(url: string, init: RequestInit, config: RecallConfig) {
  const limits = { timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_RESPONSE_BYTES, fetch: config.fetch }
  const counted = await withinBudget(config.budget, groupOf(url, init), () => send(url, init, limits))
  const reply = await withQuickRepeats(counted, { mayRepeat: mayRepeat(init), pausesMs: config.pausesMs })
  const answer = { ...reply, statusText: '', data: reply }
  if (reply.status >= 200 && reply.status < 300) return { ...answer, ok: true }
  throw new ApiError(answer)
}

/** The first try needs a token; repeats count as well. A 429 stops the whole group, in every process. */
async function withinBudget(budget: CallBudget | undefined, group: CallGroup, call: () => Promise<Reply>) {
  if (!budget) return call
  await budget.take(group)
  let tries = 0
  return async () => {
    if (tries++ > 0) await budget.spend(group)
    const reply = await call()
    if (reply.status === 429) await budget.block(group, retryAfterSeconds(reply.headers) ?? SLOW_DOWN_SECONDS)
    return reply
  }
}

const SLOW_DOWN_SECONDS = 15

function groupOf(url: string, { method = 'GET' }: RequestInit): CallGroup {
  const isCollection = new URL(url).pathname.endsWith('/bot/')
  if (method === 'POST') return isCollection ? 'create' : 'command'
  if (method === 'GET') return isCollection ? 'list' : 'retrieve'
  return 'change'
}

/** Everything but a POST says what shall be, not what to do once more; a POST needs a key for that. */
const mayRepeat = ({ method, headers }: RequestInit) =>
  method !== 'POST' || new Headers(headers).has('idempotency-key')

/** The client writes `{}` for a POST that takes nothing. A redirect would lose the body, so none is followed. */
function withoutEmptyBody(init: RequestInit): RequestInit {
  const plain: RequestInit = { ...init, redirect: 'manual' }
  if (init.method !== 'POST' || init.body !== '{}') return plain
  const headers = new Headers(init.headers)
  headers.delete('content-type')
  return { ...plain, headers, body: null }
}
