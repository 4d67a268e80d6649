/** Which letters a person wants, and who else is told about the meetings that they own. */
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import type { NotesRule } from '#sessions/people/who-gets-notes.ts'

export type MailPreferences = {
  postCallSummary: boolean
  weeklyDigest: boolean
  recipients: NotesRule
  /** Null: none among members, ten minutes when guests are written to. */
  holdMinutes: number | null
}

/** Before people without an account are written to, there is time to look. */
const GUESTS_HOLD_MINUTES = 10

export const holdMinutesOf = ({ recipients, holdMinutes }: MailPreferences): number =>
  holdMinutes ?? (recipients === 'internal_guests' || recipients === 'all_guests' ? GUESTS_HOLD_MINUTES : 0)

export async function readMailPreferences(tx: OrganizationTx, userId: string): Promise<MailPreferences> {
  const row = await tx
    .selectFrom('userPreferences')
    .select(['emailPostCallSummary', 'emailWeeklyDigest', 'summaryRecipients', 'mailHoldMinutes'])
    .where('userId', '=', userId)
    .executeTakeFirst()
  return {
    postCallSummary: row?.emailPostCallSummary ?? true,
    weeklyDigest: row?.emailWeeklyDigest ?? true,
    recipients: row?.summaryRecipients ?? 'members',
    holdMinutes: row?.mailHoldMinutes ?? null,
  }
}

export async function saveMailPreferences(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, userId }: { organizationId: string; userId: string },
  wish: MailPreferences,
): Promise<void> {
  const now = clock.now()
  const columns = {
    emailPostCallSummary: wish.postCallSummary,
    emailWeeklyDigest: wish.weeklyDigest,
    summaryRecipients: wish.recipients,
    mailHoldMinutes: wish.holdMinutes,
    updatedAt: now,
  }
  await tx
    .insertInto('userPreferences')
    .values({ organizationId, id: newId(), userId, createdAt: now, ...columns })
    .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doUpdateSet(columns))
    .execute()
}
