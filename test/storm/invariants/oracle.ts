/**
 * Who wants a bot where, worked out anew from the stand-ins' agenda and what people said: no line of it is shared with
 * the product's own decision.
 */
import type { Known, Person } from '../people.ts'
import type { World } from '../world.ts'
import type { Seen } from './look.ts'

const QUARTER_HOUR = 15 * 60_000
type Meeting = Parameters<typeof import('../people.ts').linkOf>[0] & { id: string }
export type Wanted = {
  organizationId: string
  meeting: Meeting
  isWanted: boolean
  /** Its organization counts minutes: a bot that is wanted need not come. */
  isLimited: boolean
  why: string
}

/** For each organization and each meeting that begins no sooner than in a quarter of an hour. */
export function wantedBy({ sims }: World, known: Known, { now }: Seen): Wanted[] {
  const organizations = [...new Set(known.people.map(({ organizationId }) => organizationId))]
  const coming = [...known.meetings.values()].filter(
    (meeting) => (sims.google.getEvent(meeting.id)?.start ?? 0) > now + QUARTER_HOUR,
  )
  return organizations.flatMap((organizationId) =>
    coming.map((meeting) => {
      const votes = known.people
        .filter((person) => person.organizationId === organizationId)
        .map((person) => [person.email, voteOf(sims, known, person, meeting)] as const)
      const isStopped = known.stopped.has(`${organizationId} ${meeting.name}`)
      const isWanted = !isStopped && votes.some(([, vote]) => vote === 'yes')
      const why = `${isStopped ? 'stopped; ' : ''}${votes.map(([email, vote]) => `${email}: ${vote}`).join(', ')}`
      return { organizationId, meeting, isWanted, isLimited: known.limits.has(organizationId), why }
    }),
  )
}

function voteOf(sims: World['sims'], known: Known, person: Person, meeting: Meeting): string {
  const event = sims.google.getEvent(meeting.id)
  if (!person.isConnected) return 'not connected'
  if (event?.state !== 'planned') return 'no such meeting'
  const guest = event.guests.find(({ email }) => email === person.email)
  const isThere = event.organizer.email === person.email ? event.organizer.here : (guest?.here ?? false)
  if (!isThere) return 'not invited'
  if (guest?.reply === 'declined')
    return known.overrides.get(`${person.email} ${meeting.name}`) === 'join' ? 'yes' : 'declined'
  const said = known.overrides.get(`${person.email} ${meeting.name}`)
  if (said) return said === 'join' ? 'yes' : 'says no'
  if (!person.autoJoin) return 'auto-join is off'
  return /confidential/i.test(event.title) ? 'confidential' : 'yes'
}
