/** What was recorded lies at Recall for a week. A day before that is over, whatever was not fetched is asked for again. */
import { lockBot } from '#bots/store.ts'
import { giveNotice } from '#bots/watching/notices.ts'
import type { Db, OrganizationTx, SystemTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { defineSweep } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'

/** As every bot is asked to keep it: recall-new-bot.ts. */
const KEPT_HOURS = 168
const BEFORE_HOURS = 24
const BATCH = 200

type Needs = { db: Db; clock: Clock; log: Log }

export const sweepExpiring = defineSweep({
  name: 'bots.expiring',
  everySeconds: 3_600,
  async run({ db, clock, log }: Needs) {
    const due = await db.asSystem((tx) => expiring(tx, clock))
    for (const { organizationId, botId } of due)
      await db.asOrganization(organizationId, (tx) => askOnceMore(tx, clock, botId))
    if (due.length > 0)
      log.error({ recordings: due.length }, 'recordings expire within a day and were not fetched')
  },
})

/** Not fetched: its session was never finished. Told once for each bot. */
const expiring = (tx: SystemTx, clock: Clock) =>
  tx
    .selectFrom('botRecordings as recording')
    .innerJoin('sessions', 'sessions.id', 'recording.sessionId')
    .select(['recording.organizationId', 'recording.botId'])
    .distinct()
    .where('sessions.finalizedAt', 'is', null)
    .where('sessions.deletedAt', 'is', null)
    .where('recording.recordingStatus', '!=', 'deleted')
    .where('recording.createdAt', '<', clock.now().minus({ hours: KEPT_HOURS - BEFORE_HOURS }))
    .where('recording.createdAt', '>', clock.now().minus({ hours: KEPT_HOURS }))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('botNotices as notice')
            .select('notice.id')
            .whereRef('notice.organizationId', '=', 'recording.organizationId')
            .whereRef('notice.botId', '=', 'recording.botId')
            .where('notice.kind', '=', 'media_expires'),
        ),
      ),
    )
    .limit(BATCH)
    .execute()

async function askOnceMore(tx: OrganizationTx, clock: Clock, botId: string): Promise<void> {
  const bot = await lockBot(tx, botId)
  if (!bot) return
  const { organizationId, sessionId } = bot
  await giveNotice(tx, clock, bot, 'media_expires')
  emit(tx, 'transcript.ready', { organizationId, sessionId, botId })
  emit(tx, 'bot.changed', { organizationId, sessionId, botId })
}
