/** The plain text of an invitation as one copies it out of a mail: what it is called, who is in it, when it begins. */
import { DateTime } from 'luxon'
import type { ProviderEvent } from '#calendar/providers/provider.ts'
import type { Participant } from '#db/json.ts'

const LONGEST_TITLE = 500
const MOST_PEOPLE = 500
const ASSUMED_MINUTES = 30

/** Never throws: what is not found is assumed. */
export function readMailText(
  text: string,
  now: DateTime,
  zone = 'utc',
): { event: ProviderEvent; assumed: string[] } {
  const start = startIn(text, zone)
  const organizer = fieldOf(text, ORGANIZER)?.match(ADDRESS)?.[0].toLowerCase() ?? null
  const begins = start ?? now.plus({ hours: 1 }).startOf('minute')
  const event: ProviderEvent = {
    ...blank,
    title: titleOf(text),
    description: text,
    start: begins,
    end: begins.plus({ minutes: ASSUMED_MINUTES }),
    organizerEmail: organizer,
    attendees: peopleIn(text, organizer),
    link: { sources: [{ where: 'body', text }], isPending: false },
  }
  const assumed = ['It lasts half an hour, and you have not answered yet']
  if (start === null) assumed.unshift('No date such as 2026-11-23 14:00 was found: it begins in an hour')
  return { event, assumed }
}

const blank = {
  id: 'pasted',
  icalUid: null,
  seriesId: null,
  originalStart: null,
  location: null,
  isAllDay: false,
  isCancelled: false,
  isOrganizer: false,
  isPrivate: false,
  isFree: false,
  isTentative: false,
  isOptional: false,
  isAttendeesOmitted: false,
  isGuestListHidden: false,
  eventType: 'default',
  responseStatus: 'needs_action',
  etag: null,
  updatedAt: null,
} as const

const TITLE = /^(?:subject|title|summary|betreff|titel|objet|asunto)\s*:\s*(.+)$/im
const ORGANIZER = /^(?:from|organi[sz]er|host|von|organisator)\s*:\s*(.+)$/im
const ADDRESS = /[^\s<>(),;:"'@]{1,64}@[^\s<>(),;:"'@]{1,190}\.[a-z]{2,}/i
const fieldOf = (text: string, field: RegExp) => field.exec(text)?.[1]

function titleOf(text: string): string {
  const named = fieldOf(text, TITLE)
  const first = text.split('\n').find((line) => line.trim() !== '')
  return (named ?? first ?? '').trim().slice(0, LONGEST_TITLE)
}

/** A date with a time, as machines write it, with or without the letter T and a zone; the reader's where none is said. */
function startIn(text: string, zone: string): DateTime | null {
  const found = /\b(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:?\d{2})?/.exec(text)
  if (!found) return null
  const [, date = '', time = '', offset = ''] = found
  const start = DateTime.fromISO(`${date}T${time}${offset}`, { zone })
  return start.isValid ? start.toUTC() : null
}

function peopleIn(text: string, organizer: string | null): Participant[] {
  const all = text.match(new RegExp(ADDRESS, 'gi')) ?? []
  const emails = [...new Set(all.map((email) => email.toLowerCase()))].slice(0, MOST_PEOPLE)
  return emails.map((email) => {
    const isOrganizer = email === organizer
    return { email, name: null, response: isOrganizer ? 'accepted' : 'needs_action', isOrganizer }
  })
}
