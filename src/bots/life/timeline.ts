/**
 * What happened to a bot, as people would tell it: booked, on its way, in the lobby, admitted, recording, paused, left
 * and why. A pure fold over what Recall said, so that order and repetition cannot matter; a code that we do not know
 * is shown as it came.
 */
import type { DateTime } from 'luxon'
import { stepSentence } from '#bots/life/sentences.ts'
import { REMARK, type StatusEvent, UNANNOUNCED } from '#bots/types.ts'

export type BotStep = {
  at: DateTime
  code: string
  subCode: string | null
  sentence: string
  /** Its message never came: we asked, and were told. */
  isAsked: boolean
}
/** A fact with what Recall said to it, and how we know of it. */
export type Told = StatusEvent & { message?: string | null; source?: string }

const RANK = [
  'ready',
  'joining_call',
  'in_waiting_room',
  'in_call_not_recording',
  'in_call_recording',
  'call_ended',
]

export function timelineOf(bookedAt: DateTime, events: readonly Told[], botName: string): BotStep[] {
  const sentence = `“${botName}” was asked for`
  const booked = { at: bookedAt, code: 'booked', subCode: null, sentence, isAsked: false }
  const sorted = events.toSorted(byTime)
  return [booked, ...sorted.map((event, index) => stepOf(event, sorted.slice(0, index), botName))]
}

function stepOf(event: Told, before: StatusEvent[], botName: string): BotStep {
  const { code, subCode, occurredAt: at, message, source } = event
  const remark = code === REMARK ? `Recall remarks: ${message ?? subCode ?? 'nothing'}` : null
  const sentence = remark ?? retold(code, before, botName) ?? stepSentence(code, subCode)
  return { at, code, subCode, sentence, isAsked: source === 'asked' && code !== UNANNOUNCED }
}

/** Where a step means something by what went before it. */
function retold(code: string, before: StatusEvent[], botName: string): string | null {
  const last = before.findLast((event) => RANK.includes(event.code))?.code
  const hasRecorded = before.some((event) => event.code === 'in_call_recording')
  if (code === 'in_waiting_room') return `“${botName}” waits in the lobby for somebody to let it in`
  if (code === 'in_call_not_recording' && last === 'in_waiting_room') return 'Somebody let the bot in'
  if (code === 'in_call_not_recording' && hasRecorded) return 'The recording paused'
  if (code === 'in_call_recording' && hasRecorded) return 'The recording went on'
  if (code === 'done' && !hasRecorded) return 'It is over, and nothing was recorded'
  return null
}

const byTime = (a: StatusEvent, b: StatusEvent) =>
  +a.occurredAt - +b.occurredAt || RANK.indexOf(a.code) - RANK.indexOf(b.code)
