/**
 * A series that ends while another one of the same organizer begins in its room was split: "this and following", as
 * Outlook writes it, with a UID of its own for the second half. (Google's second half carries the first one's name.)
 * Pure.
 */
import type { DateTime } from 'luxon'

/** One meeting of some series in one calendar. */
export type SeriesMeeting = {
  key: string
  organizerEmail: string | null
  roomKey: string | null
  title: string
  plannedStart: DateTime
  /** When we first saw it. */
  seenAt: DateTime
  /** When it left the calendar; null while it stands there. */
  goneAt: DateTime | null
}
/** What was said of `first` is meant for `heir` too. */
export type Split = { heir: string; first: string }

/** How far "this and following" may have moved a series and still be told apart from its next meeting. */
const SHIFT_HOURS = 12
/** Between a series' end and its heir's beginning, as we saw them. */
const APART_HOURS = 24

/** Each series that goes on from one that has just ended, with the series that it goes on from. */
export function seriesHeirs(meetings: readonly SeriesMeeting[]): Split[] {
  const series = [...Map.groupBy(meetings, ({ key }) => key)].map(([key, all]) => seriesOf(key, all))
  return series.flatMap((heir) => {
    const first = series.find((other) => goesOn(other, heir))
    return first ? [{ heir: heir.key, first: first.key }] : []
  })
}

type Series = { key: string; gone: SeriesMeeting[]; standing: SeriesMeeting[] }

function seriesOf(key: string, all: readonly SeriesMeeting[]): Series {
  const inOrder = all.toSorted((a, b) => +a.plannedStart - +b.plannedStart)
  return {
    key,
    gone: inOrder.filter(({ goneAt }) => goneAt !== null),
    standing: inOrder.filter(({ goneAt }) => goneAt === null),
  }
}

/** `old` ended where `heir` begins: from there on none of its meetings is left, and none of the heir's was there before. */
function goesOn(old: Series, heir: Series): boolean {
  const [begin] = heir.standing
  if (old.key === heir.key || !begin) return false
  const end = old.gone.find((one) => isSame(one, begin))
  if (!end || old.standing.some(({ plannedStart }) => plannedStart >= end.plannedStart)) return false
  return hoursBetween(end.goneAt ?? begin.seenAt, begin.seenAt) < APART_HOURS && isInStep(old, heir, end)
}

/** The rhythm is the old one's, all of it shifted alike: another series that is held in its room has one of its own. */
function isInStep({ gone }: Series, { standing }: Series, end: SeriesMeeting): boolean {
  const starts = new Set(gone.map(({ plannedStart }) => +plannedStart))
  const shift = +(standing[0]?.plannedStart ?? end.plannedStart) - +end.plannedStart
  return standing.every(({ plannedStart }) => starts.has(+plannedStart - shift))
}

const isSame = (end: SeriesMeeting, begin: SeriesMeeting) =>
  end.organizerEmail === begin.organizerEmail &&
  (end.roomKey === begin.roomKey || end.title === begin.title) &&
  hoursBetween(end.plannedStart, begin.plannedStart) < SHIFT_HOURS

const hoursBetween = (a: DateTime, b: DateTime) => Math.abs(a.diff(b).as('hours'))
