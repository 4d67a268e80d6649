/** Who is told about a finished summary: fixed by the owner's rule, before and apart from anything that a model wrote. */
import type { OrganizationTx } from '#db/db.ts'
import type { Participant } from '#db/json.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { planMail } from '#mail/plan-mail.ts'
import { holdMinutesOf, type Recipients, readMailPreferences } from '#mail/preferences.ts'
import type { MailReason } from '#mail/types.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

type Needs = { jobs: Queue; clock: Clock; publicUrl: string }
type About = { organizationId: string; sessionId: string }
type Member = Viewer & { wants: boolean }
export type Recipient = { email: string; userId: string | null; reason: MailReason }

/** Reaction to summary.ready. Planning twice plans nothing new. */
export async function planSummaryMails(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, sessionId }: About,
): Promise<void> {
  const session = await tx
    .selectFrom('sessions')
    .select(['userId', 'participants'])
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const wish = await readMailPreferences(tx, session.userId)
  const minutes = holdMinutesOf(wish)
  const holdUntil = minutes > 0 ? needs.clock.now().plus({ minutes }) : null
  const everybody = recipientsOf(wish.recipients, session, await members(tx))
  for (const { email, userId, reason } of everybody) {
    if (userId && !(await maySee(tx, sessionId, { userId, email }))) continue
    const recipient = {
      userId,
      recipientEmail: email,
      reason,
      holdUntil: reason === 'owner' ? null : holdUntil,
    }
    await planMail(tx, needs, { organizationId, sessionId, emailType: 'post_call_summary', ...recipient })
  }
}

type Meeting = { userId: string; participants: Participant[] }

/** The owner, and whoever of the invited people the rule names. Who declined was not there and is not written to. */
export function recipientsOf(
  rule: Recipients,
  { userId, participants }: Meeting,
  people: readonly Member[],
): Recipient[] {
  const owner = people.find((person) => person.userId === userId)
  const home = owner ? domainOf(owner.email) : null
  const guests = participants.filter(({ response }) => response !== 'declined')
  const byEmail = new Map(people.map((person) => [person.email.toLowerCase(), person]))
  const asked = guests.flatMap(({ email }): Recipient[] => {
    const member = byEmail.get(email)
    if (member?.userId === userId || rule === 'only_me') return []
    if (member) return member.wants ? [{ email: member.email, userId: member.userId, reason: 'invited' }] : []
    if (rule === 'all_guests' || (rule === 'internal_guests' && domainOf(email) === home))
      return [{ email, userId: null, reason: domainOf(email) === home ? 'internal_guest' : 'guest' }]
    return []
  })
  const mine: Recipient[] = owner?.wants ? [{ email: owner.email, userId, reason: 'owner' }] : []
  return [...mine, ...asked].filter(
    ({ email }, at, all) => all.findIndex((other) => other.email === email) === at,
  )
}

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

async function members(tx: OrganizationTx): Promise<Member[]> {
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
  return people.flatMap(({ userId, email, wants }) =>
    userId && email ? [{ userId, email, wants: wants !== false }] : [],
  )
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
