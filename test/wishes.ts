/**
 * What an organization wishes, reckoned straight from everybody's calendars: decide about each copy, put the copies of
 * one meeting together, let those in one room at one time share. The pure parts in a row, without any storage.
 */
import type { DateTime } from 'luxon'
import { coverRooms } from '../src/calendar/deciding/cover-rooms.ts'
import { decide } from '../src/calendar/deciding/decide.ts'
import { decideForGroup, type Vote } from '../src/calendar/deciding/decide-for-group.ts'
import { occurrenceKey } from '../src/calendar/deciding/occurrence-key.ts'
import {
  type Conflict,
  noOverrides,
  noPolicies,
  type Overrides,
  type Preferences,
} from '../src/calendar/deciding/rules.ts'
import type { Sighting } from '../src/calendar/deciding/types.ts'
import { fromGoogle } from '../src/calendar/providers/google-event.ts'
import { fromGraph, type GraphEvent } from '../src/calendar/providers/graph-event.ts'
import type { ProviderEvent } from '../src/calendar/providers/provider.ts'
import { googleItem, graphItem, seen } from './calendar-cases.ts'
import { NOON, rules } from './sightings.ts'

/** One entry in one person's calendar. */
export type Entry = {
  event: ProviderEvent
  person?: string
  rules?: Partial<Preferences>
  overrides?: Partial<Overrides>
  sighting?: Partial<Sighting>
}

export const google = (differs: Parameters<typeof googleItem>[0] = {}): ProviderEvent =>
  certain(fromGoogle(googleItem(differs)))
export const graph = (differs: Partial<Record<keyof GraphEvent | 'type', unknown>> = {}): ProviderEvent =>
  certain(fromGraph(graphItem(differs)))

function certain(event: ProviderEvent | null): ProviderEvent {
  if (!event) throw new Error('the provider’s entry has no times')
  return event
}

/** A time on the day of the tests, or on another one. */
export const time = (hour: string, day = '2026-11-23') => ({ dateTime: `${day}T${hour}:00Z` })
export const from = (start: string, end: string, day?: string) => ({
  start: time(start, day),
  end: time(end, day),
})

export type Wished = { owner: string; joinAt: DateTime; recipients: string[]; roomKey: string }

/** The key of each meeting → its bot, or the reason why there is none. */
export function wishes(
  entries: readonly Entry[],
  { now = NOON, conflict = 'any_yes' }: { now?: DateTime; conflict?: Conflict } = {},
): Map<string, Wished | string> {
  const meetings = Map.groupBy(entries, keyOf)
  const decided = [...meetings].map(([key, copies]) => [key, forGroup(copies, now, conflict)] as const)
  const booked = decided.flatMap(([id, { wish, copy }], index) =>
    typeof wish === 'string'
      ? []
      : [{ ...copy.event, id, roomKey: wish.roomKey, seenAt: NOON.plus({ seconds: index }) }],
  )
  const covered = coverRooms(booked)
  return new Map(decided.map(([key, { wish }]) => [key, covered.has(key) ? 'covered_by' : wish]))
}

/** "15:00 ana" for a bot that joins at three for Ana, or the reason: in the order of the times. */
export function told(all: Map<string, Wished | string>): string[] {
  const inWords = (wish: Wished | string) =>
    typeof wish === 'string' ? wish : `${wish.joinAt.toUTC().toFormat('HH:mm')} ${wish.recipients.join('+')}`
  return [...all.values()].map(inWords).sort()
}

export const keyOf = ({ event }: Entry): string =>
  occurrenceKey({
    icalUid: event.icalUid,
    isPartOfSeries: event.seriesId !== null,
    originalStart: event.originalStart,
    start: event.start,
    fallback: event.id,
  })

function forGroup(copies: readonly Entry[], now: DateTime, conflict: Conflict) {
  const votes = copies.map((copy, index) => voteOf(copy, index, now))
  const group = decideForGroup(votes, conflict)
  const [copy] = copies
  if (!copy) throw new Error('a meeting has at least one copy')
  if (!group.isWanted) return { wish: group.because, copy }
  const { owner, joinAt, recipients, linkFrom } = group
  return { wish: { owner: owner.userId, joinAt, recipients, roomKey: linkFrom.roomKey ?? '' }, copy }
}

function voteOf({ event, person = 'ana', ...given }: Entry, index: number, now: DateTime): Vote {
  const sighting = { ...seen(event, `${person}@acme.com`), ...given.sighting }
  const decision = decide(
    sighting,
    rules(given.rules),
    { ...noOverrides, ...given.overrides },
    noPolicies,
    now,
  )
  return {
    ...{ userId: person, wants: decision.join, because: decision.because, isConfirmed: true },
    joinAt: decision.join ? decision.at : null,
    isOrganizer: sighting.isOrganizer === true,
    seenAt: NOON.plus({ seconds: index }),
    roomKey: sighting.link.isJoinable ? sighting.link.roomKey : null,
  }
}
