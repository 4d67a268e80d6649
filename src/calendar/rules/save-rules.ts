/** Save a person's rules and confirm them: every coming meeting of theirs is decided anew, and from now on wished. */

import type { Preferences } from '#calendar/deciding/types.ts'
import { type KeptPreferences, preferencesOfOne } from '#calendar/rules/preferences.ts'
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { comingEvents } from '#calendar/syncing/owned-events.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Person = { organizationId: string; userId: string }

/** Returns the rules as they now stand. The first confirmation keeps its time. */
export async function saveRules(
  tx: OrganizationTx,
  needs: { jobs: Queue; clock: Clock },
  { organizationId, userId, rules }: Person & { rules: Preferences },
): Promise<KeptPreferences> {
  const now = needs.clock.now()
  const { confirmedAt } = await preferencesOfOne(tx, userId)
  const values = {
    autoJoinEnabled: rules.autoJoinEnabled,
    joinBufferMinutes: rules.joinBufferMinutes,
    excludedKeywords: [...rules.excludedKeywords],
    includedDomains: [...rules.includedDomains],
    confirmedAt: confirmedAt ?? now,
    updatedAt: now,
  }
  await tx
    .insertInto('calendarPreferences')
    .values({ organizationId, id: newId(), userId, ...values })
    .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doUpdateSet(values))
    .execute()
  const coming = await comingEvents(tx, { userId, now, until: null })
  await wishOccurrences(tx, needs, await decideEvents(tx, needs, organizationId, coming))
  emit(tx, 'preferences.changed', { organizationId, userId })
  return { ...rules, confirmedAt: values.confirmedAt }
}
