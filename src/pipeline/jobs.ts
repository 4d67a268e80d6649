/** After a meeting: fetch the finished transcript, and look after those that nobody told us about. */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import type { Recall } from '#bots/recall/recall.ts'
import type { Db } from '#db/db.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'
import { type Heard, isGivenUp, isTooEarly } from '#pipeline/finishing/final-lines.ts'
import { finalizeTranscript } from '#pipeline/finishing/finalize-transcript.ts'
import { type EndedBot, findUnfinished, isLive, loadUnfinished } from '#pipeline/store.ts'

type Needs = { db: Db; clock: Clock; jobs: Queue; recall: Recall | null }

/** Then the sweep takes over, which asks each minute. */
const TRIES = 3
const ASK_AGAIN_SECONDS = 5

/** `botId` is the one that is said to be ready: its own state may lag behind. Others must have ended. */
export const finalizeSession = defineJob({
  name: 'pipeline.finalize',
  input: z.object({ organizationId: z.uuid(), sessionId: z.uuid(), botId: z.uuid().nullable() }),
  retry: { limit: TRIES, delaySeconds: ASK_AGAIN_SECONDS },
  async run({ db, clock, jobs, recall }: Needs, { organizationId, sessionId, botId }) {
    if (!recall) throw new Refusal('feature_off', 'Recall is switched off: its transcript cannot be fetched')
    const session = await db.asOrganization(organizationId, (tx) => loadUnfinished(tx, sessionId))
    if (!session || session.bots.some((bot) => bot.id !== botId && isLive(bot))) return
    const heard = await Promise.all(session.bots.flatMap((bot) => listenTo(recall, bot, clock.now()) ?? []))
    if (heard.some((one) => isTooEarly(one, clock.now())))
      throw new Refusal('provider_unavailable', 'The transcript is still being made', {
        retryAfterSeconds: ASK_AGAIN_SECONDS,
      })
    const owner = { name: session.ownerName ?? '', email: session.ownerEmail ?? '' }
    await db.asOrganization(organizationId, (tx) =>
      finalizeTranscript(tx, { jobs, now: clock.now() }, { organizationId, sessionId, heard, owner }),
    )
  },
})

/**
 * Null for a bot that never reached the provider. A transcript that nobody could read for hours counts as one that
 * will not come; while it is our key or credit that is refused, an operator can still mend it.
 */
function listenTo(
  recall: Recall,
  { recallBotId, recordedFrom, stateChangedAt }: EndedBot,
  now: DateTime,
): Promise<Heard> | null {
  if (!recallBotId) return null
  return recall
    .readTranscript(recallBotId)
    .catch((error: unknown) => {
      if (!isRefusal(error, 'provider_unavailable') || !isGivenUp(stateChangedAt, now)) throw error
      return null
    })
    .then((transcript) => ({ transcript, recordedFrom, endedAt: stateChangedAt }))
}

const OVERDUE_AFTER_MINUTES = 3
const AT_ONCE = 100

/** Sessions whose bots have ended and whose transcript nobody announced. */
export const finalizeOverdue = defineSweep({
  name: 'pipeline.finalize-overdue',
  everySeconds: 60,
  async run({ db, clock, jobs, recall }: Needs) {
    if (!recall) return // nobody could be asked; they wait until it is switched on again
    await db.asSystem(async (tx) => {
      const before = clock.now().minus({ minutes: OVERDUE_AFTER_MINUTES })
      for (const { organizationId, id } of await findUnfinished(tx, before, AT_ONCE))
        await jobs.add(tx, finalizeSession, { organizationId, sessionId: id, botId: null })
    })
  },
})
