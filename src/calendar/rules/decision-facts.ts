/** What a decision was made on, in short: kept with each entry of the history, so that the next can say what changed. */
import type { DateTime } from 'luxon'
import type { Overrides } from '#calendar/deciding/rules.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { DecisionFacts } from '#db/json.ts'
import { isoOf } from '#lib/quick-instant.ts'

type Set = { setAt: DateTime | null }

export const factsOf = (event: EventRow, said: Overrides, rules: Set, policies: Set): DecisionFacts => ({
  title: event.title,
  start: isoOf(event.startTime),
  end: isoOf(event.endTime),
  roomKey: event.roomKey,
  response: event.responseStatus,
  saidOfEvent: said.event,
  saidOfSeries: said.series,
  rulesSetAt: rules.setAt && isoOf(rules.setAt),
  policiesSetAt: policies.setAt && isoOf(policies.setAt),
})
