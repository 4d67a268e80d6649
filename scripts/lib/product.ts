/** Starts the product in this process: web and worker together. */
import type { Config } from '../../src/config.ts'
import { runProduct } from '../../src/main.ts'

export type Product = Awaited<ReturnType<typeof startProduct>>

export async function startProduct(config: Config) {
  return runProduct(config)
}
