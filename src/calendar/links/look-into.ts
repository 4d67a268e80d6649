/** One field of an event: the rooms that its links lead to, the best one first. */
import { type Candidate, candidatesIn, joinedLines } from '#calendar/links/candidates.ts'
import { withPasscodes } from '#calendar/links/passcode.ts'
import type { Found, Room } from '#calendar/links/place.ts'
import { recognise } from '#calendar/links/recognise.ts'
import { unwrapLink } from '#calendar/links/unwrap-link.ts'

export type LinkSource = {
  where: 'conference' | 'location' | 'body' | 'title'
  text: string
}
export type PlacedRoom = Room & { where: LinkSource['where'] }
export type Field = {
  rooms: PlacedRoom[]
  hasRegistration: boolean
  /** A link whose target cannot be read. */
  isWrapped: boolean
}

export function lookInto(source: LinkSource): Field {
  const field = look(source)
  const joined = field.rooms.length === 0 ? joinedLines(source.text) : null
  return joined === null ? field : look({ ...source, text: joined })
}

function look({ where, text }: LinkSource): Field {
  const seen = withoutRepeats(candidatesIn(text)).map((candidate) => ({
    ...candidate,
    found: behind(candidate.link),
  }))
  const rooms = seen
    .flatMap(({ found, ...candidate }) => (isRoom(found) ? [{ ...candidate, room: found }] : []))
    .sort(byTrust)
    .map(({ room }) => ({ ...room, where }))
  return {
    rooms: withPasscodes(rooms, text),
    hasRegistration: seen.some(({ found }) => found === 'registration'),
    isWrapped: seen.some(({ found }) => found === 'opaque'),
  }
}

/** A calendar that was copied from mail to mail may hold the same link hundreds of times. */
const withoutRepeats = (candidates: Candidate[]): Candidate[] =>
  [...new Map(candidates.toReversed().map((candidate) => [candidate.link, candidate])).values()].reverse()

const isRoom = (found: Found | 'opaque'): found is Room => typeof found === 'object' && found !== null

/** A link with letters of another script right behind it is read up to them, where the whole leads nowhere. */
function behind(link: string): Found | 'opaque' {
  const unwrapped = unwrapLink(link)
  if (unwrapped === 'opaque') return 'opaque'
  const found = recognise(unwrapped)
  const plain = found === null ? /^[\x21-\x7e]+(?=[^\x21-\x7e])/.exec(unwrapped)?.[0] : undefined
  return plain === undefined ? found : recognise(plain)
}

/** Addresses of anchors before visible text, then the longest: it says the most about the room. */
const byTrust = (a: Candidate, b: Candidate) =>
  Number(b.isHref) - Number(a.isHref) || b.link.length - a.link.length
