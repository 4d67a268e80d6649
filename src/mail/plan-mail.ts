/** A letter is planned before it is sent: a row with the Message-ID that every try will carry. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import { sendMail } from '#mail/jobs.ts'
import type { MailReason, MailType } from '#mail/types.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }
type Plan = {
  organizationId: string
  /** Null for a letter about no single meeting. */
  sessionId: string | null
  /** Null for guests, who have no account. */
  userId: string | null
  emailType: MailType
  recipientEmail: string
  reason: MailReason
  /** A later version of the same letter may be sent again. */
  version?: number
  /** Not before; until then its owner can read it, send it at once, or keep it back. */
  holdUntil?: DateTime | null
}

/** Plans the letter and asks for it to be sent; planning it twice changes nothing. Returns whether it is new. */
export async function planMail(tx: OrganizationTx, needs: Needs, plan: Plan): Promise<boolean> {
  const id = newId()
  const inserted = await insertIntent(tx, id, messageIdFor(id, needs.publicUrl), plan, needs.clock.now())
  if (inserted && !plan.holdUntil)
    await needs.jobs.add(tx, sendMail, { organizationId: plan.organizationId, notificationId: id })
  return inserted
}

/** Stable, and recognisably from this server. */
export const messageIdFor = (id: string, publicUrl: string): string =>
  `<${id}@${new URL(publicUrl).hostname}>`

async function insertIntent(tx: OrganizationTx, id: string, messageId: string, plan: Plan, now: DateTime) {
  const { version = 1, holdUntil = null, ...rest } = plan
  const row = await tx
    .insertInto('emailNotifications')
    .values({ ...rest, id, version, holdUntil, messageId, createdAt: now, updatedAt: now })
    .onConflict((conflict) => conflict.doNothing()) // one per recipient and version, whichever index says so
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
