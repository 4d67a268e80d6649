/**
 * Read a calendar until nobody asks for more. Pages are read while no transaction is open; each is stored and decided
 * in one, and the cursor is saved with the last. A crash anywhere repeats from the old cursor, which is harmless.
 */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import { type TokenNeeds, withAccess } from '#calendar/connecting/access-token.ts'
import { troubleSentence } from '#calendar/deciding/sentences.ts'
import { type ChangePage, portFor, type Window } from '#calendar/providers/provider.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { decideConnection } from '#calendar/syncing/decide-connection.ts'
import { graceHoursOf } from '#calendar/syncing/grace.ts'
import {
  finishReading,
  type LeasedCalendar,
  leaseCalendar,
  renewLease,
} from '#calendar/syncing/lease-calendar.ts'
import { noteLoss } from '#calendar/syncing/note-loss.ts'
import { noteTrouble } from '#calendar/syncing/note-trouble.ts'
import { heldInWindow } from '#calendar/syncing/save-events.ts'
import { takeIn } from '#calendar/syncing/take-in.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import { withdrawWishes } from '#calendar/syncing/withdraw-wishes.ts'
import type { OrganizationTx } from '#db/db.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import { isRefusal, Refusal, type RefusalCode } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'

export type SyncNeeds = TokenNeeds & { jobs: Queue; log: Log }

const PAST_DAYS = 1
const COMING_DAYS = 28
/** The window does not roll by itself: once a day everything is read anew. */
const FULL_EVERY_HOURS = 24
/** Requests that arrive while we read are served at once, but not for ever. */
const MOST_ROUNDS = 5

/** Add it through requestSync, which counts the request. */
export const syncCalendar = defineJob({
  name: 'calendar.sync',
  input: z.object({ organizationId: z.uuid(), calendarId: z.uuid() }),

  async run(needs: SyncNeeds, { organizationId, calendarId }) {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const calendar = await needs.db.asOrganization(organizationId, (tx) =>
        leaseCalendar(tx, calendarId, needs.clock.now()),
      )
      if (!calendar) return
      const isDone = await readOrExplain(needs, calendar)
      if (!isDone) return
    }
  },
})

/**
 * False when the provider refused: that is written down, and the next poll tries again. So is a bug of ours, without
 * its details, before it is thrown: the calendar must not stand still in silence.
 */
async function readOrExplain(needs: SyncNeeds, calendar: LeasedCalendar): Promise<boolean> {
  try {
    await readToTheEnd(needs, calendar)
    return true
  } catch (error) {
    const said = isRefusal(error) ? error : OUR_FAULT
    await needs.db.asOrganization(calendar.organizationId, (tx) => explain(tx, needs, calendar, said))
    if (!isRefusal(error)) throw error
    return false
  }
}

type Said = { code: RefusalCode | 'bug'; message: string; extra: { retryAfterSeconds?: number } }
const OUR_FAULT: Said = { code: 'bug', message: 'Something is wrong on our side', extra: {} }

async function explain(
  tx: OrganizationTx,
  needs: SyncNeeds,
  calendar: LeasedCalendar,
  { code, message, extra: { retryAfterSeconds } }: Said,
): Promise<void> {
  const isOperators = code === 'provider_auth' || code === 'feature_off'
  needs.log[isOperators ? 'error' : 'warn']({ code, calendarId: calendar.id }, 'a calendar could not be read')
  const sentence = troubleSentence(code, message)
  const now = needs.clock.now()
  const graceHours = graceHoursOf(await policiesOf(tx))
  const trouble = { code, sentence, detail: message, retryAfterSeconds, graceHours, now }
  const lost = await noteTrouble(tx, calendar, trouble)
  if (lost === null) return
  const calledOff =
    lost.what === 'grant'
      ? await decideConnection(tx, needs, calendar)
      : await wishOccurrences(tx, needs, await withdrawWishes(tx, needs, [calendar.id], 'calendar_lost'))
  await noteLoss(tx, calendar, { ...lost, calledOff, now })
}

