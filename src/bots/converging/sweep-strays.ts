/**
 * Asks Recall for every bot that this installation has there, and makes the two sides agree in both directions: a bot
 * that nobody here knows is adopted or removed, a bot of ours that is not there any more is asked about. This is what
 * brings order after a lost answer, a database restored from a backup, or a bot deleted by hand.
 */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import { callBack } from '#bots/converging/perform.ts'
import { askAbout, type ReconcileNeeds } from '#bots/converging/reconcile.ts'
import { remedyFor } from '#bots/converging/remedy-for.ts'
import { applyEvents } from '#bots/life/apply-events.ts'
import { keepFact } from '#bots/life/take-status.ts'
import type { BotAsSeen } from '#bots/recall/recall-answers.ts'
import { forgetInDirectory, listInDirectory, lockBot, newestBot, updateBot } from '#bots/store.ts'
import { type Bot, ENDED, isLive } from '#bots/types.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import { isRefusal } from '#lib/errors.ts'

/** Bots that joined up to an hour ago or join within a day; those under way are asked for besides, whatever their time. */
const BEHIND_HOURS = 1
const AHEAD_HOURS = 24
/** A bot younger than this may be on its way through our own hands. */
const SETTLED_MINUTES = 2

const Ours = z.object({ org: z.uuid(), intent: z.uuid(), occ: z.uuid() })
type Ours = z.infer<typeof Ours>

/** Returns how many strays were found. */
export async function sweepStrays(needs: ReconcileNeeds): Promise<number> {
  const { recall, clock, log } = needs
  const now = clock.now()
  const window = { after: now.minus({ hours: BEHIND_HOURS }), before: now.plus({ hours: AHEAD_HOURS }) }
  const listed = [...(await recall.listBots(window)), ...(await recall.listBots('under way'))]
  const bots = [...new Map(listed.map((bot) => [bot.recallBotId, bot])).values()]
  let strays = 0
  for (const bot of bots) if (await settle(needs, bot).catch(logged(needs, bot.recallBotId))) strays++
  if (strays > 0) log.warn({ strays }, 'bots at Recall that we had lost sight of')
  await askAboutMissing(needs, new Set(bots.map(({ recallBotId }) => recallBotId)), window.before)
  return strays
}

const logged =
  ({ log }: ReconcileNeeds, recallBotId: string) =>
  (err: unknown) => {
    if (!isRefusal(err)) throw err
    log.warn({ err, recallBotId }, 'a stray bot could not be dealt with; the next sweep tries again')
    return true
  }

/** Decide and write first, then call: what is to be removed belongs to nobody by then. */
async function settle(needs: ReconcileNeeds, seen: BotAsSeen): Promise<boolean> {
  const metadata = Ours.safeParse(seen.metadata)
  if (!metadata.success) return false // not made by us, whatever it says
  const { org: organizationId } = metadata.data
  const { adoptedBy, remove } = await needs.db.asSystem(async (tx) => {
    const decided = await within(tx, organizationId, (tx) => decide(tx, needs, seen, metadata.data))
    const { remove, adoptedBy: botId } = decided
    if (botId && remove) await forgetInDirectory(tx, remove) // what it says from now on is about no bot of ours
    if (botId)
      await listInDirectory(tx, {
        ...{ recallBotId: seen.recallBotId, organizationId, botId },
      })
    return decided
  })
  if (remove) await callBack(needs.recall, remove)
  return adoptedBy !== null || remove !== null
}

/** Ids: of our bot that takes this one over, and of the bot at Recall that has to go. */
type Decided = { adoptedBy: string | null; remove: string | null }

async function decide(
  tx: OrganizationTx,
  needs: ReconcileNeeds,
  seen: BotAsSeen,
  ours: Ours,
): Promise<Decided> {
  const row = (await lockBot(tx, ours.intent)) ?? (await liveBotOf(tx, ours.occ))
  const remedy = remedyFor(seen, row)
  if (remedy === 'none') return { adoptedBy: null, remove: null }
  if (remedy === 'remove' || !row) return { adoptedBy: null, remove: seen.recallBotId }
  await adopt(tx, needs, row, seen)
  return { adoptedBy: row.id, remove: remedy === 'swap' ? row.recallBotId : null }
}

async function liveBotOf(tx: OrganizationTx, occurrenceId: string): Promise<Bot | undefined> {
  const newest = await newestBot(tx, { occurrenceId })
  return newest && isLive(newest.state) ? lockBot(tx, newest.id) : undefined
}

/** The row learns the bot's id and what it did; whether time and link are still right is the next turn's question. */
async function adopt(tx: OrganizationTx, needs: ReconcileNeeds, row: Bot, seen: BotAsSeen): Promise<void> {
  const { organizationId, id: botId } = row
  await updateBot(tx, needs.clock, botId, {
    ...{ recallBotId: seen.recallBotId, agreedJoinAt: seen.joinAt ?? row.joinAt, lastError: null },
    ...((row.state === 'planned' || row.state === 'claiming') && {
      ...{ state: 'scheduled', stateChangedAt: needs.clock.now() },
    }),
    ...{ wishNumber: row.wishNumber + 1, nextAttemptAt: needs.clock.now() },
  })
  for (const { code, subCode, message, at } of seen.statusChanges)
    await keepFact(tx, { organizationId, botId, code, subCode, message, occurredAt: at, source: 'asked' })
  await applyEvents(tx, needs, botId)
}

/** The other direction: bots of ours for this time that the list does not show. */
async function askAboutMissing(
  needs: ReconcileNeeds,
  listed: ReadonlySet<string>,
  before: DateTime,
): Promise<void> {
  const known = await needs.db.asSystem((tx) => scheduledBefore(tx, needs, before))
  for (const bot of known)
    if (!listed.has(bot.recallBotId)) await askAbout(needs, bot).catch(logged(needs, bot.recallBotId))
}

async function scheduledBefore(tx: SystemTx, { clock }: ReconcileNeeds, before: DateTime) {
  const now = clock.now()
  const rows = await tx
    .selectFrom('bots')
    .select(['organizationId', 'id as botId', 'recallBotId'])
    .where('recallBotId', 'is not', null)
    .where('state', 'not in', [...ENDED])
    .where('joinAt', '>', now.minus({ hours: BEHIND_HOURS }))
    .where('joinAt', '<', before)
    .where('stateChangedAt', '<', now.minus({ minutes: SETTLED_MINUTES }))
    .orderBy('joinAt')
    .execute()
  return rows.flatMap(({ recallBotId, ...ids }) => (recallBotId ? [{ ...ids, recallBotId }] : []))
}
