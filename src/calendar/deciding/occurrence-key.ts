/**
 * What makes two calendar entries the same real meeting: the organizer's UID, which invitations carry into every
 * colleague's calendar, and for one of a series the start it was originally planned for. A single meeting keeps its
 * key when it is moved; so does a moved instance, whose original start stays.
 */
import { createHash } from 'node:crypto'
import type { DateTime } from 'luxon'

type Identity = {
  /** As the provider shows it; null where it shows none. */
  icalUid: string | null
  isPartOfSeries: boolean
  /** Where it is part of a series: when it would have started. */
  originalStart: DateTime | null
  start: DateTime
  /** Stands in where there is no UID: then nobody else's copy can be recognised. */
  fallback: string
}

/** Equal for two colleagues' copies of one meeting, in whichever provider each of them keeps it. */
export function occurrenceKey({ icalUid, isPartOfSeries, originalStart, start, fallback }: Identity): string {
  const uid = icalUid === null ? `local:${fallback}` : canonicalUid(icalUid)
  const when = isPartOfSeries ? `|${isoSeconds(originalStart ?? start)}` : ''
  return createHash('sha256').update(`${uid}${when}`).digest('hex')
}

const isoSeconds = (instant: DateTime) => new Date(Math.floor(instant.toSeconds()) * 1000).toISOString()

const EXCHANGE_PREFIX = '040000008200E00074C5B7101A82E008'
const FOREIGN_UID_MARK = '7643616C2D556964' // "vCal-Uid" in hex
/** MS-OXCICAL: after the mark follow "\x01\0\0\0", then the foreign UID and a closing NUL. */
const FOREIGN_UID_SKIP = FOREIGN_UID_MARK.length + 8

/**
 * Exchange writes a UID as hex; in an occurrence the characters 32 to 39 hold the instance's date, which is not
 * part of the meeting's identity. A foreign organizer's UID is wrapped inside such a blob.
 */
export function canonicalUid(uid: string): string {
  const upper = uid.toUpperCase()
  if (!upper.startsWith(EXCHANGE_PREFIX) || !/^[0-9A-F]+$/.test(upper)) return uid
  const mark = upper.indexOf(FOREIGN_UID_MARK)
  if (mark !== -1)
    return Buffer.from(upper.slice(mark + FOREIGN_UID_SKIP), 'hex')
      .toString('utf8')
      .replaceAll('\0', '')
  return `${upper.slice(0, 32)}00000000${upper.slice(40)}`
}
