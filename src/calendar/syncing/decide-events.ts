/** From events to what each person wishes about them: decide, tie to the real meeting, keep the history. */
import type { DateTime } from 'luxon'
import { decide } from '#calendar/deciding/decide.ts'
import { noOverrides } from '#calendar/deciding/rules.ts'
import type { Decision } from '#calendar/deciding/types.ts'
import { factsOf } from '#calendar/rules/decision-facts.ts'
import { overridesFor } from '#calendar/rules/overrides.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { preferencesOf } from '#calendar/rules/preferences.ts'
import { circumstance } from '#calendar/syncing/circumstance.ts'
import {
  type Decided,
  type Earlier,
  earlierDecisions,
  keepChanged,
  keepUnchanged,
} from '#calendar/syncing/keep-decisions.ts'
import { occurrencesFor } from '#calendar/syncing/occurrences-for.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import { type OwnedEvent, toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

/**
 * Decide about these events and keep the decisions. Returns the ids of the meetings whose wish may now be another:
 * hand them to wishOccurrences. Only a changed decision is written into the history, and told to open pages. Read the
 * events within a turn (take-turn.ts): what was read before it may be gone.
 */
export async function decideEvents(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  organizationId: string,
  events: readonly OwnedEvent[],
): Promise<string[]> {
  if (events.length === 0) return []
  await takeTurn(tx)
  const now = clock.now()
  const ground = await groundOf(tx, events, now)
  const decided = events.flatMap((event) => decideOne(event, ground, now))
  const { changed = [], unchanged = [] } = Object.groupBy(decided, ({ event, decision }) =>
    isChange(decision, ground.before.get(event.id)) ? 'changed' : 'unchanged',
  )
  await keepChanged(tx, changed, ground.before, now)
  await keepUnchanged(tx, unchanged, now)
  for (const { occurrenceId } of changed)
    if (!ground.meetings.fresh.has(occurrenceId))
      emit(tx, 'occurrence.changed', { organizationId, occurrenceId })
  return wishedAnew(decided, ground)
}

type Ground = Awaited<ReturnType<typeof groundOf>>
/** What decisions about these events rest on: rules, words, what stood before, and the real meetings behind them. */
async function groundOf(tx: OrganizationTx, events: readonly OwnedEvent[], now: DateTime) {
  const before = await earlierDecisions(tx, events)
  const earlierIds = new Map([...before].map(([eventId, { occurrenceId }]) => [eventId, occurrenceId]))
  const userIds = events.map(({ userId }) => userId)
  return {
    before,
    people: await preferencesOf(tx, userIds),
    words: await overridesFor(tx, events),
    policies: await policiesOf(tx),
    meetings: await occurrencesFor(tx, events, earlierIds, now),
  }
}

function decideOne(
  event: OwnedEvent,
  { before, people, words, policies, meetings }: Ground,
  now: DateTime,
): Decided[] {
  const rules = people.get(event.userId)
  const said = words.get(event.id) ?? noOverrides
  const occurrenceId = meetings.ids.get(event.id)
  const earlier = before.get(event.id)
  if (!rules || !occurrenceId || (earlier && isHistory(event, earlier, now))) return []
  const hasBot = earlier?.wants === true && earlier.sessionId !== null
  const decision =
    circumstance(event, policies) ?? decide({ ...toMeetingEvent(event), hasBot }, rules, said, policies, now)
  return [{ event, decision, occurrenceId, facts: factsOf(event, said, rules, policies) }]
}

/** The meetings that events were, or are now, a part of; without those that are new and that nobody asks a bot for. */
function wishedAnew(decided: readonly Decided[], { before, people, meetings }: Ground): string[] {
  const joined = decided.filter(({ event, decision, occurrenceId }) => {
    const isQuiet = !decision.join || people.get(event.userId)?.confirmedAt === null
    return !(meetings.fresh.has(occurrenceId) && isQuiet)
  })
  const left = decided.flatMap(({ event }) => before.get(event.id)?.occurrenceId ?? [])
  return [...new Set([...joined.map(({ occurrenceId }) => occurrenceId), ...left])]
}

/**
 * A meeting that a bot was wished for and that is over stays so: what happens to its entry afterwards is no new
 * decision. One that nobody ever had a bot for has simply ended.
 */
const isHistory = ({ endTime }: OwnedEvent, { wants, joinAt, sessionId }: Earlier, now: DateTime) =>
  endTime <= now && wants && sessionId !== null && joinAt !== null && joinAt <= now

const isChange = (decision: Decision, earlier: Earlier | undefined) =>
  !earlier ||
  earlier.wants !== decision.join ||
  earlier.because !== decision.because ||
  earlier.joinAt?.toMillis() !== (decision.join ? decision.at.toMillis() : undefined)
