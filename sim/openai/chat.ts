// POST /v1/chat/completions, whole or streamed.
import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { answer, type ChatMessage } from './answer.ts'
import { ApiError } from './errors.ts'
import { type OpenaiWorld, playScene } from './scenes.ts'

const Text = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])

/** Only what changes the answer. Tools, temperature, seed and the rest are accepted and ignored. */
const ChatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.string(), content: Text.nullish() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  response_format: z
    .looseObject({
      type: z.enum(['text', 'json_object', 'json_schema']),
      json_schema: z.looseObject({ name: z.string(), schema: z.record(z.string(), z.unknown()) }).optional(),
    })
    .nullish(),
})
type ChatRequest = z.infer<typeof ChatRequest>
type Reply = { content: string | null; refusal: string | null; finish: 'stop' | 'length' }

const CHARS_PER_TOKEN = 4
const STREAM_PIECE_CHARS = 40

export async function answerChat(world: OpenaiWorld, req: Request, res: Response): Promise<void> {
  const asked = parse(req.body)
  res.locals.model = asked.model
  await playScene(world, asked.model, asked)
  const messages = asked.messages.map(({ role, content }) => ({ role, text: plain(content) }))
  const reply = replyTo(asked, messages)
  const usage = usageOf(messages, reply)
  res.locals.tokens = usage.total_tokens
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(world.clock.now() / 1000),
    model: asked.model,
  }
  if (asked.stream) return stream(res, head, reply, asked.stream_options?.include_usage ? usage : null)
  const message = { role: 'assistant', content: reply.content, refusal: reply.refusal, annotations: [] }
  const choices = [{ index: 0, message, logprobs: null, finish_reason: reply.finish }]
  res.json({
    ...head,
    object: 'chat.completion',
    choices,
    usage,
    service_tier: 'default',
    system_fingerprint: null,
  })
}

function parse(body: unknown): ChatRequest {
  const parsed = ChatRequest.safeParse(body)
  const issue = parsed.error?.issues[0]
  if (issue) throw new ApiError(400, issue.message, { param: issue.path.join('.') })
  if (parsed.data?.model === 'sim-noschema' && parsed.data.response_format?.type === 'json_schema')
    throw new ApiError(400, 'response_format of type json_schema is not supported', {
      param: 'response_format',
    })
  return ChatRequest.parse(body)
}

const plain = (content: z.infer<typeof Text> | null | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('\n')

function replyTo(asked: ChatRequest, messages: ChatMessage[]): Reply {
  if (asked.model === 'sim-refuse')
    return { content: null, refusal: "I'm sorry, I can't help with that.", finish: 'stop' }
  if (asked.model === 'sim-empty') return { content: '', refusal: null, finish: 'stop' }
  const content = answer(asked, messages)
  const half = content.slice(0, Math.ceil(content.length / 2))
  if (asked.model === 'sim-badjson') return { content: half, refusal: null, finish: 'stop' }
  if (asked.model === 'sim-length') return { content: half, refusal: null, finish: 'length' }
  const limit =
    (asked.max_completion_tokens ?? asked.max_tokens ?? Number.POSITIVE_INFINITY) * CHARS_PER_TOKEN
  const cut = content.length > limit
  return { content: cut ? content.slice(0, limit) : content, refusal: null, finish: cut ? 'length' : 'stop' }
}

function usageOf(messages: ChatMessage[], reply: Reply) {
  const prompt_tokens = messages.reduce((sum, { text }) => sum + tokens(text) + 4, 3)
  const completion_tokens = tokens(reply.content ?? reply.refusal ?? '')
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  }
}

export const tokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN)

type Head = { id: string; created: number; model: string }

/** Server-sent events. With usage asked for, the last chunk has no choices. */
function stream(res: Response, head: Head, reply: Reply, usage: ReturnType<typeof usageOf> | null): void {
  const send = (rest: object) =>
    res.write(
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...(usage && { usage: null }), ...rest })}\n\n`,
    )
  const choice = (delta: object, finish_reason: string | null = null) =>
    send({ choices: [{ index: 0, delta, logprobs: null, finish_reason }] })

  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  choice({ role: 'assistant', content: '', refusal: null })
  for (const piece of pieces(reply.content ?? '')) choice({ content: piece })
  if (reply.refusal) choice({ refusal: reply.refusal })
  choice({}, reply.finish)
  if (usage) send({ choices: [], usage })
  res.end('data: [DONE]\n\n')
}

const pieces = (text: string): string[] =>
  text.match(new RegExp(`[\\s\\S]{1,${STREAM_PIECE_CHARS}}`, 'gu')) ?? []
