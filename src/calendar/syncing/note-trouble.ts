/** A calendar could not be read: say so where its person looks, when it is tried again, and what that means for its bots. */
import type { DateTime } from 'luxon'
import {
  jitterSeconds,
  type LeasedCalendar,
  renewLease,
  tellOwner,
} from '#calendar/syncing/lease-calendar.ts'
import { lostGrantSentence } from '#calendar/syncing/lost-grant.ts'
import type { Loss } from '#calendar/syncing/note-loss.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { RefusalCode } from '#lib/errors.ts'

const FIRST_RETRY_SECONDS = 30
const LONGEST_RETRY_SECONDS = 15 * 60
/** Providers answer "not found" by mistake at times: this often in a row, and the grace begins. */
const MISSING_AFTER_TRIES = 3

/** `bug`: nothing that the provider said. */
export type Trouble = {
  code: RefusalCode | 'bug'
  /** What the provider said, for where it says more than the code. */
  detail: string
  sentence: string
  retryAfterSeconds: number | undefined
  /** How long a calendar that is missing keeps its bots before it is given up. */
  graceHours: number
  now: DateTime
}

type Lost = Pick<Loss, 'what' | 'reason' | 'lostAt'>

/**
 * Returns what is lost with it: this calendar (`calendar`, it is given up after the grace), the permission to read any
 * of the account's (`grant`), or nothing. What is the operator's matter, or passes, changes nobody's state.
 */
export async function noteTrouble(
  tx: OrganizationTx,
  calendar: LeasedCalendar,
  trouble: Trouble,
): Promise<Lost | null> {
  const { code, now } = trouble
  if (!(await renewLease(tx, calendar, now))) return null
  const isGrantLost = code === 'grant_lost' || code === 'scope_missing'
  const sentence = isGrantLost ? lostGrantSentence(calendar, trouble) : trouble.sentence
  const failureCount = calendar.failureCount + 1
  const isMissing = code === 'not_found' && failureCount >= MISSING_AFTER_TRIES
  const lostAt = calendar.lostAt ?? (isMissing ? now : null)
  const isGone = isMissing && lostAt !== null && lostAt.plus({ hours: trouble.graceHours }) <= now
  await tx
    .updateTable('calendars')
    .set({
      failureCount,
      lastError: sentence,
      leaseUntil: null,
      nextPollAt: now.plus({ seconds: waitSeconds(calendar, failureCount, trouble.retryAfterSeconds) }),
      lostAt,
      ...(isGone && { isSelected: false }),
      ...(code === 'full_sync_required' && { syncCursor: null }),
      updatedAt: now,
    })
    .where('id', '=', calendar.id)
    .execute()
  if (isGrantLost) await loseGrant(tx, calendar, { code, sentence, now })
  tellOwner(tx, calendar)
  if (isGone) return { what: 'calendar', reason: sentence, lostAt }
  return isGrantLost ? { what: 'grant', reason: sentence, lostAt: now } : null
}

/** Twice as long each time, never sooner than the provider asks for, and not everybody at once. */
function waitSeconds(calendar: LeasedCalendar, failureCount: number, asked = 0): number {
  const backOff = Math.min(FIRST_RETRY_SECONDS * 2 ** (failureCount - 1), LONGEST_RETRY_SECONDS)
  return Math.max(backOff, asked) + (jitterSeconds(calendar) * backOff) / LONGEST_RETRY_SECONDS
}

const loseGrant = (
  tx: OrganizationTx,
  calendar: LeasedCalendar,
  { code, sentence, now }: Pick<Trouble, 'code' | 'sentence' | 'now'>,
) =>
  tx
    .updateTable('calendarConnections')
    .set({
      status: code === 'grant_lost' ? 'needs_reauth' : 'insufficient_scope',
      statusReason: sentence,
      statusChangedAt: now,
      updatedAt: now,
    })
    .where('id', '=', calendar.calendarConnectionId)
    .where('status', '=', 'active')
    .execute()
