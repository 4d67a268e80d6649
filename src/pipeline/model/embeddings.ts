/**
 * Meaning from a server that speaks OpenAI's Embeddings. https://platform.openai.com/docs/api-reference/embeddings
 * OpenAI's own models are asked for the length that the built-in embedder has; others give what they give.
 */
import OpenAI from 'openai'
import { onceMore } from '#pipeline/model/once-more.ts'
import { inOurWords } from '#pipeline/model/openai.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'

const TIMEOUT_MS = 30_000
const DIMENSIONS = 512
/** Below the 2048 inputs and the tokens that one request may hold. */
const BATCH = 100
const MOST_CHARS = 6_000

export type EmbedderConfig = { apiKey: string; baseUrl: string; embeddingModel: string }

export function embedderOverHttp({ apiKey, baseUrl, embeddingModel }: EmbedderConfig): Embedder {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, timeout: TIMEOUT_MS, maxRetries: 0 })
  const dimensions = /^text-embedding-3/.test(embeddingModel) ? DIMENSIONS : null

  async function embedBatch(input: string[]): Promise<Float32Array[]> {
    try {
      const { data } = await onceMore(async () =>
        client.embeddings.create({
          model: embeddingModel,
          input,
          encoding_format: 'float', // what local servers know
          ...(dimensions && { dimensions }),
        }),
      )
      return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => Float32Array.from(embedding))
    } catch (error) {
      throw inOurWords(error)
    }
  }

  return {
    name: dimensions ? `${embeddingModel}@${dimensions}` : embeddingModel,
    async embed(texts) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += BATCH)
        vectors.push(
          ...(await embedBatch(
            texts.slice(from, from + BATCH).map((text) => text.slice(0, MOST_CHARS) || ' '),
          )),
        )
      return vectors
    },
  }
}
