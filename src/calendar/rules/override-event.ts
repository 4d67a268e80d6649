/** A person's own yes or no for one event, or back to their rules. */
import { canOverride, decide } from '#calendar/deciding/decide.ts'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import type { Override } from '#calendar/deciding/types.ts'
import { preferencesOfOne } from '#calendar/rules/preferences.ts'
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { ownedEvent } from '#calendar/syncing/owned-events.ts'
import { toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'

type Ask = { organizationId: string; userId: string; eventId: string; autoJoin: Override }

/** Throws `not_found`, and `conflict` where a yes could not be honoured because no bot could join. */
export async function overrideEvent(
  tx: OrganizationTx,
  needs: { jobs: Queue; clock: Clock },
  { organizationId, userId, eventId, autoJoin }: Ask,
): Promise<void> {
  const now = needs.clock.now()
  const event = await ownedEvent(tx, { userId, eventId })
  if (!event) throw new Refusal('not_found')
  const decision = decide(toMeetingEvent(event), await preferencesOfOne(tx, userId), autoJoin, now)
  if (autoJoin === true && !decision.join && !canOverride(decision.because))
    throw new Refusal('conflict', sentenceOf(decision))

  await tx
    .updateTable('calendarEvents')
    .set({ autoJoinEnabled: autoJoin, updatedAt: now })
    .where('id', '=', eventId)
    .execute()
  const changed = [{ ...event, autoJoinEnabled: autoJoin }]
  await wishOccurrences(tx, needs, await decideEvents(tx, needs, organizationId, changed))
}
