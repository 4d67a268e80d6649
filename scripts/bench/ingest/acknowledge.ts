/** Webhooks that are answered after they are durable, beside the floor, round by round. */
import type { Knocked, Knocks } from './load.ts'
import { ask, type Setting, WEBHOOK_SECRET } from './setting.ts'

const ROUNDS = 5
const CONNECTIONS = 50
const PER_ROUND = 6_000

export type Acknowledged = { floor: Knocked; ours: Knocked; ratio: number; p99Ratio: number; refused: number }

export async function acknowledge(setting: Setting, productPort: number): Promise<Acknowledged> {
  const load = setting.start('scripts/bench/ingest/load.ts')
  const floorServer = setting.start('scripts/bench/ingest/floor.ts', [setting.databaseUrl, WEBHOOK_SECRET])
  const { port: floorPort } = await ask<{ port: number }>(floorServer, null)
  const round = (port: number, count = PER_ROUND) => {
    const knocks: Knocks = {
      port,
      path: '/hooks/recall',
      secret: WEBHOOK_SECRET,
      connections: CONNECTIONS,
      count,
    }
    return ask<Knocked>(load, knocks)
  }
  await round(floorPort, 2_000) // warm
  await round(productPort, 2_000)
  const floors: Knocked[] = []
  const ours: Knocked[] = []
  for (let n = 0; n < ROUNDS; n++) {
    floors.push(await round(floorPort))
    ours.push(await round(productPort))
  }
  floorServer.kill()
  load.kill()
  const [floor, mine] = [medianOf(floors), medianOf(ours)]
  return {
    ...{ floor, ours: mine, refused: mine.refused + floor.refused },
    ...{ ratio: mine.perSecond / floor.perSecond, p99Ratio: mine.p99 / floor.p99 },
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const medianOf = (rounds: readonly Knocked[]): Knocked => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  refused: rounds.reduce((sum, { refused }) => sum + refused, 0),
})
