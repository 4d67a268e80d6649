/** What must hold: the kinds of check. */
import type { Known } from '../people.ts'
import type { World } from '../world.ts'
import type { Seen } from './look.ts'

/** A sentence for each breach; empty: it holds. */
export type Check = (seen: Seen, world: World, known: Known) => string[] | Promise<string[]>
/** `always`: after every step. `end`: after healing. */
export type Invariant = { id: string; says: string; always?: Check; end?: Check }
