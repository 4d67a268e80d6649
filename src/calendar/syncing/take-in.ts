/** Take in what a provider shows of one calendar: store it, decide it, wish for it. The same for a page and for one event. */

import type { DateTime } from 'luxon'
import type { ProviderEvent, Window } from '#calendar/providers/provider.ts'
import { doubtChannels } from '#calendar/push/doubt-channels.ts'
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { followSplits } from '#calendar/syncing/follow-splits.ts'
import { markRemoved, markUnreadable, saveEvents } from '#calendar/syncing/save-events.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
type Whose = {
  id: string
  organizationId: string
  userId: string
  ownerEmail: string
  /** null where nobody could have been told of anything yet. */
  lastSyncedAt: DateTime | null
}
type Shown = {
  events: readonly ProviderEvent[]
  removed: readonly string[]
  unreadable: readonly string[]
  window: Window
}

/** Returns the ids of events that the database could not hold; they stand as they were, and say so. */
export async function takeIn(
  tx: OrganizationTx,
  needs: Needs,
  { id: calendarId, organizationId, userId, ownerEmail, lastSyncedAt }: Whose,
  { events, removed, unreadable, window }: Shown,
): Promise<string[]> {
  if (events.length + removed.length + unreadable.length === 0) return []
  await takeTurn(tx)
  const now = needs.clock.now()
  const gone = await markRemoved(tx, calendarId, removed, now)
  const saved = await saveEvents(tx, { organizationId, calendarId, userId }, events, window, now)
  const broken = await markUnreadable(tx, calendarId, [...unreadable, ...saved.unreadable], now)
  const shown = [...gone, ...saved.rows, ...broken]
  const split = await followSplits(tx, needs, { organizationId, calendarId }, shown)
  const changed = [...shown, ...split].map((row) => ({ ...row, ownerEmail }))
  await wishOccurrences(tx, needs, await decideEvents(tx, needs, organizationId, changed))
  if (lastSyncedAt)
    await doubtChannels(tx, needs, {
      calendarId,
      changes: saved.rows.map(({ providerUpdatedAt }) => providerUpdatedAt),
    })
  return saved.unreadable
}
