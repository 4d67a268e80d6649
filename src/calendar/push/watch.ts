/**
 * Be told of changes: keep one good channel per calendar. Where the provider refuses (it wants a public https
 * address), the calendar is polled instead, and the page says so.
 */
import { z } from 'zod'
import { type TokenNeeds, withAccess } from '#calendar/connecting/access-token.ts'
import { type CalendarProvider, type ProviderName, portFor } from '#calendar/providers/provider.ts'
import { activateChannel, dropChannel, openChannels, prepareChannel } from '#calendar/push/channels.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import { isRefusal, type Refusal } from '#lib/errors.ts'
import { newToken } from '#lib/ids.ts'
import type { Log } from '#lib/log.ts'

export type WatchNeeds = TokenNeeds & { jobs: Queue; log: Log; publicUrl: string }

/** A channel that ends within this time is replaced. */
export const RENEW_HOURS = 12

/** Where each provider sends its messages. */
const paths: Record<ProviderName, string> = {
  google_calendar: '/hooks/google',
  microsoft_outlook: '/hooks/microsoft',
}

/** Harmless to repeat: a good channel stays. */
export const watchCalendar = defineJob({
  name: 'calendar.watch',
  input: z.object({ organizationId: z.uuid(), calendarId: z.uuid() }),

  async run(needs: WatchNeeds, { organizationId, calendarId }) {
    const calendar = await watchable(needs, organizationId, calendarId)
    if (!calendar) return
    try {
      await keepOneChannel(needs, calendar)
    } catch (error) {
      if (!isRefusal(error)) throw error
      needs.log.warn({ code: error.code, calendarId }, 'no push for a calendar: it is polled')
      if (isNeverPossible(error)) await pollOnly(needs, { organizationId, calendarId })
    }
  },
})

type Watchable = {
  organizationId: string
  id: string
  providerCalendarId: string
  connectionId: string
  provider: ProviderName
}

const watchable = (
  { db }: WatchNeeds,
  organizationId: string,
  calendarId: string,
): Promise<Watchable | undefined> =>
  db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('calendars')
      .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
      .select([
        'calendars.organizationId',
        'calendars.id',
        'calendars.providerCalendarId',
        'connection.id as connectionId',
        'connection.provider',
      ])
      .where('calendars.id', '=', calendarId)
      .where('calendars.isSelected', '=', true)
      .where('connection.status', '=', 'active')
      .where('connection.recallCalendarId', 'is', null) // Recall tells us by itself
      .where('connection.provider', 'in', ['google_calendar', 'microsoft_outlook'])
      .$narrowType<{ provider: ProviderName }>()
      .executeTakeFirst(),
  )

/** The new channel is there before an old one is given up; for a while both may speak, which is harmless. */
async function keepOneChannel(needs: WatchNeeds, calendar: Watchable): Promise<void> {
  const place = { organizationId: calendar.organizationId, calendarId: calendar.id }
  const port = portFor(needs, calendar.provider)
  const soon = needs.clock.now().plus({ hours: RENEW_HOURS })
  const old = await openChannels(needs, place)
  if (old.some(({ expiresAt }) => expiresAt && expiresAt > soon)) return
  if (await renewed(needs, calendar, port, old)) return

  const [alive, dead] = [old.filter(isAlive(needs)), old.filter((channel) => !isAlive(needs)(channel))]
  await giveUp(needs, calendar, port, dead) // Microsoft refuses a second one like one that it still has
  await watchAnew(needs, calendar, port)
  await giveUp(needs, calendar, port, alive)
}

const isAlive =
  ({ clock }: WatchNeeds) =>
  ({ expiresAt }: Old[number]) =>
    expiresAt !== null && expiresAt > clock.now()

async function giveUp(needs: WatchNeeds, calendar: Watchable, port: CalendarProvider, channels: Old) {
  for (const channel of channels) {
    const { providerChannelId: channelId, providerResourceId: resourceId } = channel
    if (channelId && channel.expiresAt) {
      const unwatch = (accessToken: string) => port.unwatch({ accessToken, channelId, resourceId })
      await withAccess(needs, calendar, unwatch).catch(ignoreRefusal) // it ends by itself
    }
    await dropChannel(needs, channel)
  }
}

type Old = Awaited<ReturnType<typeof openChannels>>

async function renewed(
  needs: WatchNeeds,
  calendar: Watchable,
  port: CalendarProvider,
  old: Old,
): Promise<boolean> {
  const alive = old.find(({ expiresAt }) => expiresAt && expiresAt > needs.clock.now())
  if (!alive?.providerChannelId) return false
  const { providerChannelId: channelId, providerResourceId: resourceId } = alive
  const until = needs.clock.now().plus({ minutes: port.longestWatchMinutes })
  const watching = await withAccess(needs, calendar, (accessToken) =>
    port.renew({ accessToken, channelId, resourceId, until }),
  )
  if (!watching) return false
  await activateChannel(needs, alive, watching)
  return true
}

async function watchAnew(needs: WatchNeeds, calendar: Watchable, port: CalendarProvider): Promise<void> {
  const place = { organizationId: calendar.organizationId, calendarId: calendar.id }
  const secret = newToken()
  const id = await prepareChannel(needs, place, secret)
  try {
    const watching = await withAccess(needs, calendar, (accessToken) =>
      port.watch({
        accessToken,
        calendarId: calendar.providerCalendarId,
        address: `${needs.publicUrl}${paths[calendar.provider]}`,
        channelId: id,
        secret,
        until: needs.clock.now().plus({ minutes: port.longestWatchMinutes }),
      }),
    )
    await activateChannel(needs, { ...place, id }, watching)
  } catch (error) {
    await dropChannel(needs, { ...place, id, providerChannelId: id, providerResourceId: null })
    throw error
  }
  // Whatever changed between the last read and the channel's first breath was announced to nobody.
  await needs.db.asOrganization(place.organizationId, (tx) => requestSync(tx, needs, place))
}

/** Holidays, birthdays and some shared calendars: their provider tells of no changes at all. */
const isNeverPossible = ({ code, message }: Refusal) =>
  code === 'provider_refused' && message.includes('pushNotSupported')

const pollOnly = ({ db, clock }: WatchNeeds, { organizationId, calendarId }: Place) =>
  db.asOrganization(organizationId, (tx) =>
    tx
      .updateTable('calendars')
      .set({ isPushSupported: false, updatedAt: clock.now() })
      .where('id', '=', calendarId)
      .execute(),
  )

type Place = { organizationId: string; calendarId: string }

function ignoreRefusal(error: unknown): void {
  if (!isRefusal(error)) throw error
}
