// POST /v1/embeddings. Words and their letter triples are hashed into a vector of length one, so that texts that
// share words lie close together, and the same text always lies in the same place.
import type { Request, Response } from 'express'
import { z } from 'zod'
import { tokens } from './chat.ts'
import { ApiError } from './errors.ts'
import { type OpenaiWorld, playScene } from './scenes.ts'

const MAX_INPUTS = 2048
const MAX_TOKENS = 8192
const DEFAULT_DIMENSIONS = 1536
const LARGE_DIMENSIONS = 3072

const EmbeddingsRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([
    z.string(),
    z.array(z.string()).min(1),
    z.array(z.number()).min(1),
    z.array(z.array(z.number())).min(1),
  ]),
  dimensions: z.number().int().positive().max(LARGE_DIMENSIONS).optional(),
  encoding_format: z.enum(['float', 'base64']).default('float'),
})

export async function answerEmbeddings(world: OpenaiWorld, req: Request, res: Response): Promise<void> {
  const parsed = EmbeddingsRequest.safeParse(req.body)
  if (!parsed.success) throw new ApiError(400, "'$.input' is invalid. Please check the API reference.")
  const { model, input, encoding_format } = parsed.data
  res.locals.model = model
  await playScene(world, model, req.body)
  const texts = textsOf(input)
  check(texts)
  const dimensions =
    parsed.data.dimensions ?? (model.endsWith('-large') ? LARGE_DIMENSIONS : DEFAULT_DIMENSIONS)
  const data = texts.map((text, index) => {
    const vector = embed(text, dimensions)
    const embedding = encoding_format === 'base64' ? base64(vector) : vector
    return { object: 'embedding', index, embedding }
  })
  const used = texts.reduce((sum, text) => sum + tokens(text), 0)
  res.locals.tokens = used
  res.json({ object: 'list', data, model, usage: { prompt_tokens: used, total_tokens: used } })
}

/** Token ids come as numbers; here each is simply a word of its own. */
function textsOf(input: z.infer<typeof EmbeddingsRequest>['input']): string[] {
  if (typeof input === 'string') return [input]
  const many = input.filter((one) => typeof one !== 'number')
  if (many.length === 0) return [input.join(' ')]
  return many.map((one) => (typeof one === 'string' ? one : one.join(' ')))
}

function check(texts: string[]) {
  if (texts.length > MAX_INPUTS)
    throw new ApiError(400, `Invalid 'input': array too long. Expected at most ${MAX_INPUTS} items.`)
  if (texts.some((text) => text === ''))
    throw new ApiError(400, "Invalid 'input': input cannot be an empty string.")
  if (texts.some((text) => tokens(text) > MAX_TOKENS))
    throw new ApiError(400, `This model's maximum context length is ${MAX_TOKENS} tokens.`, {
      code: 'context_length_exceeded',
    })
}

const TRIPLE_WEIGHT = 0.3

export function embed(text: string, dimensions: number): number[] {
  const vector = new Float64Array(dimensions)
  const add = (feature: string, weight: number) => {
    const hash = fnv1a(feature)
    const at = hash % dimensions
    vector[at] = (vector[at] ?? 0) + (hash & 0x8000_0000 ? -weight : weight)
  }
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    add(word, 1)
    for (let i = 0; i + 3 <= word.length; i++) add(`#${word.slice(i, i + 3)}`, TRIPLE_WEIGHT)
  }
  const length = Math.hypot(...vector) || 1
  return Array.from(vector, (value) => Math.fround(value / length))
}

/** https://datatracker.ietf.org/doc/draft-eastlake-fnv/ with a last mix, because its low bits alone are poor. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return (hash ^ (hash >>> 15)) >>> 0
}

const base64 = (vector: number[]): string => Buffer.from(Float32Array.from(vector).buffer).toString('base64')
