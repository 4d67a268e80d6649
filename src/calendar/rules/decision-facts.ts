/** What a decision was made on, in short: kept with each entry of the history, so that the next can say what changed. */
import type { DateTime } from 'luxon'
import type { Overrides } from '#calendar/deciding/rules.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { DecisionFacts } from '#db/json.ts'

type Set = { setAt: DateTime | null }

export const factsOf = (event: EventRow, said: Overrides, rules: Set, policies: Set): DecisionFacts => ({
  title: event.title,
  start: iso(event.startTime),
  end: iso(event.endTime),
  roomKey: event.roomKey,
  response: event.responseStatus,
  saidOfEvent: said.event,
  saidOfSeries: said.series,
  rulesSetAt: rules.setAt && iso(rules.setAt),
  policiesSetAt: policies.setAt && iso(policies.setAt),
})

const iso = (instant: DateTime) => instant.toUTC().toISO() ?? '' // an invalid one cannot come from a column
