/** Connect a calendar: keep what the person allowed, sealed, with their calendars and the proposed rules. */
import { sql } from 'kysely'
import { sealedTokens } from '#calendar/connecting/sealed-tokens.ts'
import type { Grant, ProviderCalendar, ProviderName } from '#calendar/providers/provider.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
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
 */
export async function connectCalendar(tx: OrganizationTx, needs: Needs, connect: Connect): Promise<string> {
  const connectionId = await keepConnection(tx, needs, connect)
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
  { clock, vault }: Needs,
  { organizationId, userId, provider, grant, recallCalendarId = null }: Connect,
): Promise<string> {
  const now = clock.now()
  const { id } = await tx
    .insertInto('calendarConnections')
    .values({
      organizationId,
      id: newId(),
      userId,
      provider,
      providerAccountId: grant.accountId,
      email: grant.email,
      createdAt: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'userId', 'provider', 'providerAccountId'])
        .doUpdateSet({ email: grant.email }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('calendarConnections')
    .set({
      ...sealedTokens(vault, id, grant, now), // sealed for this very row, so its id comes first
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
        leaseUntil: null, // whoever reads with the old permission must not write any more
        syncCursor: null, // whatever was missed while the permission was gone: read everything once
        failureCount: 0,
        lastError: null,
        updatedAt: clock.now(),
        ...(isPrimary && { isSelected: true }),
      }),
    )
    .returning(['id', 'isSelected'])
    .executeTakeFirstOrThrow()
