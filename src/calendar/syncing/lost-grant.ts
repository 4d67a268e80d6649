/** Why a permission ended, in plain words with the remedy. Pure. */
import type { DateTime } from 'luxon'

type Grant = { provider: string; grantedAt: DateTime | null }
type Said = { code: string; detail: string; now: DateTime }

/** Google ends the grants of an app that is still "in testing" after seven days, without saying so. */
const TESTING_DAYS = 7
const ROUNDING_DAYS = 0.5

export function lostGrantSentence({ provider, grantedAt }: Grant, { code, detail, now }: Said): string {
  if (code === 'scope_missing')
    return 'The permission to read events is missing: connect the calendar again and allow it'
  const days = grantedAt ? now.diff(grantedAt).as('days') : 0
  const isTesting = provider === 'google_calendar' && Math.abs(days - TESTING_DAYS) < ROUNDING_DAYS
  if (isTesting)
    return (
      'The permission ended after 7 days, as it does while the Google app of this server is in testing: ' +
      'connect again, and ask the operator to publish the app or to make it internal'
    )
  return detail.includes(': ')
    ? detail
    : 'The permission has ended or was taken back: connect the calendar again'
}
