/** The ledger of consent: what was said about being recorded, and what followed. Lines are added, never changed. */
import type { Insertable } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import type { SessionConsents } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Entry = Pick<
  Insertable<SessionConsents>,
  'organizationId' | 'sessionId' | 'botId' | 'kind' | 'saidBy' | 'consequence'
>

export async function noteConsent(tx: OrganizationTx, clock: Clock, entry: Entry): Promise<void> {
  const now = clock.now()
  await tx
    .insertInto('sessionConsents')
    .values({ ...entry, id: newId(), occurredAt: now, createdAt: now })
    .onConflict((conflict) => conflict.doNothing()) // an announcement stands once for each bot
    .execute()
}

/** What the meeting's people can read about it, oldest first. */
export const consentsOf = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('sessionConsents')
    .select(['kind', 'saidBy', 'consequence', 'occurredAt as at'])
    .where('sessionId', '=', sessionId)
    .orderBy('occurredAt')
    .orderBy('id')
    .limit(100)
    .execute()
