/** After a person has disconnected: stop the messages, give the permission back, forget the tokens. */
import { z } from 'zod'
import { type TokenNeeds, withAccess } from '#calendar/connecting/access-token.ts'
import { refreshContext } from '#calendar/connecting/sealed-tokens.ts'
import { portFor } from '#calendar/providers/provider.ts'
import { dropChannel, openChannelsOf } from '#calendar/push/channels.ts'
import { defineJob } from '#jobs/define.ts'
import { isRefusal } from '#lib/errors.ts'

/** Does nothing where the person has connected again in the meantime. */
export const forgetGrant = defineJob({
  name: 'calendar.forget_grant',
  input: z.object({ organizationId: z.uuid(), connectionId: z.uuid() }),

  async run(needs: TokenNeeds, which) {
    const connection = await disconnected(needs, which)
    if (!connection?.oauthRefreshToken) return
    try {
      await giveBack(needs, which, {
        ...{ provider: connection.provider, recallCalendarId: connection.recallCalendarId },
        sealed: connection.oauthRefreshToken,
      })
    } catch (error) {
      if (!isRefusal(error, 'grant_lost')) throw error // lost already: there is nothing to give back
    }
    await needs.db.asOrganization(which.organizationId, (tx) =>
      tx
        .updateTable('calendarConnections')
        .set({
          oauthRefreshToken: null,
          oauthAccessToken: null,
          accessTokenExpiresAt: null,
          recallCalendarId: null,
          updatedAt: needs.clock.now(),
        })
        .where('id', '=', which.connectionId)
        .where('status', '=', 'disconnected')
        .execute(),
    )
  },
})

type Which = { organizationId: string; connectionId: string }

const disconnected = ({ db }: TokenNeeds, { organizationId, connectionId }: Which) =>
  db.asOrganization(organizationId, (tx) =>
    tx
      .selectFrom('calendarConnections')
      .select(['provider', 'oauthRefreshToken', 'recallCalendarId'])
      .where('id', '=', connectionId)
      .where('status', '=', 'disconnected')
      .executeTakeFirst(),
  )

type Given = { provider: string; recallCalendarId: string | null; sealed: string }

async function giveBack(
  needs: TokenNeeds,
  which: Which,
  { provider, recallCalendarId, sealed }: Given,
): Promise<void> {
  const port = portFor(needs, provider, recallCalendarId)
  for (const channel of await openChannelsOf(needs, which)) {
    if (channel.providerChannelId) {
      const { providerChannelId: channelId, providerResourceId: resourceId } = channel
      await withAccess(needs, which, (accessToken) => port.unwatch({ accessToken, channelId, resourceId }))
    }
    await dropChannel(needs, channel)
  }
  if (recallCalendarId !== null) await giveBackFrom(needs, provider, recallCalendarId)
  await port.revoke(needs.vault.open(sealed, refreshContext(which.connectionId)))
}

/** The grant itself is Recall's: a token of it is borrowed once more, to take it back at the provider. */
async function giveBackFrom(needs: TokenNeeds, provider: string, recallCalendarId: string): Promise<void> {
  const token = await needs.recallCalendars?.accessOf(recallCalendarId)
  if (token) await portFor(needs, provider).revoke(token)
}
