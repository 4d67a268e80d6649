/**
 * What became of a bot: a pure fold over everything that Recall ever said about it. The set of facts decides, so that
 * neither the order of the messages nor their repetition can matter; codes that we do not know change nothing.
 */
import type { DateTime } from 'luxon'
import { isTrouble } from '#bots/life/sentences.ts'
import type { BotState, StatusEvent } from '#bots/types.ts'

export type Seen = {
  state: BotState
  since: DateTime
  /** Why it went wrong; null where it did not. A recorded call can end in trouble, too. */
  failureCode: string | null
  hasRecorded: boolean
  /** It was in the room, recorded or not. */
  wasInside: boolean
}

const STATES: Readonly<Record<string, BotState>> = {
  joining_call: 'joining',
  in_waiting_room: 'waiting_room',
  in_call_not_recording: 'in_call',
  recording_permission_allowed: 'in_call',
  recording_permission_denied: 'in_call',
  in_call_recording: 'recording',
}
const INSIDE = [
  'in_call_not_recording',
  'in_call_recording',
  'recording_permission_allowed',
  'recording_permission_denied',
]
/** Of two facts with the same time the later step is the later one. */
const STEPS = Object.keys(STATES)

/** null: nothing has been said yet. */
export function stateOf(events: readonly StatusEvent[]): Seen | null {
  const fatal = earliest(events, 'fatal')
  const done = earliest(events, 'done')
  const left = earliest(events, 'call_ended')
  const hasRecorded = events.some(({ code }) => code === 'in_call_recording')
  const seen = { hasRecorded, wasInside: events.some(({ code }) => INSIDE.includes(code)) }
  if (fatal)
    return { state: 'failed', since: fatal.occurredAt, failureCode: fatal.subCode ?? 'fatal', ...seen }

  const trouble = left && isTrouble(left.subCode) ? left.subCode : null
  if (done) {
    const state = trouble !== null && !hasRecorded ? 'failed' : 'done'
    return { state, since: done.occurredAt, failureCode: trouble, ...seen }
  }
  if (left) return { state: 'leaving', since: left.occurredAt, failureCode: trouble, ...seen }

  const newest = events
    .filter(({ code }) => code in STATES)
    .toSorted(byTime)
    .at(-1)
  const state = newest && STATES[newest.code]
  return state ? { state, since: newest.occurredAt, failureCode: null, ...seen } : null
}

/** The first of its kind; of two at one time the one with the smaller sub code, so that order cannot matter. */
const earliest = (events: readonly StatusEvent[], code: string): StatusEvent | undefined =>
  events
    .filter((event) => event.code === code)
    .toSorted((a, b) => +a.occurredAt - +b.occurredAt || compare(a.subCode ?? '', b.subCode ?? ''))[0]

const byTime = (a: StatusEvent, b: StatusEvent) =>
  +a.occurredAt - +b.occurredAt || STEPS.indexOf(a.code) - STEPS.indexOf(b.code)
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
