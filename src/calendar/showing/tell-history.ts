/**
 * The history of a decision as a person reads it: what happened, and what came of it. Times inside are left as
 * instants, because only the page knows the viewer's zone.
 */
import type { DateTime } from 'luxon'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import type { DecisionFacts, TrailStep } from '#db/json.ts'

export type LogEntry = {
  at: DateTime
  action: 'join' | 'skip'
  because: string
  joinAt: DateTime | null
  trail: readonly TrailStep[]
  facts: Partial<DecisionFacts>
}

export const happenings = [
  'first_seen',
  'moved',
  'ends_otherwise',
  'renamed',
  'link_changed',
  'answered',
  'you_said',
  'you_said_of_series',
  'rules_changed',
  'organization_rules_changed',
  'objected',
  'objection_withdrawn',
  'changed',
] as const
export type Happening = {
  what: (typeof happenings)[number]
  /** For `moved` and `ends_otherwise`: the instants before and after. */
  from?: string
  to?: string
  /** For `renamed`, `answered` and what was said: the words. */
  word?: string
}
export const outcomes = ['planned', 'rescheduled', 'called_off', 'skipped', 'kept'] as const
export type Told = {
  at: DateTime
  action: 'join' | 'skip'
  because: string
  sentence: string
  joinAt: DateTime | null
  happened: Happening[]
  outcome: (typeof outcomes)[number]
}

/** Oldest first goes in, newest first comes out. */
export function tellHistory(entries: readonly LogEntry[]): Told[] {
  return entries.map((entry, at) => tell(entry, entries[at - 1])).reverse()
}

function tell(entry: LogEntry, before: LogEntry | undefined): Told {
  const { at, action, because, joinAt } = entry
  const happened = before ? changesSince(before, entry) : [{ what: 'first_seen' as const }]
  return {
    ...{ at, action, because, joinAt },
    sentence: sentenceOf(entry),
    happened: happened.length > 0 ? happened : [{ what: 'changed' }],
    outcome: outcomeOf(entry, before),
  }
}

function outcomeOf(now: LogEntry, before: LogEntry | undefined): Told['outcome'] {
  if (now.action === 'skip') return before?.action === 'join' ? 'called_off' : 'skipped'
  if (before?.action !== 'join') return 'planned'
  return before.joinAt && now.joinAt && +before.joinAt !== +now.joinAt ? 'rescheduled' : 'kept'
}

/** Somebody's wish not to be recorded stands in no calendar: the decision itself shows that it came or went. */
function changesSince(before: LogEntry, now: LogEntry): Happening[] {
  const [was, is] = [before.because === 'objected', now.because === 'objected']
  if (was === is) return changesBetween(before.facts, now.facts)
  return [{ what: is ? 'objected' : 'objection_withdrawn' }, ...changesBetween(before.facts, now.facts)]
}

type Facts = Partial<DecisionFacts>

/** The person's own doing first: it is what they remember. */
function changesBetween(a: Facts, b: Facts): Happening[] {
  const differs = (name: keyof Facts) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name]
  const found: Happening[] = []
  if (differs('saidOfEvent')) found.push({ what: 'you_said', word: wordOf(b.saidOfEvent) })
  if (differs('saidOfSeries')) found.push({ what: 'you_said_of_series', word: wordOf(b.saidOfSeries) })
  if (differs('start')) found.push({ what: 'moved', from: a.start ?? '', to: b.start ?? '' })
  else if (differs('end')) found.push({ what: 'ends_otherwise', from: a.end ?? '', to: b.end ?? '' })
  if (differs('title')) found.push({ what: 'renamed', word: b.title ?? '' })
  if (differs('roomKey')) found.push({ what: 'link_changed' })
  if (differs('response')) found.push({ what: 'answered', word: b.response ?? '' })
  if (found.length > 0) return found
  if (differs('rulesSetAt')) found.push({ what: 'rules_changed' })
  if (differs('policiesSetAt')) found.push({ what: 'organization_rules_changed' })
  return found
}

const wordOf = (said: boolean | null | undefined) => (said === true ? 'yes' : said === false ? 'no' : 'rules')
