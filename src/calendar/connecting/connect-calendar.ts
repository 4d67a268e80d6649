/** Connect a calendar: keep what the person allowed, sealed, with their calendars and the proposed rules. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { leaveRecall } from '#calendar/connecting/leave-recall.ts'
import { type KnownConnection, mustBeTheSameWay } from '#calendar/connecting/one-way-only.ts'
import { sealedTokens } from '#calendar/connecting/sealed-tokens.ts'
import type { Grant, ProviderCalendar, ProviderName } from '#calendar/providers/provider.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
import { endLosses } from '#calendar/syncing/note-loss.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import type { Vault } from '#lib/vault.ts'

type Needs = { jobs: Queue; clock: Clock; vault: Vault }
export type Connect = {
  organizationId: string
  userId: string
  provider: ProviderName | 'ics'
  grant: Grant
  /** Where Recall holds the grant and reads the calendar (hand-over.ts). */
  recallCalendarId?: string | null
  calendars: readonly ProviderCalendar[]
}

/**
 * The same account again renews its connection and keeps the person's choice of calendars. The primary calendar is
 * chosen to begin with. Returns the connection's id. Nothing is wished until the person has confirmed their rules.
 * Throws `conflict` where the account is connected the other way already.
 */
export async function connectCalendar(tx: OrganizationTx, needs: Needs, connect: Connect): Promise<string> {
  const connectionId = await keepConnection(tx, needs, connect)
  await endLosses(tx, { connectionId }, needs.clock.now())
  await proposeRules(tx, connect)
  for (const calendar of connect.calendars) {
    const { id, isSelected } = await keepCalendar(tx, needs, connect, connectionId, calendar)
    await seeAnew(tx, id)
    if (isSelected) await read(tx, needs, { organizationId: connect.organizationId, calendarId: id })
    emit(tx, 'calendar.changed', {
      organizationId: connect.organizationId,
      calendarId: id,
      userId: connect.userId,
    })
  }
  return connectionId
}

/** What was decided while the permission was gone is decided again, also about events that have not changed. */
const seeAnew = (tx: OrganizationTx, calendarId: string) =>
  tx
    .updateTable('calendarEvents')
    .set({ etag: null })
    .where('calendarId', '=', calendarId)
    .where('deletedAt', 'is', null)
    .execute()

/** Now, and from now on whenever the provider says that something changed. */
async function read(tx: OrganizationTx, needs: Needs, place: { organizationId: string; calendarId: string }) {
  await requestSync(tx, needs, place)
  await needs.jobs.add(tx, watchCalendar, place)
}

async function keepConnection(
  tx: OrganizationTx,
  { clock, vault, jobs }: Needs,
  connect: Connect,
): Promise<string> {
  const { grant, recallCalendarId = null } = connect
  const now = clock.now()
  const { id, known } = await rowFor(tx, connect, now)
  if (known) mustBeTheSameWay(known, recallCalendarId !== null)
  if (known?.recallCalendarId && known.recallCalendarId !== recallCalendarId)
    await jobs.add(tx, leaveRecall, { recallCalendarId: known.recallCalendarId })
  await tx
    .updateTable('calendarConnections')
    .set({
      ...sealedTokens(vault, id, grant, now), // sealed for this very row, so its id comes first
      email: grant.email,
      displayName: grant.name,
      recallCalendarId,
      scopes: grant.scopes,
      tokenVersion: sql`token_version + 1`, // whoever renews the old grant just now must not overwrite this one
      refreshingUntil: null,
      status: 'active',
      statusReason: null,
      statusChangedAt: now,
      updatedAt: now,
    })
    .where('id', '=', id)
    .execute()
  return id
}

/** The account's row, locked; `known` is what it said where it was there before. */
async function rowFor(
  tx: OrganizationTx,
  { organizationId, userId, provider, grant: { accountId, email } }: Connect,
  now: DateTime,
): Promise<{ id: string; known: KnownConnection | null }> {
  const account = { organizationId, userId, provider, providerAccountId: accountId }
  const made = await tx
    .insertInto('calendarConnections')
    .values({ ...account, id: newId(), email, createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return { id: made.id, known: null }
  const known = await accountRow(tx, account).forNoKeyUpdate().executeTakeFirstOrThrow()
  return { id: known.id, known }
}

export type Account = Pick<Connect, 'userId' | 'provider'> & { providerAccountId: string }

/** The connection of this account of a person, also one that was ended. */
export const accountRow = (tx: OrganizationTx, { userId, provider, providerAccountId }: Account) =>
  tx
    .selectFrom('calendarConnections')
    .select(['id', 'status', 'recallCalendarId'])
    .where('userId', '=', userId)
    .where('provider', '=', provider)
    .where('providerAccountId', '=', providerAccountId)

const proposeRules = (tx: OrganizationTx, { organizationId, userId }: Connect) =>
  tx
    .insertInto('calendarPreferences')
    .values({ organizationId, id: newId(), userId })
    .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doNothing())
    .execute()

const keepCalendar = (
  tx: OrganizationTx,
  { clock }: Needs,
  { organizationId, userId }: Connect,
  calendarConnectionId: string,
  { id, name, isPrimary, timeZone }: ProviderCalendar,
) =>
  tx
    .insertInto('calendars')
    .values({
      organizationId,
      id: newId(),
      calendarConnectionId,
      userId,
      providerCalendarId: id,
      name,
      isPrimary,
      isSelected: isPrimary,
      timeZone,
      createdAt: clock.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'calendarConnectionId', 'providerCalendarId']).doUpdateSet({
        name,
        isPrimary,
        timeZone,
        isListed: true,
        leaseUntil: null, // whoever reads with the old permission must not write any more
        syncCursor: null, // whatever was missed while the permission was gone: read everything once
        failureCount: 0,
        lastError: null,
        lostAt: null,
        updatedAt: clock.now(),
        ...(isPrimary && { isSelected: true }),
      }),
    )
    .returning(['id', 'isSelected'])
    .executeTakeFirstOrThrow()
