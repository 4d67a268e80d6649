/** Save a person's rules and confirm them: every coming meeting of theirs is decided anew, and from now on wished. */
import type { Preferences } from '#calendar/deciding/rules.ts'
import { defaults } from '#calendar/deciding/rules.ts'
import { decideAnew } from '#calendar/rules/decide-anew.ts'
import { type KeptPreferences, preferencesOfOne } from '#calendar/rules/preferences.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Needs = { jobs: Queue; clock: Clock }
type Person = { organizationId: string; userId: string }

/** Returns the rules as they now stand. The first confirmation keeps its time; a pause ends. */
export async function saveRules(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId, rules }: Person & { rules: Preferences },
): Promise<KeptPreferences> {
  const now = needs.clock.now()
  const { confirmedAt } = await preferencesOfOne(tx, userId)
  const values = {
    ...columnsOf(rules),
    ...{ confirmedAt: confirmedAt ?? now, pausedAt: null, updatedAt: now },
  }
  await tx
    .insertInto('calendarPreferences')
    .values({ organizationId, id: newId(), userId, ...values })
    .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doUpdateSet(values))
    .execute()
  await decideAnew(tx, needs, { organizationId, userId })
  emit(tx, 'preferences.changed', { organizationId, userId })
  return preferencesOfOne(tx, userId)
}

function columnsOf(rules: Preferences) {
  const { isDormant: _, workingHours, ...all } = { ...defaults, ...rules }
  return {
    ...all,
    workingHours: json(workingHours),
    excludedKeywords: [...all.excludedKeywords],
    requiredKeywords: [...all.requiredKeywords],
    includedDomains: [...all.includedDomains],
    excludedDomains: [...all.excludedDomains],
  }
}
