/** Push channels as rows: what leads from a message back to a calendar, and how long each is good. */
import type { DateTime } from 'luxon'
import type { Watching } from '#calendar/providers/provider.ts'
import { type Db, within } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { newId, tokenHash } from '#lib/ids.ts'

type Needs = { db: Db; clock: Clock }
type Place = { organizationId: string; calendarId: string }
export type ChannelRow = {
  organizationId: string
  id: string
  calendarId: string
  providerChannelId: string | null
  providerResourceId: string | null
}

const columns = ['organizationId', 'id', 'calendarId', 'providerChannelId', 'providerResourceId'] as const

/** Written before the provider is asked: its first message can arrive before its answer. Returns the row's id. */
export function prepareChannel({ db, clock }: Needs, place: Place, secret: string): Promise<string> {
  const id = newId()
  const now = clock.now()
  return db.asSystem(async (tx) => {
    await within(tx, place.organizationId, (mine) =>
      mine
        .insertInto('calendarChannels')
        .values({
          ...place,
          id,
          providerChannelId: id, // Google takes our name for it; Microsoft's own replaces it
          secretHash: tokenHash(secret),
          createdAt: now,
          updatedAt: now,
        })
        .execute(),
    )
    await tx
      .insertInto('calendarChannelDirectory')
      .values({ channelId: id, ...place })
      .execute()
    return id
  })
}

/** The provider has agreed. */
export function activateChannel(
  { db, clock }: Needs,
  place: Place & { id: string },
  { channelId, resourceId, expiresAt }: Watching,
): Promise<void> {
  return db.asSystem(async (tx) => {
    if (channelId !== place.id)
      await tx.deleteFrom('calendarChannelDirectory').where('channelId', '=', place.id).execute()
    await tx
      .insertInto('calendarChannelDirectory')
      .values({ channelId, organizationId: place.organizationId, calendarId: place.calendarId })
      .onConflict((conflict) => conflict.column('channelId').doNothing())
      .execute()
    await within(tx, place.organizationId, (mine) =>
      mine
        .updateTable('calendarChannels')
        .set({
          providerChannelId: channelId,
          providerResourceId: resourceId,
          expiresAt,
          state: 'active',
          updatedAt: clock.now(),
        })
        .where('id', '=', place.id)
        .execute(),
    )
  })
}

/** It is over, or never began: it leads nowhere any more. The row stays until the next one, to say when. */
export function dropChannel({ db, clock }: Needs, channel: ChannelRow): Promise<void> {
  return db.asSystem(async (tx) => {
    const names = [channel.id, ...(channel.providerChannelId ? [channel.providerChannelId] : [])]
    await tx.deleteFrom('calendarChannelDirectory').where('channelId', 'in', names).execute()
    await within(tx, channel.organizationId, async (mine) => {
      await mine
        .deleteFrom('calendarChannels')
        .where('calendarId', '=', channel.calendarId)
        .where('state', '=', 'retired')
        .execute()
      await mine
        .updateTable('calendarChannels')
        .set({ state: 'retired', updatedAt: clock.now() })
        .where('id', '=', channel.id)
        .execute()
    })
  })
}

/** All channels of a connection's calendars that are not retired. */
export const openChannelsOf = (
  { db }: Pick<Needs, 'db'>,
  { organizationId, connectionId }: { organizationId: string; connectionId: string },
): Promise<ChannelRow[]> =>
  db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('calendarChannels')
      .innerJoin('calendars', 'calendars.id', 'calendarChannels.calendarId')
      .select(columns.map((column) => `calendarChannels.${column}` as const))
      .where('calendars.calendarConnectionId', '=', connectionId)
      .where('calendarChannels.state', '!=', 'retired')
      .orderBy('calendarChannels.id')
      .execute(),
  )

/** The channels of one calendar that are not retired, with the instant at which each ends. */
export const openChannels = (
  { db }: Pick<Needs, 'db'>,
  { organizationId, calendarId }: Place,
): Promise<(ChannelRow & { expiresAt: DateTime | null })[]> =>
  db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('calendarChannels')
      .select([...columns, 'expiresAt'])
      .where('calendarId', '=', calendarId)
      .where('state', '!=', 'retired')
      .orderBy('id')
      .execute(),
  )
