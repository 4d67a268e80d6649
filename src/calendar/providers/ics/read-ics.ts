/**
 * A calendar file (RFC 5545) as events within a window: ical.js reads it and knows the rules of recurrence, and every
 * time is turned into an instant here. One bad entry never spoils the others; a rule without an end, or one for every
 * second, is followed only as far as the window and the limits below reach.
 */
import ICAL from 'ical.js'
import type { DateTime } from 'luxon'
import { eventOf } from '#calendar/providers/ics/ics-event.ts'
import { type Spans, spansOf } from '#calendar/providers/ics/recurrence.ts'
import { type Zones, zonesOf } from '#calendar/providers/ics/zones.ts'
import type { ProviderEvent, Window } from '#calendar/providers/provider.ts'
import { Refusal } from '#lib/errors.ts'

export const MAX_ICS_BYTES = 5_000_000
const MAX_ENTRIES = 20_000

/** `unreadable`: the ids of entries that are there, but make no sense. */
export type IcsEvents = { events: ProviderEvent[]; unreadable: string[] }

/** Throws `provider_refused` with a sentence where the text is no calendar at all, or too large. */
export function readIcs(text: string, window: Window, ownerEmail: string | null = null): IcsEvents {
  const calendar = parse(text)
  const entries = calendar.getAllSubcomponents('vevent')
  if (entries.length > MAX_ENTRIES)
    throw new Refusal('provider_refused', `The calendar has more than ${MAX_ENTRIES} entries`)
  const zones = zonesOf(calendar)
  const found: IcsEvents = { events: [], unreadable: [] }
  for (const [uid, components] of Map.groupBy(entries, uidOf)) {
    try {
      found.events.push(...series(uid, components, { zones, window, ownerEmail }))
    } catch (error) {
      if (!(error instanceof Error)) throw error // ical.js throws plain errors at what it cannot read
      found.unreadable.push(uid)
    }
  }
  return found
}

function parse(text: string): ICAL.Component {
  if (Buffer.byteLength(text) > MAX_ICS_BYTES)
    throw new Refusal('provider_refused', 'The calendar is larger than 5 MB')
  try {
    const [first] = [ICAL.parse(clean(text))].flat(1) as unknown[] // one calendar, or a list of them
    const calendar = new ICAL.Component(Array.isArray(first) ? first : ICAL.parse(clean(text)))
    if (calendar.name !== 'vcalendar') throw new Error('not a calendar')
    return calendar
  } catch {
    throw new Refusal('provider_refused', 'That is no calendar: it should begin with BEGIN:VCALENDAR')
  }
}

/** NUL and lone line ends, as some exporters write them. */
const clean = (text: string) => text.replace(/^\uFEFF/, '').replaceAll('\0', '')

let nameless = 0
const uidOf = (entry: ICAL.Component) =>
  String(entry.getFirstPropertyValue('uid') ?? '').slice(0, 1_000) || `nameless-${++nameless}`

type Around = { zones: Zones; window: Window; ownerEmail: string | null }

/** A master with its exceptions (RECURRENCE-ID), or a single entry. */
function series(uid: string, components: readonly ICAL.Component[], around: Around): ProviderEvent[] {
  const exceptions = components.filter((entry) => entry.hasProperty('recurrence-id'))
  const masters = components.filter((entry) => !entry.hasProperty('recurrence-id'))
  const newest = masters.toSorted((a, b) => sequence(b) - sequence(a))[0]
  const spans: Spans = spansOf(newest, exceptions, around.zones, around.window)
  return spans.flatMap(({ entry, start, end, originalStart, isAllDay }) => {
    const isInside = end >= around.window.start && start < around.window.end
    if (!isInside) return []
    const id = originalStart ? `${uid}_${stamp(originalStart)}` : uid
    return [eventOf(entry, { uid, id, start, end, originalStart, isAllDay, ownerEmail: around.ownerEmail })]
  })
}

const sequence = (entry: ICAL.Component) => Number(entry.getFirstPropertyValue('sequence') ?? 0)
const stamp = (instant: DateTime) => instant.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")
