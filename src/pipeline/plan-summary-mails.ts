/** Who is told about a finished summary: fixed by the owner's rule, before and apart from anything that a model wrote. */
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planMail } from '#mail/plan-mail.ts'
import { holdMinutesOf, readMailPreferences } from '#mail/preferences.ts'
import { membersForNotes, whoGetsNotes } from '#sessions/people/who-gets-notes.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }
type About = { organizationId: string; sessionId: string }

/** Reaction to summary.ready. Planning twice plans nothing new; of a deleted meeting nobody is told. */
export async function planSummaryMails(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, sessionId }: About,
): Promise<void> {
  const session = await tx
    .selectFrom('sessions')
    .select(['userId as ownerId', 'participants', 'optedOutUserIds as optedOut'])
    .where('id', '=', sessionId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (!session) return
  const wish = await readMailPreferences(tx, session.ownerId)
  const minutes = holdMinutesOf(wish)
  const holdUntil = minutes > 0 ? needs.clock.now().plus({ minutes }) : null
  const receivers = whoGetsNotes({ ...session, rule: wish.recipients }, await membersForNotes(tx))
  for (const { email: recipientEmail, userId, reason } of receivers)
    await planMail(tx, needs, {
      ...{ organizationId, sessionId, emailType: 'post_call_summary', userId, recipientEmail, reason },
      holdUntil: reason === 'owner' ? null : holdUntil,
    })
}
