// Names that the providers would give to things: event ids and iCalendar UIDs in their usual shapes.
import { createHash } from 'node:crypto'
import type { ProviderName } from './types.ts'

export const hash = (...parts: (string | number)[]) =>
  createHash('sha256').update(parts.join('\n')).digest('hex')

/** 26 characters that both base32hex (Google) and everybody else accept. The same words give the same id. */
export const idOf = (...parts: (string | number)[]) => hash(...parts).slice(0, 26)

/** 20261123T090000Z, or 20261123 for a day. */
export function stampOf(ms: number, allDay = false): string {
  const digits = new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return allDay ? digits.slice(0, 8) : digits
}

/** The organizer's system makes the UID, and every copy keeps it. */
export function uidOf(id: string, organizer: { email: string }, made: ProviderName | null, at: number) {
  if (made === 'google') return `${id}@google.com`
  if (made === 'microsoft') return globalObjectId(id, at)
  return `${id}@${organizer.email.split('@')[1] ?? 'unknown'}`
}

/** Exchange's UID: a fixed head, four bytes for the date of an occurrence, the time of making, a length, 16 own bytes. */
function globalObjectId(id: string, at: number): string {
  const fileTime = (BigInt(at) + 11_644_473_600_000n) * 10_000n
  const made = Buffer.alloc(8)
  made.writeBigUInt64LE(fileTime)
  const head = '040000008200E00074C5B7101A82E008'
  const tail = `${'0'.repeat(16)}10000000${hash(id).slice(0, 32)}`
  return `${head}00000000${made.toString('hex')}${tail}`.toUpperCase()
}

/** The same with the day of one occurrence written into bytes 16 to 19, as Graph's iCalUId has it. */
export function occurrenceUid(uid: string, day: Date): string {
  if (!uid.startsWith('04000000')) return uid
  const year = day.getUTCFullYear().toString(16).padStart(4, '0')
  const rest = [day.getUTCMonth() + 1, day.getUTCDate()].map((part) => part.toString(16).padStart(2, '0'))
  return `${uid.slice(0, 32)}${year}${rest.join('')}${uid.slice(40)}`.toUpperCase()
}
