/** What stands above all rules: an entry that cannot be understood, a calendar that we may not read any more. Pure. */
import type { Decision } from '#calendar/deciding/types.ts'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'

/**
 * After a grant was lost, changes cannot be seen: meetings within a day keep their bot, since most of them will take
 * place as planned; later ones are called off until the person has connected again.
 */
export const GRACE_HOURS = 24

/** The verdict that needs no rules, or null where the rules decide. */
export function circumstance({ trouble, lostAt, startTime }: OwnedEvent): Decision | null {
  if (trouble !== null) return no('invalid_time', trouble)
  if (lostAt && startTime > lostAt.plus({ hours: GRACE_HOURS })) return no('grant_lost')
  return null
}

const no = (because: 'invalid_time' | 'grant_lost', detail?: string): Decision => ({
  join: false,
  because,
  step: because,
  trail: [{ step: because, outcome: 'skip', ...(detail !== undefined && { detail }) }],
})
