/** The door check for providers' messages: is this channel ours, and does the message carry its secret? */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { SystemTx } from '#db/db.ts'
import { tokenHash } from '#lib/ids.ts'

export type Claim = { channelId: string; secret: string }
/** `unknown` is no attack: messages of a channel that we have given up trickle in for a while. */
export type Verdict = 'genuine' | 'unknown' | 'forged'
export type Headers = Readonly<Record<string, string | string[] | undefined>>

export type GooglePush = Claim & { resourceState: string; messageNumber: string }

/** What Google says in headers; its body is empty. null where it is no message of a channel. */
export function googleChannelToken(headers: Headers): GooglePush | null {
  const one = (name: string) => [headers[name]].flat()[0] ?? ''
  const channelId = one('x-goog-channel-id')
  if (channelId === '') return null
  return {
    channelId,
    secret: one('x-goog-channel-token'),
    resourceState: one('x-goog-resource-state'),
    messageNumber: one('x-goog-message-number'),
  }
}

export type MicrosoftPush = Claim & { changeType: string; lifecycleEvent: string | null }
/** Postgres cannot look for NUL; no name of ours holds one. */
const Text = z.string().transform((text) => text.replaceAll('\0', ''))
const Notifications = z.object({
  value: z.array(
    z.object({
      subscriptionId: Text,
      clientState: Text.nullish(),
      changeType: Text.nullish(),
      lifecycleEvent: Text.nullish(),
    }),
  ),
})

/** What Microsoft says in a body: several notifications, perhaps of several tenants. null where it says none. */
export function microsoftNotifications(body: unknown): MicrosoftPush[] | null {
  const parsed = Notifications.safeParse(body)
  if (!parsed.success) return null
  return parsed.data.value.map(({ subscriptionId, clientState, changeType, lifecycleEvent }) => ({
    channelId: subscriptionId,
    secret: clientState ?? '',
    changeType: changeType ?? '',
    lifecycleEvent: lifecycleEvent ?? null,
  }))
}

/** Each claim is judged by itself: one POST may carry a genuine and a forged one. Constant time per secret. */
export async function verifyCalendarPush(tx: SystemTx, { channelId, secret }: Claim): Promise<Verdict> {
  const channel = await findChannel(tx, channelId)
  if (!channel) return 'unknown'
  const given = Buffer.from(tokenHash(secret))
  const stored = Buffer.from(channel.secretHash)
  return given.length === stored.length && timingSafeEqual(given, stored) ? 'genuine' : 'forged'
}

/** The channel behind a provider's name for it. */
export const findChannel = (tx: SystemTx, channelId: string) =>
  tx
    .selectFrom('calendarChannelDirectory as directory')
    .innerJoin('calendarChannels as channel', (join) =>
      join
        .onRef('channel.organizationId', '=', 'directory.organizationId')
        .onRef('channel.calendarId', '=', 'directory.calendarId'),
    )
    .select(['channel.organizationId', 'channel.id', 'channel.calendarId', 'channel.secretHash'])
    .where('directory.channelId', '=', channelId)
    .where('channel.providerChannelId', '=', channelId)
    .executeTakeFirst()
