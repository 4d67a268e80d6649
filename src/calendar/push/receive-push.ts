/** A provider says that something changed, never what: the calendar is read. Fifty such messages are one read. */
import { z } from 'zod'
import { findChannel } from '#calendar/push/verify-push.ts'
import { watchCalendar } from '#calendar/push/watch.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import { type Handler, type Outcome, parkedAsUnreadable } from '#events/inbound.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
/** `everything`: messages were lost; `ending`: the channel has to be renewed; `gone`: it was taken away. */
type News = 'changed' | 'everything' | 'ending' | 'gone'

/** As the door stored it: the secret was checked there and is not kept. */
const GoogleMessage = z.object({ channelId: z.string(), resourceState: z.string() })
const MicrosoftMessage = z.object({ channelId: z.string(), lifecycleEvent: z.string().nullable() })

/** Google: the first message of a channel says `sync` and nothing has changed; any other means "read". */
export const receiveGoogle: Handler<Needs> = async (tx, needs, { payload }) => {
  const message = GoogleMessage.safeParse(payload)
  if (!message.success) return parkedAsUnreadable(message.error)
  if (message.data.resourceState === 'sync') return 'ignored: the channel says that it is open'
  return follow(tx, needs, message.data.channelId, 'changed')
}

/** Microsoft: a change, or a word about the subscription itself. */
export const receiveMicrosoft: Handler<Needs> = async (tx, needs, { payload }) => {
  const message = MicrosoftMessage.safeParse(payload)
  if (!message.success) return parkedAsUnreadable(message.error)
  const { channelId, lifecycleEvent } = message.data
  return follow(
    tx,
    needs,
    channelId,
    lifecycleEvent === null ? 'changed' : (lifecycle[lifecycleEvent] ?? 'everything'),
  )
}

const lifecycle: Record<string, News> = {
  missed: 'everything',
  subscriptionRemoved: 'gone',
  reauthorizationRequired: 'ending',
}

async function follow(tx: SystemTx, needs: Needs, channelId: string, news: News): Promise<Outcome> {
  const channel = await findChannel(tx, channelId)
  if (!channel) return 'ignored: a channel that is not used any more'
  await within(tx, channel.organizationId, (mine) => readAgain(mine, needs, channel, news))
  return 'done'
}

/** Long enough to renew it, short enough not to trust it. */
const ENDING_MINUTES = 10

type Channel = { organizationId: string; id: string; calendarId: string }

async function readAgain(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, id, calendarId }: Channel,
  news: News,
): Promise<void> {
  const now = needs.clock.now()
  const end = news === 'gone' ? now : news === 'ending' ? now.plus({ minutes: ENDING_MINUTES }) : null
  await tx
    .updateTable('calendarChannels')
    .set({ lastSeenAt: now, updatedAt: now, ...(end && { expiresAt: end }) })
    .where('id', '=', id)
    .execute()
  if (news !== 'changed')
    await tx.updateTable('calendars').set({ syncCursor: null }).where('id', '=', calendarId).execute()
  await requestSync(tx, needs, { organizationId, calendarId })
  if (end) await needs.jobs.add(tx, watchCalendar, { organizationId, calendarId })
}
