/** Every invariant by its number, and those that this storm cannot see. */
import { bots } from './bots.ts'
import { calendars } from './calendars.ts'
import { engine } from './engine.ts'
import { messages } from './messages.ts'
import { money } from './money.ts'
import { reading } from './reading.ts'
import type { Invariant } from './types.ts'
import { words } from './words.ts'

export const invariants: readonly Invariant[] = [
  ...bots,
  ...calendars,
  ...words,
  ...reading,
  ...money,
  ...engine,
  ...messages, // the last of them changes what it looks at
]

/** Not checked here, and why. */
export const outOfReach: Record<string, string> = {
  'I-12':
    'how soon a due bot is called is a matter of real timers: due-timer.test.ts and the storm with real processes',
  'I-29': 'nothing is charged through Stripe yet',
  'I-47': 'nothing in four virtual hours is old enough to be forgotten',
}
