/** Starts the product in this process: web, worker, or both. */
import type { Config } from '../../src/config.ts'
import type { Part } from '../../src/main.ts'
import type { Halves } from './halves.ts'

export type Product = Awaited<ReturnType<typeof startProduct>>

/** Loaded only now: a wrong setting is told before half a second of imports. */
export async function startProduct(config: Config, halves: Halves) {
  const { runProduct } = await import('../../src/main.ts')
  const parts: Part[] = []
  if (halves.web) parts.push('web')
  if (halves.worker) parts.push('worker')
  return runProduct(config, { parts })
}
