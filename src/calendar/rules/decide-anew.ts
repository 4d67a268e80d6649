/** Rules have changed: everything that lies ahead of a person is decided anew, what is nearest is wished first. */
import { wishLater } from '#calendar/rules/wish-later.ts'
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { comingEvents } from '#calendar/syncing/owned-events.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
type Person = { organizationId: string; userId: string }

/** So many meetings are wished at once; a job goes on with the rest, in transactions as short as this one. */
export const AT_ONCE = 50

/** All decisions are made here and now, so that the page tells the truth; the wishes of far-off meetings follow. */
export async function decideAnew(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId }: Person,
): Promise<void> {
  await takeTurn(tx)
  const coming = await comingEvents(tx, { userId, now: needs.clock.now(), until: null })
  const decided = await decideEvents(tx, needs, organizationId, coming)
  const nearestFirst = await inOrderOfStart(tx, decided)
  await wishOccurrences(tx, needs, nearestFirst.slice(0, AT_ONCE))
  const rest = nearestFirst.slice(AT_ONCE)
  if (rest.length > 0) await needs.jobs.add(tx, wishLater, { organizationId, occurrenceIds: rest })
}

async function inOrderOfStart(tx: OrganizationTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('meetingOccurrences')
    .select('id')
    .where('id', 'in', [...ids])
    .orderBy('startTime')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
