/** Writes down what was seen in a running meeting: what stands there already is not added again. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { newId } from '#lib/ids.ts'
import type { Happening, Hint } from '#pipeline/guiding/guide.ts'

/** A hint that nobody needed for so long is old. */
const LIVES_MINUTES = 5

export type Where = { organizationId: string; sessionId: string }

/** True when one of them is new. */
export async function addHints(
  tx: OrganizationTx,
  where: Where,
  hints: readonly Hint[],
  { writtenBy, now }: { writtenBy: string; now: DateTime },
): Promise<boolean> {
  if (hints.length === 0) return false
  const added = await tx
    .insertInto('guidance')
    .values(
      hints.map(({ type, key, text, lineIds }) => ({
        ...{ ...where, id: newId(), guidanceType: type, guidanceKey: key, content: text },
        ...{ transcriptIds: json(lineIds), writtenBy, createdAt: now },
        expiresAt: now.plus({ minutes: LIVES_MINUTES }),
      })),
    )
    .onConflict((conflict) => conflict.columns(['organizationId', 'sessionId', 'guidanceKey']).doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** True when one of them is new. */
export async function addHappenings(
  tx: OrganizationTx,
  where: Where,
  happenings: readonly Happening[],
  now: DateTime,
): Promise<boolean> {
  if (happenings.length === 0) return false
  const added = await tx
    .insertInto('sessionTimelineEvents')
    .values(
      happenings.map(({ type, title, lineId, at }) => ({
        ...{ ...where, id: newId(), eventType: type, title, transcriptId: lineId },
        ...{ atSeconds: at, createdAt: now },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}
