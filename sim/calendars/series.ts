// Series: made by a rule, edited all at once or from one meeting on, the way calendars' own pages do it.
import type { SimClock } from '../clock.ts'
import type { Agenda } from './agenda.ts'
import { startsOf, withoutEnd } from './recurrence.ts'
import type { Appointment, Draft } from './types.ts'
import { idOf, stampOf } from './uid.ts'

/** A series without an end is written out so far ahead. */
const AHEAD_MS = 70 * 24 * 3_600_000

export type SeriesEdit = { moveBy?: number; title?: string; link?: string | null }
export type SeriesSteering = {
  /** Returns the series' id. `rule` as in RFC 5545: RRULE:FREQ=WEEKLY;COUNT=6 */
  createSeries(email: string, draft: Draft, rule: string): string
  /** What is left of it, soonest first. */
  meetingsOf(seriesId: string): Appointment[]
  /** "This and following": the old series ends, a new one goes on. Returns the new one's id, null where none is left. */
  editFollowing(seriesId: string, from: number, edit: SeriesEdit): string | null
  editAll(seriesId: string, edit: SeriesEdit): void
  deleteFollowing(seriesId: string, from: number): void
}

export function seriesSteering(agenda: Agenda, clock: SimClock): SeriesSteering {
  const meetingsOf = (seriesId: string) =>
    agenda
      .ofSeries(seriesId)
      .filter(({ state }) => state === 'planned')
      .sort((a, b) => a.start - b.start)

  function write(email: string, draft: Draft, id: string, rule: string): string {
    const zone = agenda.person(email)?.zone ?? 'UTC'
    const length = draft.end - draft.start
    for (const start of startsOf(rule, draft.start, zone, clock.now() + AHEAD_MS))
      agenda.add(email, { ...draft, start, end: start + length, series: { id, originalStart: start, rule } })
    return id
  }

  return {
    meetingsOf,
    createSeries: (email, draft, rule) =>
      write(email, draft, draft.id ?? idOf(email, draft.title, draft.start, agenda.changes()), rule),
    editFollowing(seriesId, from, edit) {
      const following = meetingsOf(seriesId).filter(({ series }) => series && series.originalStart >= from)
      const [first] = following
      if (!first?.series) return null
      for (const { id } of following) agenda.remove(id)
      const rule = first.series.rule
      const left = following.length
      const start = first.series.originalStart + (edit.moveBy ?? 0)
      const next = `${seriesId.replace(/_R\d{8}T\d{6}$/, '')}_R${stampOf(first.series.originalStart).replace('Z', '')}`
      const id = agenda.ofSeries(next).length > 0 ? `${next}${agenda.changes()}` : next
      const counted = `${withoutEnd(rule)};COUNT=${left}`
      return write(
        first.organizer.email,
        { ...draftOf(first, edit), start, end: start + first.end - first.start },
        id,
        counted,
      )
    },
    editAll(seriesId, edit) {
      for (const { id, start, end } of meetingsOf(seriesId)) {
        if (edit.moveBy) agenda.move(id, start + edit.moveBy, end + edit.moveBy)
        if (edit.title !== undefined) agenda.rename(id, edit.title)
        if (edit.link !== undefined) agenda.relink(id, edit.link)
      }
    },
    deleteFollowing(seriesId, from) {
      for (const { id, series } of meetingsOf(seriesId))
        if (series && series.originalStart >= from) agenda.remove(id)
    },
  }
}

const draftOf = (one: Appointment, edit: SeriesEdit): Omit<Draft, 'start' | 'end'> => ({
  title: edit.title ?? one.title,
  link: edit.link === undefined ? one.link : edit.link,
  description: one.description,
  location: one.location,
  people: one.guests.map(({ email, name, reply, optional }) => ({ email, name, reply, optional })),
  calendar: one.calendar,
  private: one.private,
  showAs: one.showAs,
})
