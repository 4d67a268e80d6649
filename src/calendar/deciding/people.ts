/** Who is in a meeting, from what the calendar says: rooms and group calendars are nobody, oneself does not count. */
import { domainOf, fitsAddress, isFreeMail } from '#calendar/deciding/addresses.ts'
import type { Policies } from '#calendar/deciding/rules.ts'
import type { Sighting } from '#calendar/deciding/types.ts'

/** As the provider says it; otherwise by the addresses. */
export const isOrganizer = (sighting: Sighting): boolean =>
  sighting.isOrganizer ?? (sighting.organizerEmail !== null && isSelf(sighting, sighting.organizerEmail))

/** The addresses of everybody else; the organizer counts even where the guest list is hidden. */
export function peopleBesides(sighting: Sighting): string[] {
  const all = [...sighting.attendees.map(({ email }) => email), sighting.organizerEmail ?? '']
  return [...new Set(all)].filter((email) => isPerson(email) && !isSelf(sighting, email))
}

const isSelf = ({ ownerEmail, ownerAliases }: Sighting, email: string) =>
  email === ownerEmail || (ownerAliases?.includes(email) ?? false)

/** Google gives rooms and group calendars addresses of their own. */
const NO_PEOPLE = new Set(['resource.calendar.google.com', 'group.calendar.google.com'])
const isPerson = (email: string) => email.includes('@') && !NO_PEOPLE.has(domainOf(email))

/** Guests that nothing can be said about: Exchange shows some without an address, or with an internal one. */
const unknownGuests = ({ attendees, unknownGuests: unread = 0 }: Sighting): number =>
  unread + attendees.filter(({ email }) => !email.includes('@')).length

/** The first pattern (a domain, `*.domain`, an address) that somebody fits; null when nobody does. */
export const findFitting = (emails: readonly string[], patterns: readonly string[]): string | null =>
  patterns.find((pattern) => emails.some((email) => fitsAddress(email, pattern))) ?? null

const isWholeList = ({ isGuestListCut, isGuestListHidden }: Sighting) => !isGuestListCut && !isGuestListHidden

export const isSolo = (sighting: Sighting): boolean =>
  peopleBesides(sighting).length === 0 && unknownGuests(sighting) === 0 && isWholeList(sighting)

export function allOthersDeclined(sighting: Sighting): boolean {
  const responses = new Map(sighting.attendees.map(({ email, response }) => [email, response]))
  const isCertain = unknownGuests(sighting) === 0 && isWholeList(sighting)
  return isCertain && peopleBesides(sighting).every((email) => responses.get(email) === 'declined')
}

/** Everybody invited, oneself included. */
export function inviteeCount(sighting: Sighting): { atLeast: number; isExact: boolean } {
  const atLeast = 1 + peopleBesides(sighting).length + unknownGuests(sighting)
  return { atLeast, isExact: isWholeList(sighting) }
}

/**
 * The first address from outside. Colleagues are those of the organization's domains and of one's own, unless one's
 * own is a mail service for everybody. Where nobody is found, `isCertain` says whether everybody could be looked at.
 */
export function outsiders(
  sighting: Sighting,
  { internalDomains }: Pick<Policies, 'internalDomains'>,
): { found: string | null; isCertain: boolean } {
  const own = [sighting.ownerEmail, ...(sighting.ownerAliases ?? [])].map(domainOf)
  const inside = [...internalDomains, ...own.filter((domain) => !isFreeMail(domain))]
  const found = peopleBesides(sighting).find((email) => !inside.some((domain) => fitsAddress(email, domain)))
  return { found: found ?? null, isCertain: unknownGuests(sighting) === 0 && !sighting.isGuestListCut }
}
