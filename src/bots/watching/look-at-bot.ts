/** Looks at one bot, tells people what they should know of it, asks Recall where it is silent, and sets the next look. */
import { askAbout } from '#bots/converging/reconcile.ts'
import { replaceUnheard } from '#bots/converging/replace-unheard.ts'
import { lockBot, updateBot } from '#bots/store.ts'
import { type Bot, type BotNeeds, DUE, ENDED } from '#bots/types.ts'
import { endNotices, giveNotice, noticesOf } from '#bots/watching/notices.ts'
import { tellPeople } from '#bots/watching/tell-people.ts'
import { type Look, watch } from '#bots/watching/watch.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { wake } from '#lib/wake.ts'

/** Twice, or long after its time, is harmless: what was told is known. */
export async function lookAtBot(needs: BotNeeds, organizationId: string, botId: string): Promise<void> {
  const { db, recall } = needs
  const seen = await db.asOrganization(organizationId, (tx) => look(tx, needs, botId))
  if (seen?.ask && seen.recallBotId && recall) {
    await askAbout({ ...needs, recall }, { organizationId, botId, recallBotId: seen.recallBotId })
    await db.asOrganization(organizationId, async (tx) => {
      await replaceUnheard(tx, needs, botId)
      await closeBook(tx, needs, botId)
    })
  }
  wake(db, DUE)
}

async function look(tx: OrganizationTx, needs: BotNeeds, botId: string) {
  const bot = await lockBot(tx, botId)
  if (!bot?.watchAt || bot.watchAt > needs.clock.now()) return null
  const told = await noticesOf(tx, botId)
  const lastWordsAt = bot.state === 'recording' ? await newestWords(tx, bot) : null
  const seen = watch({ ...bot, since: bot.stateChangedAt, told, lastWordsAt }, needs.clock.now())
  await save(tx, needs, bot, seen)
  return { ask: seen.ask, recallBotId: bot.recallBotId }
}

async function save(tx: OrganizationTx, needs: BotNeeds, bot: Bot, { tell, end, next }: Look): Promise<void> {
  const { clock } = needs
  await updateBot(tx, clock, bot.id, { watchAt: next })
  for (const kind of tell) await giveNotice(tx, clock, bot, kind)
  await endNotices(tx, clock, bot.id, end)
  for (const kind of tell) await tellPeople(tx, needs, bot, kind)
  const { organizationId, id: botId, sessionId } = bot
  if (tell.length + end.length > 0) emit(tx, 'bot.changed', { organizationId, botId, sessionId })
}

/** Of a life that is over the whole story has been read now: a lost message costs neither words nor minutes. */
async function closeBook(tx: OrganizationTx, { clock }: BotNeeds, botId: string): Promise<void> {
  const bot = await lockBot(tx, botId)
  if (bot && ENDED.includes(bot.state)) await updateBot(tx, clock, botId, { watchAt: null })
}

/** Words are numbered, so the last one is one step away. */
async function newestWords(tx: OrganizationTx, { sessionId }: Bot) {
  const newest = await tx
    .selectFrom('transcripts')
    .select('createdAt')
    .where('sessionId', '=', sessionId)
    .orderBy('sequenceNumber', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.createdAt ?? null
}
