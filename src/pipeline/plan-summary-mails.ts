/** Who is told about a finished summary: members who own the meeting or were invited, may see it, and want the mail. */
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planMail } from '#mail/plan-mail.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }
type About = { organizationId: string; sessionId: string }

/** People outside the organization never get one. Planning twice plans nothing new. */
export async function planSummaryMails(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, sessionId }: About,
) {
  for (const { userId, email } of await members(tx, sessionId))
    if (await maySee(tx, sessionId, { userId, email }))
      await planMail(tx, needs, {
        ...{ organizationId, sessionId, userId, recipientEmail: email, emailType: 'post_call_summary' },
      })
}

async function members(tx: OrganizationTx, sessionId: string): Promise<Viewer[]> {
  const session = await tx
    .selectFrom('sessions')
    .select(['userId', 'participants', 'optedOutUserIds'])
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const invited = new Set(session.participants.map(({ email }) => email.toLowerCase()))
  const people = await tx
    .selectFrom('organizationPeople')
    .leftJoin('userPreferences', 'userPreferences.userId', 'organizationPeople.userId')
    .select([
      'organizationPeople.userId',
      'organizationPeople.email',
      'userPreferences.emailPostCallSummary as wants',
    ])
    .where('organizationPeople.isActive', '=', true)
    .orderBy('organizationPeople.email')
    .execute()
  return people.flatMap(({ userId, email, wants }) => {
    const isConcerned = userId === session.userId || (email !== null && invited.has(email))
    if (userId && session.optedOutUserIds.includes(userId)) return [] // a colleague's bot, against their wish
    return userId && email && isConcerned && wants !== false ? [{ userId, email }] : []
  })
}

async function maySee(tx: OrganizationTx, sessionId: string, viewer: Viewer): Promise<boolean> {
  const found = await tx
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.id', '=', sessionId)
    .where(visibleTo(viewer))
    .executeTakeFirst()
  return found !== undefined
}
