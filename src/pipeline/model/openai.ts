/**
 * Any server that speaks OpenAI's Chat Completions (OpenAI, OpenRouter, Ollama, vLLM, LM Studio …). Not all of them
 * know structured output: we ask for a JSON schema, then for JSON, then for text, and check the answer ourselves.
 * https://platform.openai.com/docs/api-reference/chat
 */
import OpenAI, { APIConnectionError, APIError, BadRequestError, RateLimitError } from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { retryAfterSeconds } from '#lib/http.ts'
import { firstObjectIn } from '#pipeline/model/first-object.ts'
import type { Essay, Model, Question, Used } from '#pipeline/model/model.ts'
import { onceMore } from '#pipeline/model/once-more.ts'

const TIMEOUT_MS = 90_000

export type ModelConfig = { apiKey: string; baseUrl: string; model: string }
type Rung = 'json_schema' | 'json_object' | 'text'
const RUNGS: readonly Rung[] = ['json_schema', 'json_object', 'text']
type Message = { role: 'system' | 'user' | 'assistant'; content: string }

export function modelOverHttp({ apiKey, baseUrl, model }: ModelConfig): Model {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, timeout: TIMEOUT_MS, maxRetries: 0 })
  let known: Rung = 'json_schema' // the best that this server is not known to refuse

  async function say<S extends z.ZodType>(question: Question<S>, messages: Message[]): Promise<string> {
    for (const rung of RUNGS.slice(RUNGS.indexOf(known))) {
      const answer = await complete(client, requestFor(model, rung, question, messages), question.count)
      if (answer === 'shape_not_supported' && rung !== 'text') continue
      known = rung
      return answer
    }
    throw new Refusal('provider_refused', 'The model server takes no request of ours')
  }

  return {
    name: model,
    write: (essay) => stream(client, model, essay),
    async ask(question) {
      const messages: Message[] = [
        { role: 'system', content: question.instructions },
        { role: 'user', content: question.material },
      ]
      const first = await say(question, messages)
      const read = readAnswer(first, question.shape)
      if (read.ok) return read.value
      const repair = `That answer cannot be used: ${read.problem}. Answer again, with the corrected JSON only.`
      const second = await say(question, [
        ...messages,
        { role: 'assistant', content: first },
        { role: 'user', content: repair },
      ])
      const again = readAnswer(second, question.shape)
      if (again.ok) return again.value
      throw new Refusal('provider_refused', `The model's answer has the wrong shape: ${again.problem}`)
    },
  }
}

function requestFor<S extends z.ZodType>(
  model: string,
  rung: Rung,
  { name, shape }: Question<S>,
  messages: Message[],
): ChatCompletionCreateParamsNonStreaming {
  const { $schema: _, ...schema } = z.toJSONSchema(shape)
  if (rung === 'json_schema')
    return {
      model,
      messages,
      response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
    }
  const [system, ...rest] = messages
  const told = `${system?.content}\n\nAnswer with one JSON object that fits this JSON schema:\n${JSON.stringify(schema)}`
  return {
    model,
    messages: [{ role: 'system', content: told }, ...rest],
    ...(rung === 'json_object' && { response_format: { type: 'json_object' } }),
  }
}

/** The text of the answer. Throws Refusal. */
async function complete(
  client: OpenAI,
  request: ChatCompletionCreateParamsNonStreaming,
  count?: (used: Used) => void,
) {
  try {
    const { choices, usage } = await onceMore(async () => client.chat.completions.create(request))
    if (usage) count?.(usedOf(usage))
    const { message, finish_reason: finish } = choices[0] ?? {}
    if (message?.refusal) throw new Refusal('provider_refused', `The model declined: ${message.refusal}`)
    if (finish === 'length') throw new Refusal('provider_refused', "The model's answer was cut off")
    return message?.content ?? ''
  } catch (error) {
    if (error instanceof BadRequestError && isAboutShape(error) && request.response_format)
      return 'shape_not_supported'
    throw inOurWords(error)
  }
}

const usedOf = (usage: { prompt_tokens: number; completion_tokens: number }): Used => ({
  promptTokens: usage.prompt_tokens,
  completionTokens: usage.completion_tokens,
})

const LONGEST_ESSAY_CHARS = 60_000

/**
 * Text as it comes. The SDK's own stream helper throws where a server's first piece has no role, so the pieces are
 * read by hand; with usage asked for, the last one has no choices.
 */
async function stream(client: OpenAI, model: string, { instructions, material, count, onText }: Essay) {
  try {
    const messages: Message[] = [
      { role: 'system', content: instructions },
      { role: 'user', content: material },
    ]
    const request = { model, messages, stream: true, stream_options: { include_usage: true } } as const
    const pieces = await onceMore(async () => client.chat.completions.create(request))
    let text = ''
    for await (const { choices, usage } of pieces) {
      if (usage) count?.(usedOf(usage))
      const [choice] = choices
      if (choice?.delta.refusal) throw new Refusal('provider_refused', 'The model declined')
      text += choice?.delta.content ?? ''
      if (text.length > LONGEST_ESSAY_CHARS)
        throw new Refusal('provider_refused', 'The model does not come to an end')
      onText?.(text)
    }
    return text
  } catch (error) {
    throw inOurWords(error)
  }
}

const isAboutShape = (error: BadRequestError) =>
  /response_format|json_schema|json_object|schema|structured/i.test(`${error.param} ${error.message}`)

/** A server's error as a Refusal; what is none stays as it is. */
export function inOurWords(error: unknown): unknown {
  if (error instanceof APIConnectionError)
    return new Refusal('provider_unavailable', 'The model server does not answer')
  if (error instanceof RateLimitError)
    return new Refusal(
      'provider_rate_limited',
      'The model server asks us to slow down, or is out of credit',
      waitAfter(error),
    )
  if (!(error instanceof APIError)) return error
  const status = Number(error.status)
  if (status === 401 || status === 403)
    return new Refusal('provider_auth', `The model server answered ${status} to our key`)
  if (status >= 500) return new Refusal('provider_unavailable', `The model server answered ${status}`)
  return new Refusal(
    'provider_refused',
    `The model server answered ${status}: ${error.code ?? error.type ?? 'no'}`,
  )
}

function waitAfter({ headers }: RateLimitError) {
  const seconds = retryAfterSeconds(headers)
  return seconds === undefined ? {} : { retryAfterSeconds: seconds }
}

type Read<T> = { ok: true; value: T } | { ok: false; problem: string }

function readAnswer<S extends z.ZodType>(text: string, shape: S): Read<z.infer<S>> {
  const object = firstObjectIn(text)
  if (object === null) return { ok: false, problem: 'it holds no complete JSON object' }
  const parsed = shape.safeParse(object)
  if (parsed.success) return { ok: true, value: parsed.data }
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  return { ok: false, problem: problems.slice(0, 5).join('; ') }
}
