/** Plants each bug in turn, and sends storms over it until one notices. */
import { type Mutant, mutants } from '../../test/storm/mutants.ts'
import { runSeeds } from './run-seeds.ts'

export type Hunt = { name: string; seed: number | null; says: string | null; seconds: number }
const MOST_SEEDS = 200

/** `only`: part of a name. Returns one entry per bug; `seed` is null where no storm noticed. */
export async function findMutants(
  { only = '', first = 1, seeds = MOST_SEEDS }: { only?: string; first?: number; seeds?: number },
  heard: (hunt: Hunt) => void = () => {},
): Promise<Hunt[]> {
  const hunts: Hunt[] = []
  for (const mutant of mutants.filter(({ name }) => name.includes(only))) {
    const hunt = await hunted(mutant, first, seeds)
    heard(hunt)
    hunts.push(hunt)
  }
  return hunts
}

async function hunted({ name }: Mutant, first: number, seeds: number): Promise<Hunt> {
  const began = performance.now()
  const found = await runSeeds({ seeds, first, mutant: name, stopAtFirst: true, processes: 1 })
  const noticed = found.find(({ broken }) => broken !== null)
  const seconds = Math.round((performance.now() - began) / 1_000)
  return { name, seed: noticed?.seed ?? null, says: noticed?.broken ?? null, seconds }
}
