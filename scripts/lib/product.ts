/** Starts the product in this process: web, worker, or both. */
import type { Config } from '../../src/config.ts'
import { runProduct } from '../../src/main.ts'
import type { Halves } from './halves.ts'

export type Product = Awaited<ReturnType<typeof startProduct>>

export const startProduct = (config: Config, halves: Halves) => runProduct(config, halves)
