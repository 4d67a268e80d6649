/** The rows of planned letters: read, claimed for a try, settled. */
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import type { Intent } from '#mail/types.ts'

export async function loadIntent(tx: OrganizationTx, id: string): Promise<Intent | undefined> {
  const row = await tx
    .selectFrom('emailNotifications')
    .select(['id', 'sessionId', 'userId', 'emailType', 'reason', 'recipientEmail', 'messageId', 'version'])
    .select(['status', 'attempts', 'holdUntil', 'sendingSince'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row as Intent | undefined // both words are written by planMail alone
}

/**
 * Written down before the server is asked: when a try is found begun and not ended, its letter may have been taken,
 * and is counted as one that may come a second time (under the same Message-ID).
 */
export const beginTry = (tx: OrganizationTx, { id, sendingSince }: Intent, now: DateTime) =>
  tx
    .updateTable('emailNotifications')
    .set(({ eb }) => ({
      sendingSince: now,
      uncertainTries: eb('uncertainTries', '+', sendingSince === null ? 0 : 1),
      updatedAt: now,
    }))
    .where('id', '=', id)
    .execute()

type Outcome = { status: Intent['status']; because?: string; now: DateTime }

/** What became of a try. A letter that is settled already stays as it is. */
export const saveOutcome = (tx: OrganizationTx, id: string, { status, because, now }: Outcome) =>
  tx
    .updateTable('emailNotifications')
    .set(({ eb }) => ({
      status,
      errorMessage: because ?? null,
      attempts: eb('attempts', '+', status === 'skipped' ? 0 : 1),
      sentAt: status === 'sent' ? now : null,
      sendingSince: null,
      updatedAt: now,
    }))
    .where('id', '=', id)
    .where('status', '=', 'planned')
    .execute()

/** Letters that are due, or were a while ago and are not settled: a job was lost, or the server was away. */
export const findDue = (tx: SystemTx, { now, before }: { now: DateTime; before: DateTime }, most: number) =>
  tx
    .selectFrom('emailNotifications')
    .select(['organizationId', 'id'])
    .where('status', '=', 'planned')
    .where(({ or, and, eb }) =>
      or([
        and([eb('holdUntil', '<=', now), eb('sendingSince', 'is', null), eb('attempts', '=', 0)]),
        and([eb('holdUntil', 'is', null), eb('updatedAt', '<', before)]),
        and([eb('holdUntil', '<=', now), eb('updatedAt', '<', before)]),
      ]),
    )
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(most)
    .execute()

/** The recipient as a member; undefined for somebody who is not, or not any more. */
export const loadRecipient = (tx: OrganizationTx, userId: string) =>
  tx
    .selectFrom('organizationPeople')
    .select(['fullName', 'email', 'timezone'])
    .where('userId', '=', userId)
    .where('isActive', '=', true)
    .executeTakeFirst()

export async function isSuppressed(
  tx: OrganizationTx,
  { recipientEmail, emailType }: Intent,
): Promise<boolean> {
  const found = await tx
    .selectFrom('mailSuppressions')
    .select('id')
    .where('email', '=', recipientEmail.toLowerCase())
    .where('emailType', '=', emailType)
    .executeTakeFirst()
  return found !== undefined
}
