/** Starts the product in this process: web, worker, or both. */
import type { Config } from '../../src/config.ts'
import { type Part, runProduct } from '../../src/main.ts'
import type { Halves } from './halves.ts'

export type Product = Awaited<ReturnType<typeof startProduct>>

export function startProduct(config: Config, halves: Halves) {
  const parts: Part[] = []
  if (halves.web) parts.push('web')
  if (halves.worker) parts.push('worker')
  return runProduct(config, { parts })
}
