/** One entry of a meeting's history as a person says it: "moved to Tue 15:00 → rescheduled, joining 14:58". Pure. */
import type { Answer } from '../api.ts'
import { asSentence, dayKey, momentOf, timeOf } from '../text.ts'

type Entry = Answer<'GET /v1/upcoming/{eventId}/why'>['history'][number]
type Happening = Entry['happened'][number]

export function told(entry: Entry): string {
  return `${capital(entry.happened.map(happening).join(', '))} → ${outcome(entry)}`
}

function happening({ what, from = '', to = '', word = '' }: Happening): string {
  switch (what) {
    case 'first_seen':
      return 'first seen'
    case 'moved':
      return `moved to ${instead(from, to)}`
    case 'ends_otherwise':
      return `ends at ${instead(from, to)} now`
    case 'renamed':
      return `renamed to “${word}”`
    case 'link_changed':
      return 'its link changed'
    case 'answered':
      return `you answered ${answers[word] ?? word}`
    case 'you_said':
      return says[word] ?? 'you decided'
    case 'you_said_of_series':
      return `${says[word] ?? 'you decided'} for the series`
    case 'rules_changed':
      return 'your rules changed'
    case 'organization_rules_changed':
      return "your organization's rules changed"
    case 'objected':
      return 'somebody asked never to be recorded'
    case 'objection_withdrawn':
      return 'nobody objects to being recorded any more'
    case 'changed':
      return 'looked at again'
  }
}

const says: Record<string, string> = {
  yes: 'you switched it on',
  no: 'you switched it off',
  rules: 'you left it to your rules',
}
const answers: Record<string, string> = {
  accepted: 'yes',
  declined: 'no',
  tentative: 'maybe',
  needs_action: 'nothing yet',
}

/** The time alone where the day has stayed. */
const instead = (from: string, to: string) => (dayKey(from) === dayKey(to) ? timeOf(to) : momentOf(to))

function outcome({ outcome, joinAt, sentence }: Entry): string {
  const at = joinAt === null ? '' : `, joining ${timeOf(joinAt)}`
  if (outcome === 'planned') return `planned${at}: ${reason(sentence)}`
  if (outcome === 'rescheduled') return `rescheduled${at}.`
  if (outcome === 'kept') return `still joining: ${reason(sentence)}`
  return `${outcome === 'called_off' ? 'called off' : 'skipped'}: ${reason(sentence)}`
}

/** What the sentence says beyond "joining because", since the outcome has said that. */
const reason = (sentence: string) =>
  asSentence(sentence.replace(/^(?:Joining because|Not joining yet:|Not joining because|Not joining:) /, ''))

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
