/** What can be shown about bots. */
import type { DateTime } from 'luxon'
import { isOverLimit, SAID } from '#billing/spending/within-limits.ts'
import { stepSentence, troubleSentence } from '#bots/life/sentences.ts'
import { newestBot } from '#bots/store.ts'
import type { Bot, BotState } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'

export type BotShown = {
  id: string
  occurrenceId: string
  sessionId: string
  generation: number
  state: BotState
  since: DateTime
  isWanted: boolean
  joinAt: DateTime
  meetingUrl: string
  /** Why it failed or what is in the way, and the remedy; null while all is well. */
  trouble: string | null
}
export type BotStep = { at: DateTime; code: string; subCode: string | null; sentence: string }

/** Said instead of any other trouble while a wish cannot be met. */
export const RECALL_IS_OFF = 'Recall is off on this server: no bot will come.'

type Options = { recallIsOff?: boolean }

/** The newest bot of each of these meetings, by occurrence id. */
export async function botsForOccurrences(
  tx: OrganizationTx,
  occurrenceIds: readonly string[],
  options: Options = {},
): Promise<Map<string, BotShown>> {
  if (occurrenceIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('bots')
    .distinctOn('occurrenceId')
    .select(shown)
    .where('occurrenceId', 'in', [...occurrenceIds])
    .orderBy('occurrenceId')
    .orderBy('generation', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.occurrenceId, asShown(row, options)]))
}

/** The newest bot of each of these sessions, by session id. */
export async function botsForSessions(
  tx: OrganizationTx,
  sessionIds: readonly string[],
  options: Options = {},
): Promise<Map<string, BotShown>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('bots')
    .distinctOn('sessionId')
    .select(shown)
    .where('sessionId', 'in', [...sessionIds])
    .orderBy('sessionId')
    .orderBy('createdAt', 'desc')
    .orderBy('generation', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.sessionId, asShown(row, options)]))
}

/** The newest bot of one session. */
export async function botOfSession(tx: OrganizationTx, sessionId: string, options: Options = {}) {
  const bot = await newestBot(tx, { sessionId })
  return bot ? asShown(bot, options) : null
}

/** What happened to a bot, in Recall's time, in words. */
export async function botTimeline(tx: OrganizationTx, botId: string): Promise<BotStep[]> {
  const events = await tx
    .selectFrom('botStatusEvents')
    .select(['code', 'subCode', 'occurredAt'])
    .where('botId', '=', botId)
    .orderBy('occurredAt')
    .orderBy('id')
    .limit(1_000)
    .execute()
  return events.map(({ code, subCode, occurredAt }) => ({
    at: occurredAt,
    code,
    subCode,
    sentence: stepSentence(code, subCode),
  }))
}

const shown = [
  'id',
  'occurrenceId',
  'sessionId',
  'generation',
  'state',
  'stateChangedAt',
  'isWanted',
  'unwantedBecause',
  'joinAt',
  'meetingUrl',
  'failureCode',
  'lastError',
  'recallBotId',
] as const satisfies readonly (keyof Bot)[]

const asShown = (bot: Pick<Bot, (typeof shown)[number]>, { recallIsOff = false }: Options): BotShown => ({
  id: bot.id,
  occurrenceId: bot.occurrenceId,
  sessionId: bot.sessionId,
  generation: bot.generation,
  state: bot.state,
  since: bot.stateChangedAt,
  isWanted: bot.isWanted,
  joinAt: bot.joinAt,
  meetingUrl: bot.meetingUrl,
  trouble: troubleOf(bot, recallIsOff),
})

function troubleOf(bot: Pick<Bot, (typeof shown)[number]>, recallIsOff: boolean): string | null {
  if (!bot.isWanted && isOverLimit(bot.unwantedBecause)) return SAID[bot.unwantedBecause]
  if (bot.failureCode) return troubleSentence(bot.failureCode, bot.lastError)
  if (recallIsOff && bot.isWanted && bot.recallBotId === null) return RECALL_IS_OFF
  return bot.lastError
}
