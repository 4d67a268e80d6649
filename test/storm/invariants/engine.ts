/** I-44 to I-48: the machine itself. */
import type { World } from '../world.ts'
import type { Rows } from './look.ts'
import type { Invariant } from './types.ts'

/** How much was decided when somebody last looked, per world. */
const before = new WeakMap<World, Rows['decided']>()

export const engine: readonly Invariant[] = [
  {
    id: 'I-44',
    says: 'no transaction is open during an outside call, and every outside call is a port’s',
    always: (_seen, { counts }) => counts.broken,
  },
  {
    id: 'I-45',
    says: 'no door fails that was not made to fail, and no failure is left to nobody',
    always: (_seen, { network, chance, counts }) => [
      ...counts.unheard,
      ...network.ledger.received
        .filter(
          ({ status }) => status >= 500 && !chance.met().some(({ what }) => what.startsWith('postgres:')),
        )
        .map(({ sender, messageId, status }) => `${sender} ${messageId} was answered ${status}`),
    ],
  },
  {
    id: 'I-46',
    says: 'two hours after the storm everything has come to rest',
    async end({ now, jobs }, { ask }) {
      const idle = await ask(`select 1 from pg_stat_activity where datname = current_database()
        and state = 'idle in transaction' and pid <> pg_backend_pid()`)
      const late = jobs
        .filter(({ due }) => due < now - 300_000)
        .map(({ name, due }) => `${name} is due since ${due}`)
      return idle.length > 0 ? [...late, 'a transaction stands idle'] : late
    },
  },
  {
    id: 'I-48',
    says: 'a clock that steps back makes nothing undecided: no message waits again, no summary and no letter is taken back',
    always({ decided }, world) {
      const was = before.get(world) ?? decided
      before.set(world, decided)
      return (['messages', 'summaries', 'letters'] as const).flatMap((what) =>
        decided[what] < was[what] ? [`${was[what]} ${what} became ${decided[what]}`] : [],
      )
    },
  },
]
