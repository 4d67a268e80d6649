/**
 * Who is sent the notes of a meeting: its owner, and of the invited people those whom the owner's rule names. Upcoming
 * says it beforehand and the letters are addressed by it, so it is told in one place.
 */
import type { OrganizationTx } from '#db/db.ts'
import type { Participant } from '#db/json.ts'

/** Whom the owner of a meeting lets the notes be sent to. */
export type NotesRule = 'only_me' | 'members' | 'internal_guests' | 'all_guests'
export type NotesReason = 'owner' | 'invited' | 'internal_guest' | 'guest'
/** Somebody who is written to; `userId` is null for guests, who have no account. */
export type Receiver = { email: string; userId: string | null; name: string; reason: NotesReason }

export type Member = { userId: string; email: string; name: string; wantsMail: boolean; rule: NotesRule }
type Meeting = {
  ownerId: string
  rule: NotesRule
  participants: readonly Participant[]
  /** Members who had it in their calendar and wanted no bot there: they are not sent what it wrote. */
  optedOut: readonly string[]
}

/** The owner first. Who declined was not there and is not written to; nobody is written to twice. Pure. */
export function whoGetsNotes(meeting: Meeting, members: readonly Member[]): Receiver[] {
  const owner = members.find(({ userId }) => userId === meeting.ownerId)
  const home = owner ? domainOf(owner.email) : null
  const byEmail = new Map(members.map((member) => [member.email.toLowerCase(), member]))
  const invited = meeting.participants
    .filter(({ response }) => response !== 'declined')
    .flatMap((person): Receiver[] => {
      const member = byEmail.get(person.email)
      if (member) return isAsked(member, meeting) ? [{ ...told(member), reason: 'invited' }] : []
      return guest(person, meeting.rule, home)
    })
  const own: Receiver[] = owner?.wantsMail ? [{ ...told(owner), reason: 'owner' }] : []
  return [...new Map([...invited, ...own].map((one) => [one.email, one])).values()].sort(ownerFirst)
}

const isAsked = ({ userId, wantsMail }: Member, { ownerId, rule, optedOut }: Meeting) =>
  userId !== ownerId && rule !== 'only_me' && wantsMail && !optedOut.includes(userId)

const told = ({ email, userId, name }: Member) => ({ email, userId, name })

function guest({ email, name }: Participant, rule: NotesRule, home: string | null): Receiver[] {
  const reason = domainOf(email) === home ? 'internal_guest' : 'guest'
  const isMeant = rule === 'all_guests' || (rule === 'internal_guests' && reason === 'internal_guest')
  return isMeant ? [{ email, userId: null, name: name ?? email, reason }] : []
}

const ownerFirst = (a: Receiver, b: Receiver) => Number(b.reason === 'owner') - Number(a.reason === 'owner')
const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** Everybody who belongs to the organization, with what they have set about letters; in the order of their names. */
export async function membersForNotes(tx: OrganizationTx): Promise<Member[]> {
  const rows = await tx
    .selectFrom('organizationPeople as person')
    .leftJoin('userPreferences as wish', 'wish.userId', 'person.userId')
    .select(['person.userId', 'person.email', 'person.fullName'])
    .select(['wish.emailPostCallSummary as mail', 'wish.summaryRecipients as rule'])
    .where('person.isActive', '=', true)
    .orderBy('person.fullName')
    .orderBy('person.email')
    .execute()
  return rows.flatMap(({ userId, email, fullName, mail, rule }) =>
    userId && email
      ? [{ userId, email, name: fullName || email, wantsMail: mail !== false, rule: rule ?? 'members' }]
      : [],
  )
}
