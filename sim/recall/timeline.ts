// A meeting script as a row of moments: who comes, speaks, writes and goes, in the order in which a bot hears it.
import type { MeetingLine, MeetingScript } from '../meeting-script.ts'

export type Participant = {
  id: number
  name: string
  is_host: boolean
  platform: string
  extra_data: object
  email: string | null
}
/** Seconds from the first moment of talk. */
export type Word = { text: string; start: number; end: number }

/** `at` in seconds from the first moment of talk; people who are there from the start have a negative one. */
export type Moment =
  | {
      at: number
      event: 'transcript.data' | 'transcript.partial_data'
      participant: Participant
      words: Word[]
    }
  | { at: number; event: 'participant_events.chat_message'; participant: Participant; text: string }
  | {
      at: number
      event: `participant_events.${'join' | 'leave' | 'speech_on' | 'speech_off'}`
      participant: Participant
    }

const THERE_FROM_THE_START_SECONDS = 120
const RECOGNITION_SECONDS = 0.4
const SHORTEST_PARTIAL_SECONDS = 1.5

/** In the order of their first words; the first speaker is the host. Numbered like Recall's web bots do: 100, 200, … */
export function participantsOf(script: MeetingScript): Participant[] {
  const names = new Set([
    ...[...script.lines].sort((a, b) => a.start - b.start).map((line) => line.speaker),
    ...(script.chat ?? []).map((message) => message.speaker),
  ])
  return [...names].map((name, index) => ({
    id: (index + 1) * 100,
    name,
    is_host: index === 0,
    platform: 'desktop',
    extra_data: {},
    email: null,
  }))
}

export function timelineOf(script: MeetingScript): Moment[] {
  const known = timelines.get(script) ?? momentsOf(script)
  timelines.set(script, known)
  return known
}

const timelines = new WeakMap<MeetingScript, Moment[]>() // a bot asks at every word

function momentsOf(script: MeetingScript): Moment[] {
  const people = new Map(participantsOf(script).map((participant) => [participant.name, participant]))
  const moments = [...people.values()].flatMap((participant) => comingAndGoing(script, participant))
  for (const line of script.lines) {
    const participant = people.get(line.speaker)
    if (participant) moments.push(...spoken(line, participant))
  }
  for (const { speaker, at, text } of script.chat ?? []) {
    const participant = people.get(speaker)
    if (participant) moments.push({ at, event: 'participant_events.chat_message', participant, text })
  }
  return moments.sort((a, b) => a.at - b.at)
}

function comingAndGoing(script: MeetingScript, participant: Participant): Moment[] {
  const starts = script.lines.filter((line) => line.speaker === participant.name).map((line) => line.start)
  const first = Math.min(...starts, Number.MAX_SAFE_INTEGER)
  const isEarly = starts.length === 0 || first <= THERE_FROM_THE_START_SECONDS
  const end = script.lines.reduce((latest, line) => Math.max(latest, line.end), 0)
  return [
    { at: isEarly ? -1 : first - 10, event: 'participant_events.join', participant },
    { at: end + 2, event: 'participant_events.leave', participant },
  ]
}

function spoken(line: MeetingLine, participant: Participant): Moment[] {
  const words = spread(line)
  const partial = (share: number): Moment[] => {
    const at = line.start + (line.end - line.start) * share
    const heard = words.filter((word) => word.end <= at)
    return heard.length > 0 ? [{ at, event: 'transcript.partial_data', participant, words: heard }] : []
  }
  const isLong = line.end - line.start >= SHORTEST_PARTIAL_SECONDS
  return [
    { at: line.start, event: 'participant_events.speech_on', participant },
    ...(isLong ? [...partial(0.4), ...partial(0.8)] : []),
    { at: line.end, event: 'participant_events.speech_off', participant },
    { at: line.end + RECOGNITION_SECONDS, event: 'transcript.data', participant, words },
  ]
}

/** The words of a line over its time, each as long as it is written, with a breath between them. */
export function spread({ text, start, end }: MeetingLine): Word[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const letters = words.reduce((sum, word) => sum + word.length + 1, 0)
  const perLetter = letters === 0 ? 0 : Math.max(0, end - start) / letters
  let position = start
  return words.map((word) => {
    const from = position
    position += (word.length + 1) * perLetter
    return { text: word, start: toMillis(from), end: toMillis(position - perLetter) }
  })
}

const toMillis = (seconds: number) => Math.round(seconds * 1000) / 1000
