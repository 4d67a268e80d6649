/** What `liveconvo link` is given, as fields of an event: text, HTML, or an event in the JSON of a provider or of ours. */

import type { LinkSource, LinkSources } from '../src/calendar/links/find-meeting-link.ts'
import { fromGoogle } from '../src/calendar/providers/google-event.ts'
import { fromGraph, GraphEvent } from '../src/calendar/providers/graph-event.ts'

/** Never throws: what is no event of a known shape is looked through as text. */
export function linkSourcesOf(input: unknown): LinkSources {
  if (typeof input !== 'string') return isObject(input) ? ofEvent(input) : ofTexts([])
  const value = input.trimStart().startsWith('{') ? parsed(input) : undefined
  return isObject(value) ? ofEvent(value) : ofTexts([input])
}

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ofTexts = (texts: string[]): LinkSources => ({
  sources: texts.map((text) => ({ where: 'body', text })),
  isPending: false,
})

function ofEvent(event: Fields): LinkSources {
  const found = isGraph(event) ? ofGraph(event) : isGoogle(event) ? ofGoogle(event) : null
  return found ?? ofOurs(event)
}

const has = (event: Fields, ...names: string[]) => names.some((name) => name in event)
const isGraph = (event: Fields) =>
  has(event, 'subject', 'bodyPreview', 'onlineMeeting', 'onlineMeetingUrl', 'onlineMeetingProvider') ||
  isObject(event.body)
const isGoogle = (event: Fields) =>
  has(event, 'summary', 'conferenceData', 'hangoutLink', 'htmlLink', 'iCalUID')

/** A link does not depend on the time: events are read without theirs too. */
const ANY_TIME = { dateTime: '2000-01-01T00:00:00Z', timeZone: 'UTC' }
const timed = { id: 'given', start: ANY_TIME, end: ANY_TIME }

function ofGraph(event: Fields): LinkSources | null {
  const read = GraphEvent.safeParse({ ...event, ...timed })
  return (read.success && fromGraph(read.data)?.link) || null
}

/** Where a field is not of its type, the event is looked through as text. */
function ofGoogle(event: Fields): LinkSources | null {
  try {
    return fromGoogle({ ...event, ...timed })?.link ?? null
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const OURS: readonly [name: string, where: LinkSource['where']][] = [
  ['meetingUrl', 'conference'],
  ['joinUrl', 'conference'],
  ['location', 'location'],
  ['description', 'body'],
  ['body', 'body'],
  ['text', 'body'],
  ['html', 'body'],
  ['title', 'title'],
]

/** Our own words for the fields first, then every other text in it. */
function ofOurs(event: Fields): LinkSources {
  const known = OURS.flatMap(([name, where]) => textsIn(event[name]).map((text) => ({ where, text })))
  const names = new Set(OURS.map(([name]) => name))
  const rest = Object.entries(event).filter(([name]) => !names.has(name))
  const others = rest.flatMap(([, value]) => textsIn(value)).map((text) => ({ where: 'body' as const, text }))
  return { sources: [...known, ...others], isPending: false }
}

const DEEPEST = 8
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  return Object.values(value).flatMap((inner) => textsIn(inner, depth + 1))
}
