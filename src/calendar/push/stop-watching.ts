/** A calendar that is not read any more: its provider need not tell us of changes. */
import { z } from 'zod'
import { type TokenNeeds, withAccess } from '#calendar/connecting/access-token.ts'
import { portFor } from '#calendar/providers/provider.ts'
import { dropChannel, openChannels } from '#calendar/push/channels.ts'
import { defineJob } from '#jobs/define.ts'
import { isRefusal } from '#lib/errors.ts'

/** Does nothing where the calendar was chosen again in the meantime. A channel that cannot be ended ends by itself. */
export const stopWatching = defineJob({
  name: 'calendar.stop_watching',
  input: z.object({ organizationId: z.uuid(), calendarId: z.uuid() }),

  async run(needs: TokenNeeds, place) {
    const calendar = await leftAlone(needs, place)
    if (!calendar) return
    const port = portFor(needs, calendar.provider)
    for (const channel of await openChannels(needs, place)) {
      const { providerChannelId: channelId, providerResourceId: resourceId } = channel
      if (channelId)
        await withAccess(needs, calendar, (accessToken) =>
          port.unwatch({ accessToken, channelId, resourceId }),
        ).catch(ignoreRefusal)
      await dropChannel(needs, channel)
    }
  },
})

type Place = { organizationId: string; calendarId: string }

const leftAlone = ({ db }: TokenNeeds, { organizationId, calendarId }: Place) =>
  db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('calendars')
      .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
      .select(['calendars.organizationId', 'connection.id as connectionId', 'connection.provider'])
      .where('calendars.id', '=', calendarId)
      .where('calendars.isSelected', '=', false)
      .executeTakeFirst(),
  )

function ignoreRefusal(error: unknown): void {
  if (!isRefusal(error)) throw error
}
