/** The ledger of consent: what was said about being recorded, and what followed. Lines are added, never changed. */
import type { Insertable } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { SessionConsents } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Entry = Pick<
  Insertable<SessionConsents>,
  'organizationId' | 'sessionId' | 'botId' | 'kind' | 'saidBy' | 'consequence'
>

export async function noteConsent(
  tx: OrganizationTx,
  clock: Clock,
  entry: Entry,
  occurredAt = clock.now(),
): Promise<void> {
  await tx
    .insertInto('sessionConsents')
    .values({ ...entry, id: newId(), occurredAt, createdAt: clock.now() })
    .onConflict((conflict) => conflict.doNothing()) // an announcement stands once for each bot
    .execute()
}

/** When somebody in this meeting said no; null: nobody did. */
export async function objectedAt(tx: OrganizationTx, sessionId: string): Promise<DateTime | null> {
  const first = await tx
    .selectFrom('sessionConsents')
    .select('occurredAt')
    .where('sessionId', '=', sessionId)
    .where('kind', '=', 'objected')
    .orderBy('occurredAt')
    .limit(1)
    .executeTakeFirst()
  return first?.occurredAt ?? null
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
