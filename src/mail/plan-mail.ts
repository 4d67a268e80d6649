/** A letter is planned before it is sent: a row with the Message-ID that every try will carry. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import { sendMail } from '#mail/jobs.ts'

export type MailType = 'post_call_summary'
type Needs = { jobs: Queue; clock: Clock; publicUrl: string }
type Plan = {
  organizationId: string
  sessionId: string
  userId: string
  emailType: MailType
  recipientEmail: string
  /** A later version of the same letter may be sent again. */
  version?: number
}

/** Plans the letter and asks for it to be sent; planning it twice changes nothing. Returns whether it is new. */
export async function planMail(tx: OrganizationTx, needs: Needs, plan: Plan): Promise<boolean> {
  const id = newId()
  const inserted = await insertIntent(tx, id, messageIdFor(id, needs.publicUrl), plan, needs.clock.now())
  if (inserted)
    await needs.jobs.add(tx, sendMail, { organizationId: plan.organizationId, notificationId: id })
  return inserted
}

/** Stable, and recognisably from this server. */
export const messageIdFor = (id: string, publicUrl: string): string =>
  `<${id}@${new URL(publicUrl).hostname}>`

async function insertIntent(tx: OrganizationTx, id: string, messageId: string, plan: Plan, now: DateTime) {
  const { organizationId, sessionId, userId, emailType, recipientEmail, version = 1 } = plan
  const row = await tx
    .insertInto('emailNotifications')
    .values({
      ...{ organizationId, id, sessionId, userId, emailType, recipientEmail, version, messageId },
      createdAt: now,
      updatedAt: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'sessionId', 'emailType', 'recipientEmail', 'version']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
