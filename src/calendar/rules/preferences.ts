/** A person's rules as they stand in the table; the proposed ones where they have said nothing. */
import type { DateTime } from 'luxon'
import type { Preferences } from '#calendar/deciding/types.ts'
import type { OrganizationTx } from '#db/db.ts'

/** Nothing is wished while `confirmedAt` is null. */
export type KeptPreferences = Preferences & { confirmedAt: DateTime | null }

const proposed: KeptPreferences = {
  autoJoinEnabled: true,
  joinBufferMinutes: 2,
  excludedKeywords: [],
  includedDomains: [],
  confirmedAt: null,
}

/** The rules of each of these people; everybody asked for is in the map. */
export async function preferencesOf(
  tx: OrganizationTx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, KeptPreferences>> {
  const found = new Map(userIds.map((userId) => [userId, proposed]))
  if (userIds.length === 0) return found
  const rows = await tx
    .selectFrom('calendarPreferences')
    .select([
      'userId',
      'autoJoinEnabled',
      'joinBufferMinutes',
      'excludedKeywords',
      'includedDomains',
      'confirmedAt',
    ])
    .where('userId', 'in', [...new Set(userIds)])
    .execute()
  for (const { userId, ...preferences } of rows) found.set(userId, preferences)
  return found
}

/** One person's rules. */
export const preferencesOfOne = async (tx: OrganizationTx, userId: string): Promise<KeptPreferences> =>
  (await preferencesOf(tx, [userId])).get(userId) ?? proposed
