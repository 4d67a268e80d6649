/**
 * How long bots that are planned stay when their calendar cannot be read any more. Most meetings of the next day will
 * take place as planned, and a permission is often given again within hours; later ones can wait until it is. Pure.
 */
import type { DateTime } from 'luxon'
import type { Policies } from '#calendar/deciding/rules.ts'

const GRACE_HOURS = 24

/** An organization may prefer no bot to one whose meeting nobody can check. */
export const graceHoursOf = ({ whenUnreadable }: Pick<Policies, 'whenUnreadable'>): number =>
  whenUnreadable === 'call_off' ? 0 : GRACE_HOURS

export const graceEnd = (lostAt: DateTime, policies: Pick<Policies, 'whenUnreadable'>): DateTime =>
  lostAt.plus({ hours: graceHoursOf(policies) })
