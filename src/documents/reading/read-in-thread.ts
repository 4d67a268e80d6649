/**
 * One file, read in a thread of its own with a limit on time and memory: whatever a file does to the program that
 * reads it, the server goes on, and the person is told.
 */
import { Worker } from 'node:worker_threads'
import { MOST_HEAP_MB, MOST_SECONDS, said } from '#documents/limits.ts'
import type { DocumentKind, Reading } from '#documents/types.ts'

const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY'
const limits = { maxOldGenerationSizeMb: MOST_HEAP_MB, maxYoungGenerationSizeMb: 64 }

/** Throws what the thread threw, where that is a bug of ours and no matter of the file. */
export async function readInThread(
  bytes: Buffer,
  kind: DocumentKind,
  seconds = MOST_SECONDS,
): Promise<Reading> {
  const worker = new Worker(new URL('./reader.ts', import.meta.url), {
    workerData: { bytes, kind },
    resourceLimits: limits,
    stdout: true, // what a library prints about a file is nobody's business
    stderr: true,
  })
  const { promise, resolve, reject } = Promise.withResolvers<Reading>()
  const timer = setTimeout(() => resolve({ refusal: said.tooHeavy }), seconds * 1000)
  worker.on('message', resolve)
  worker.on('error', (error) =>
    'code' in error && error.code === OUT_OF_MEMORY ? resolve({ refusal: said.tooHeavy }) : reject(error),
  )
  worker.on('exit', () => resolve({ refusal: said.damaged(kind) })) // it ended without a word; else decided already
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
