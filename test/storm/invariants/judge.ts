/** Asks every invariant, and counts. The first breach ends a storm. */
import type { Known } from '../people.ts'
import type { World } from '../world.ts'
import { remember } from './bots.ts'
import { invariants } from './list.ts'
import { look, type Seen } from './look.ts'

export type Verdict = { counts: Map<string, number>; broken: string | null }

/** Returns what it saw. */
export async function judge(
  when: 'always' | 'end',
  world: World,
  known: Known,
  verdict: Verdict,
): Promise<Seen> {
  const seen = await look(world)
  for (const invariant of invariants) {
    const check = invariant[when]
    if (!check) continue
    const [breach] = await check(seen, world, known)
    verdict.counts.set(invariant.id, (verdict.counts.get(invariant.id) ?? 0) + 1)
    if (breach === undefined) continue
    verdict.broken = `${invariant.id} ${invariant.says}: ${breach}`
    return seen
  }
  remember(world, seen)
  return seen
}
