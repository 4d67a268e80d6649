/** What one person ticks, writes and takes back on their own checklist. */
import type { DateTime } from 'luxon'
import { readBrief } from '#briefs/read-brief.ts'
import { loadKept } from '#briefs/store.ts'
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

const MOST_OWN = 50

type Whose = Viewer & { organizationId: string; fullName: string }
type Where = { sessionId: string }

/** Returns its key. Throws not_found, or conflict when there are enough. */
export async function addItem(
  tx: OrganizationTx,
  now: DateTime,
  whose: Whose,
  { sessionId, text }: Where & { text: string },
): Promise<string> {
  await readSession(tx, whose, sessionId)
  const kept = await loadKept(tx, whose.userId, sessionId)
  if (kept.filter(({ isManual }) => isManual).length >= MOST_OWN)
    throw new Refusal('conflict', `At most ${MOST_OWN} items of your own fit on one list`)
  const id = newId()
  const itemKey = `own:${id}`
  await tx
    .insertInto('prepChecklist')
    .values({ ...rowOf(whose, sessionId, now), id, itemKey, text, isManual: true })
    .execute()
  return itemKey
}

/** Throws not_found for what does not stand on the list. */
export async function tickItem(
  tx: OrganizationTx,
  now: DateTime,
  whose: Whose,
  { sessionId, key, isDone }: Where & { key: string; isDone: boolean },
): Promise<void> {
  const { checklist } = await readBrief(tx, whose, sessionId)
  if (!checklist.some((item) => item.key === key))
    throw new Refusal('not_found', 'There is no such item on your list')
  const ticked = { status: isDone ? ('done' as const) : ('open' as const), updatedAt: now }
  await tx
    .insertInto('prepChecklist')
    .values({ ...rowOf(whose, sessionId, now), ...ticked, id: newId(), itemKey: key, text: '' }) // proposed anew each time
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'sessionId', 'userId', 'itemKey']).doUpdateSet(ticked),
    )
    .execute()
}

/** Only what one wrote oneself. Throws not_found. */
export async function removeItem(
  tx: OrganizationTx,
  whose: Whose,
  { sessionId, key }: Where & { key: string },
): Promise<void> {
  await readSession(tx, whose, sessionId)
  const removed = await tx
    .deleteFrom('prepChecklist')
    .where('sessionId', '=', sessionId)
    .where('userId', '=', whose.userId)
    .where('itemKey', '=', key)
    .where('isManual', '=', true)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw new Refusal('not_found', 'There is no such item on your list')
}

const rowOf = ({ organizationId, userId }: Whose, sessionId: string, now: DateTime) => ({
  ...{ organizationId, userId, sessionId },
  ...{ createdAt: now, updatedAt: now },
})
