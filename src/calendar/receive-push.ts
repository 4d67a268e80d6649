/** A provider says that something changed, never what: the calendar is read. Fifty such messages are one read. */
import { requestSync } from '#calendar/request-sync.ts'
import { type Claim, findChannel, verifyCalendarPush } from '#calendar/verify-push.ts'
import { watchCalendar } from '#calendar/watch.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
/** `full` where messages were lost, `channel` where the channel itself ends or was taken away. */
export type PushNews = 'changed' | 'full' | 'channel'
export type PushOutcome = 'done' | `ignored: ${string}`

/** One message of one channel. Checked here once more: what stands in the inbox may be older than our knowledge. */
export async function receivePush(
  tx: SystemTx,
  needs: Needs,
  claim: Claim,
  news: PushNews,
): Promise<PushOutcome> {
  const verdict = await verifyCalendarPush(tx, claim)
  if (verdict === 'forged') return 'ignored: the secret is not this channel’s'
  const channel = await findChannel(tx, claim.channelId)
  if (!channel) return 'ignored: a channel that we do not use any more'
  const { organizationId, calendarId } = channel
  await within(tx, organizationId, async (mine) => {
    await mine
      .updateTable('calendarChannels')
      .set({ lastSeenAt: needs.clock.now(), updatedAt: needs.clock.now() })
      .where('id', '=', channel.id)
      .execute()
    await follow(mine, needs, news, { organizationId, calendarId, channelId: channel.id })
  })
  return 'done'
}

type Place = { organizationId: string; calendarId: string; channelId: string }

async function follow(
  tx: OrganizationTx,
  needs: Needs,
  news: PushNews,
  { organizationId, calendarId, channelId }: Place,
): Promise<void> {
  if (news !== 'changed')
    await tx.updateTable('calendars').set({ syncCursor: null }).where('id', '=', calendarId).execute()
  await requestSync(tx, needs, { organizationId, calendarId })
  if (news !== 'channel') return
  await tx
    .updateTable('calendarChannels')
    .set({ expiresAt: needs.clock.now() }) // so that the job makes a new one
    .where('id', '=', channelId)
    .execute()
  await needs.jobs.add(tx, watchCalendar, { organizationId, calendarId })
}
