/** I-44 to I-48: the machine itself. */
import type { Invariant } from './types.ts'

export const engine: readonly Invariant[] = [
  {
    id: 'I-44',
    says: 'no transaction is open during an outside call, and every outside call is a port’s',
    always: (_seen, { counts }) => counts.broken,
  },
  {
    id: 'I-45',
    says: 'no door fails that was not made to fail',
    always: (_seen, { network, chance }) =>
      network.ledger.received
        .filter(
          ({ status }) => status >= 500 && !chance.met().some(({ what }) => what.startsWith('postgres:')),
        )
        .map(({ sender, messageId, status }) => `${sender} ${messageId} was answered ${status}`),
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
]
