/** A person's rules as they stand in the table; the proposed ones where they have said nothing. */
import type { DateTime } from 'luxon'
import { defaults, type Rules } from '#calendar/deciding/rules.ts'
import type { OrganizationTx } from '#db/db.ts'

/** Nothing is wished while `confirmedAt` is null. `setAt`: when the rules, or the pause, last changed. */
export type KeptPreferences = Rules & {
  confirmedAt: DateTime | null
  pausedAt: DateTime | null
  setAt: DateTime | null
}

const proposed: KeptPreferences = { ...defaults, confirmedAt: null, pausedAt: null, setAt: null }

/** The columns that hold rules, as the rules are called. */
export const ruleColumns = [
  'autoJoinEnabled',
  'joinBufferMinutes',
  'excludedKeywords',
  'requiredKeywords',
  'keywordScope',
  'includedDomains',
  'excludedDomains',
  'autoJoinScope',
  'minInvitees',
  'maxInvitees',
  'maxMinutes',
  'workingHours',
  'joinTentative',
  'joinFree',
  'joinPrivate',
  'joinSolo',
  'joinOptional',
  'joinNotInvited',
  'joinFromMail',
  'joinRunning',
] as const satisfies (keyof Rules)[]

/** The rules of each of these people; everybody asked for is in the map. */
export async function preferencesOf(
  tx: OrganizationTx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, KeptPreferences>> {
  const found = new Map(userIds.map((userId) => [userId, proposed]))
  if (userIds.length === 0) return found
  const rows = await tx
    .selectFrom('calendarPreferences')
    .select(ruleColumns)
    .select(['userId', 'confirmedAt', 'pausedAt', 'updatedAt as setAt'])
    .where('userId', 'in', [...new Set(userIds)])
    .execute()
  for (const { userId, ...rules } of rows) found.set(userId, { ...rules, isDormant: rules.pausedAt !== null })
  return found
}

/** One person's rules. */
export const preferencesOfOne = async (tx: OrganizationTx, userId: string): Promise<KeptPreferences> =>
  (await preferencesOf(tx, [userId])).get(userId) ?? proposed
