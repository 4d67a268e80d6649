/** What stands above all rules: an entry that cannot be understood, a calendar that we may not read any more. Pure. */
import type { Policies } from '#calendar/deciding/rules.ts'
import type { Decision } from '#calendar/deciding/types.ts'
import { graceEnd } from '#calendar/syncing/grace.ts'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'

/**
 * The verdict that needs no rules, or null where the rules decide. After a permission was lost, changes cannot be seen:
 * meetings within the grace keep their bot, later ones are called off until the person has connected again.
 */
export function circumstance(
  { trouble, lostAt, startTime }: OwnedEvent,
  policies: Pick<Policies, 'whenUnreadable'>,
): Decision | null {
  if (trouble !== null) return no('invalid_time', trouble)
  if (lostAt && startTime > graceEnd(lostAt, policies)) return no('grant_lost')
  return null
}

const no = (because: 'invalid_time' | 'grant_lost', detail?: string): Decision => ({
  join: false,
  because,
  step: because,
  trail: [{ step: because, outcome: 'skip', ...(detail !== undefined && { detail }) }],
})