async function readToTheEnd(needs: SyncNeeds, calendar: LeasedCalendar): Promise<void> {
  const now = needs.clock.now()
  const isStale = !calendar.lastFullSyncAt || calendar.lastFullSyncAt.plus({ hours: FULL_EVERY_HOURS }) <= now
  const kept = isStale ? null : calendar.syncCursor
  try {
    await readFrom(needs, calendar, kept)
  } catch (error) {
    if (kept === null || !isRefusal(error, 'full_sync_required')) throw error
    await readFrom(needs, calendar, null)
  }
}

async function readFrom(needs: SyncNeeds, calendar: LeasedCalendar, cursor: string | null): Promise<void> {
  const window = windowAt(needs.clock.now())
  const which = { organizationId: calendar.organizationId, connectionId: calendar.calendarConnectionId }
  const seen = new Set<string>()
  let unreadable = 0
  await withAccess(needs, which, async (accessToken) => {
    const read = () =>
      portFor(needs, calendar.provider, calendar.recallCalendarId).readChanges({
        ...{ accessToken, cursor, window },
        calendarId: calendar.providerCalendarId,
      })
    for await (const page of read()) {
      for (const { id } of page.events) seen.add(id)
      for (const id of page.unreadable) seen.add(id)
      unreadable += page.unreadable.length
      const absent = isLastOfWhole(page) ? await surelyAbsent(needs, calendar, window, seen, read) : []
      calendar.leaseUntil = await needs.db.asOrganization(calendar.organizationId, (tx) =>
        applyPage(tx, needs, calendar, { page, absent, window, unreadable }),
      )
      if (page.cursor !== undefined) return
    }
    throw new Refusal('provider_unavailable', 'The list of changes ended without a place to go on from')
  })
}

/** What is read: from yesterday to four weeks ahead. */
export const windowAt = (now: DateTime): Window => ({
  start: now.startOf('day').minus({ days: PAST_DAYS }),
  end: now.startOf('day').plus({ days: COMING_DAYS + 1 }),
})

const isLastOfWhole = (page: ChangePage) => page.isWholeWindow && page.cursor !== undefined

/** More than half of the coming rows, and more than this many, vanish at once: that is doubted. */
const DOUBTED_ROWS = 5

/**
 * What a complete list did not show does not exist any more. Where that would remove most of a calendar, a second
 * list is read before it is believed: providers have answered with an empty list by mistake.
 */
async function surelyAbsent(
  needs: SyncNeeds,
  calendar: LeasedCalendar,
  window: Window,
  seen: ReadonlySet<string>,
  readAgain: () => AsyncIterable<ChangePage>,
): Promise<string[]> {
  const held = await needs.db.asOrganization(calendar.organizationId, (tx) =>
    heldInWindow(tx, calendar.id, window),
  )
  const absent = held.filter(({ externalEventId }) => !seen.has(externalEventId))
  const coming = (rows: typeof held) => rows.filter(({ startTime }) => startTime > needs.clock.now()).length
  const isDoubtful = coming(absent) > DOUBTED_ROWS && coming(absent) > coming(held) / 2
  if (!isDoubtful) return absent.map(({ externalEventId }) => externalEventId)

  const seenAgain = new Set<string>()
  for await (const page of readAgain()) {
    for (const { id } of page.events) seenAgain.add(id)
    for (const id of page.unreadable) seenAgain.add(id)
  }
  return absent.map(({ externalEventId }) => externalEventId).filter((id) => !seenAgain.has(id))
}

type Reading = { page: ChangePage; absent: string[]; window: Window; unreadable: number }

async function applyPage(
  tx: OrganizationTx,
  needs: SyncNeeds,
  calendar: LeasedCalendar,
  { page, absent, window, unreadable }: Reading,
): Promise<DateTime> {
  const now = needs.clock.now()
  const leaseUntil = await renewLease(tx, calendar, now)
  if (!leaseUntil) throw new Refusal('gone', 'This calendar is not ours to read any more')
  const gone = [...page.removed, ...absent]
  const refused = await takeIn(tx, needs, calendar, { ...page, removed: gone, window })
  if (page.cursor === undefined) return leaseUntil
  await finishReading(tx, calendar, {
    cursor: page.cursor,
    window: page.isWholeWindow ? window : null,
    unreadableCount: unreadable + refused.length,
    now,
  })
  return leaseUntil
}
