/**
 * Time, from what Recall said happened. Pure, and blind to the order and repetition of the facts. Sums are made in
 * milliseconds and rounded once: seconds down (a second that was begun is not charged), minutes up.
 */
import { DateTime } from 'luxon'

export type Fact = { code: string; occurredAt: DateTime }
/** Milliseconds since 1970; `to` is null while it runs. */
export type Interval = { from: number; to: number | null }
export type Closed = { from: number; to: number }

/** At one instant the later step counts as the later fact. */
const STEPS = [
  'joining_call',
  'in_waiting_room',
  'in_call_not_recording',
  'in_call_recording',
  'call_ended',
  'done',
  'fatal',
]
const ENDS = ['call_ended', 'done', 'fatal']

/** When one bot recorded: from each in_call_recording to whatever comes next. After its end nothing begins. */
export function intervals(facts: readonly Fact[]): Interval[] {
  const inOrder = facts.filter(({ code }) => STEPS.includes(code)).toSorted(byTime)
  const found: Interval[] = []
  let from: number | null = null
  for (const { code, occurredAt } of inOrder) {
    if (code === 'in_call_recording') from ??= +occurredAt
    else if (from !== null && (code === 'in_call_not_recording' || ENDS.includes(code))) {
      found.push({ from, to: +occurredAt })
      from = null
    }
    if (ENDS.includes(code)) return found
  }
  return from === null ? found : [...found, { from, to: null }]
}

const byTime = (a: Fact, b: Fact) =>
  +a.occurredAt - +b.occurredAt || STEPS.indexOf(a.code) - STEPS.indexOf(b.code)

/** What Recall charges: from the first joining_call to done. A bot that ended in fatal costs nothing (2026 terms). */
export function providerSeconds(facts: readonly Fact[]): { seconds: number; isFatal: boolean } {
  const first = (code: string) =>
    Math.min(...facts.filter((fact) => fact.code === code).map(({ occurredAt }) => +occurredAt))
  const isFatal = facts.some(({ code }) => code === 'fatal')
  const [from, to] = [first('joining_call'), first('done')]
  const isKnown = Number.isFinite(from) && Number.isFinite(to) && to > from
  return { seconds: isFatal || !isKnown ? 0 : wholeSeconds(to - from), isFatal }
}

/** When a bot waited to be let in: from each in_waiting_room to whatever comes next. */
export const lobbyTime = (facts: readonly Fact[]): Closed[] => timeIn(facts, 'in_waiting_room')

/** When it was in the call, had recorded, and did not: somebody paused it, or took the permission back. */
export function pauses(facts: readonly Fact[]): Closed[] {
  const first = intervals(facts)[0]
  return first ? timeIn(facts, 'in_call_not_recording').filter(({ from }) => from >= first.from) : []
}

function timeIn(facts: readonly Fact[], state: string): Closed[] {
  const inOrder = facts.filter(({ code }) => STEPS.includes(code)).toSorted(byTime)
  const over = inOrder.findIndex(({ code }) => ENDS.includes(code))
  const lived = over === -1 ? inOrder : inOrder.slice(0, over + 1)
  const spans = lived.flatMap(({ code, occurredAt }, index) => {
    const next = lived[index + 1]
    return code === state && next ? [{ from: +occurredAt, to: +next.occurredAt }] : []
  })
  return union(spans)
}

/** Overlapping time counts once: two bots in one meeting do not make it longer. */
export function union(all: readonly Closed[]): Closed[] {
  const merged: Closed[] = []
  for (const { from, to } of all.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

export const closed = (all: readonly Interval[]): Closed[] =>
  all.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]))

/** Whole seconds of disjoint intervals. */
export const secondsOf = (disjoint: readonly Closed[]): number =>
  wholeSeconds(disjoint.reduce((sum, { from, to }) => sum + to - from, 0))

/** A minute that was begun is a minute. */
export const billableMinutes = (seconds: number): number => Math.ceil(seconds / 60)

const MINUTE_MS = 60_000

/** The same seconds by calendar minute (UTC); they add up to secondsOf exactly. None is more than 60. */
export function byMinute(disjoint: readonly Closed[]): { minute: DateTime; seconds: number }[] {
  const perMinute = new Map<number, number>()
  for (const { from, to } of disjoint)
    for (let at = from - (from % MINUTE_MS); at < to; at += MINUTE_MS) {
      const ms = Math.min(to, at + MINUTE_MS) - Math.max(from, at)
      perMinute.set(at, (perMinute.get(at) ?? 0) + ms)
    }
  let sumMs = 0
  return [...perMinute]
    .toSorted(([a], [b]) => a - b)
    .map(([minute, ms]) => {
      const before = wholeSeconds(sumMs)
      sumMs += ms
      return { minute: DateTime.fromMillis(minute, { zone: 'utc' }), seconds: wholeSeconds(sumMs) - before }
    })
}

const wholeSeconds = (ms: number) => Math.floor(ms / 1_000)
