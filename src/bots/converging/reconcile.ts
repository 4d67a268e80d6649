/**
 * Messages can be lost. Every few minutes we ask Recall itself about bots that should have said something, and take
 * what it says as if it had come by message: the same facts, the same fold.
 */

import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { markEnded } from '#bots/converging/mark-ended.ts'
import { tryAgain } from '#bots/converging/try-again.ts'
import { applyEvents } from '#bots/life/apply-events.ts'
import { keepFact } from '#bots/life/take-status.ts'
import type { Recall } from '#bots/recall/recall.ts'
import type { BotAsSeen } from '#bots/recall/recall-answers.ts'
import { lockBot } from '#bots/store.ts'
import { type BotNeeds, ENDED, isInCall } from '#bots/types.ts'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'

/** Nothing heard of a bot under way for so long is worth a question. */
const SILENT_MINUTES = 10
/** As long as the provider keeps what was recorded, if the plan says nothing else. */
const OLDEST_DAYS = 7
const BATCH = 50 // far below the provider's 300 a minute

type Needs = Pick<BotNeeds, 'db' | 'clock' | 'jobs' | 'log'>
export type ReconcileNeeds = Needs & { recall: Recall }

/** Every bot that should have said something and did not. */
export async function askAboutSilent(needs: ReconcileNeeds): Promise<void> {
  const { db, clock, log } = needs
  for (const bot of await db.asSystem((tx) => silentBots(tx, clock.now())))
    await askAbout(needs, bot).catch((err: unknown) => {
      const code = err instanceof Refusal ? err.code : undefined
      log[code ? 'warn' : 'error']({ err, botId: bot.botId }, 'a silent bot could not be asked about')
    }) // the others are asked all the same
}

/** One bot, and what follows from the answer. */
export async function askAbout(needs: ReconcileNeeds, bot: Silent): Promise<void> {
  const seen = await needs.recall.readBot(bot.recallBotId)
  await needs.db.asOrganization(bot.organizationId, (tx) =>
    seen ? takeAsSeen(tx, needs, bot, seen) : giveUp(tx, needs, bot.botId),
  )
}

type Silent = { organizationId: string; botId: string; recallBotId: string }

/** Under way or overdue, and not heard of. Each gets its turn: those that were never asked about go first. */
async function silentBots(tx: SystemTx, now: DateTime): Promise<Silent[]> {
  const silentSince = now.minus({ minutes: SILENT_MINUTES })
  const chosen = tx
    .selectFrom('bots')
    .select('id')
    .where('state', 'in', [
      'scheduled',
      'joining',
      'waiting_room',
      'in_call',
      'recording',
      'leaving',
      'cancelling',
    ])
    .where('recallBotId', 'is not', null)
    .where('joinAt', '<=', silentSince)
    .where('joinAt', '>', now.minus({ days: OLDEST_DAYS }))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('botStatusEvents as event')
            .select('event.id')
            .whereRef('event.organizationId', '=', 'bots.organizationId')
            .whereRef('event.botId', '=', 'bots.id')
            .where('event.occurredAt', '>', silentSince),
        ),
      ),
    )
    .orderBy(sql`asked_at`, (order) => order.asc().nullsFirst())
    .orderBy('joinAt')
    .limit(BATCH)
  const rows = await tx
    .updateTable('bots')
    .set({ askedAt: now })
    .where('id', 'in', chosen)
    .returning(['organizationId', 'id as botId', 'recallBotId'])
    .execute()
  return rows.flatMap(({ recallBotId, ...ids }) => (recallBotId ? [{ ...ids, recallBotId }] : []))
}

async function takeAsSeen(tx: OrganizationTx, needs: Needs, bot: Silent, seen: BotAsSeen): Promise<void> {
  const { organizationId, botId } = bot
  for (const { code, subCode, message, at } of seen.statusChanges)
    await keepFact(tx, { organizationId, botId, code, subCode, message, occurredAt: at, source: 'asked' })
  await applyEvents(tx, needs, botId)
}

/** Somebody deleted it at Recall. */
async function giveUp(tx: OrganizationTx, needs: Needs, botId: string): Promise<void> {
  const bot = await lockBot(tx, botId)
  if (!bot || ENDED.includes(bot.state)) return
  const end = bot.isWanted ? ({ state: 'failed', failureCode: 'gone' } as const) : CANCELLED
  await markEnded(tx, needs.clock, bot, end)
  await tryAgain(tx, needs, { ...bot, ...end }, { wasInside: isInCall(bot.state) })
}

const CANCELLED = { state: 'cancelled', failureCode: null } as const
