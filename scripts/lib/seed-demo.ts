/** Fills the demo organization; the seed itself is scripts/seed.ts. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../src/config.ts'
import { type DemoLogin, readDemoLogin } from './demo-login.ts'
import type { Product } from './product.ts'
import { root } from './root.ts'
import type { StandIns } from './stand-ins.ts'

/** What `scripts/seed.ts` exports. Runs at every start, so it must find what it made before. */
export type Seed = (demo: {
  config: Config
  login: DemoLogin
  standIns: StandIns
  product: Product
}) => Promise<void>

export async function seedDemo(config: Config, standIns: StandIns, product: Product): Promise<void> {
  const file = join(root, 'scripts/seed.ts')
  if (!existsSync(file)) return
  const { seed }: { seed: Seed } = await import(file)
  await seed({ config, login: readDemoLogin(config.dataDir), standIns, product })
}
