/**
 * An invitation that somebody pastes to try their rules on it: an .ics file, an event as a provider's API shows it, or
 * the plain text of a mail. What it does not say is assumed, and the assumption is told.
 */
import type { DateTime } from 'luxon'
import { fromGoogle } from '#calendar/providers/google-event.ts'
import { fromGraph, GraphEvent } from '#calendar/providers/graph-event.ts'
import { readIcs } from '#calendar/providers/ics/read-ics.ts'
import type { ProviderEvent, Window } from '#calendar/providers/provider.ts'
import { readMailText } from '#calendar/rules/read-mail-text.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'

export type Invitation = {
  event: ProviderEvent
  format: 'ics' | 'google' | 'microsoft' | 'text'
  /** What was not in it, in sentences. */
  assumed: string[]
}

/** Whose calendar it would stand in, and the zone in which they would read a time without one. */
type Reader = { ownerEmail?: string | null; timeZone?: string }

/** Throws `validation_failed` with a sentence where it cannot be understood at all. */
export function readInvitation(
  text: string,
  now: DateTime,
  { ownerEmail = null, timeZone = 'utc' }: Reader = {},
): Invitation {
  const trimmed = text.trim()
  if (/^BEGIN:VCALENDAR/im.test(trimmed)) return fromIcs(trimmed, now, ownerEmail)
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return fromJson(trimmed)
  return { format: 'text', ...readMailText(trimmed, now, timeZone) }
}

const AROUND_YEARS = 2

/** The next one of a series; the last, where all are over. */
function fromIcs(text: string, now: DateTime, ownerEmail: string | null): Invitation {
  const window = { start: now.minus({ years: AROUND_YEARS }), end: now.plus({ years: AROUND_YEARS }) }
  const { events, unreadable } = entriesOf(text, window, ownerEmail)
  const inOrder = [...events].sort((a, b) => a.start.toMillis() - b.start.toMillis())
  const event = inOrder.find(({ end }) => end > now) ?? inOrder.at(-1)
  if (!event && unreadable.length > 0)
    throw no('Its event cannot be understood: perhaps its times make no sense')
  if (!event) throw no('There is no event in it, or none within two years')
  const assumed = events.length > 1 ? ['It is one of a series: this is the next of its meetings'] : []
  return { format: 'ics', event, assumed }
}

/** What is no calendar is the person's mistake here, and no provider's. */
function entriesOf(text: string, window: Window, ownerEmail: string | null) {
  try {
    return readIcs(text, window, ownerEmail)
  } catch (error) {
    throw isRefusal(error, 'provider_refused') ? no(error.message) : error
  }
}

function fromJson(text: string): Invitation {
  const value = firstOf(parse(text))
  const graph = GraphEvent.safeParse(value)
  if (graph.success && isGraph(value)) {
    const event = fromGraph(graph.data)
    if (event) return { format: 'microsoft', event, assumed: [] }
  }
  const event = fromGoogle({ id: 'pasted', ...value })
  if (event) return { format: 'google', event, assumed: [] }
  throw no('It has no start that could be understood: an event needs `start` with `dateTime` or `date`')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw no('It begins like JSON, but is not: perhaps a part is missing')
  }
}

/** A list of events, as APIs answer it, stands for its first; lists may be packed into lists, however deep. */
function firstOf(value: unknown): Record<string, unknown> {
  let found = value
  for (let list = listIn(found); list; list = listIn(found)) found = list[0]
  if (typeof found !== 'object' || found === null) throw no('There is no event in it')
  return { ...found }
}

function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return null
  if ('items' in value && Array.isArray(value.items)) return value.items
  return 'value' in value && Array.isArray(value.value) ? value.value : null
}

const isGraph = (value: Record<string, unknown>) => 'subject' in value || 'isOnlineMeeting' in value

const no = (sentence: string) =>
  new Refusal('validation_failed', sentence, { fields: [{ path: 'invitation', message: sentence }] })
