/** What can be shown about bots. */
import type { DateTime } from 'luxon'
import { lobbyTime, pauses, secondsOf } from '#billing/metering/intervals.ts'
import { isOverLimit, SAID } from '#billing/spending/within-limits.ts'
import { troubleSentence } from '#bots/life/sentences.ts'
import { type BotStep, timelineOf } from '#bots/life/timeline.ts'
import { readBotSettings } from '#bots/settings.ts'
import { newestBot } from '#bots/store.ts'
import type { Bot, BotState } from '#bots/types.ts'
import { type NoticeKind, noticeSentence } from '#bots/watching/notice-sentence.ts'
import type { OrganizationTx } from '#db/db.ts'

export type BotShown = {
  id: string
  occurrenceId: string
  sessionId: string
  generation: number
  state: BotState
  since: DateTime
  isWanted: boolean
  /** Under which our bots come, and knock at the lobby. */
  name: string
  joinAt: DateTime
  meetingUrl: string
  /** Why it failed or what is in the way, and the remedy; null while all is well. */
  trouble: string | null
}
export type { BotStep }
export type BotNotice = { kind: NoticeKind; since: DateTime; sentence: string }

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
  const { botName } = await readBotSettings(tx)
  return new Map(rows.map((row) => [row.occurrenceId, asShown(row, botName, options)]))
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
  const { botName } = await readBotSettings(tx)
  return new Map(rows.map((row) => [row.sessionId, asShown(row, botName, options)]))
}

/** The newest bot of one session. */
export async function botOfSession(tx: OrganizationTx, sessionId: string, options: Options = {}) {
  const bot = await newestBot(tx, { sessionId })
  return bot ? asShown(bot, (await readBotSettings(tx)).botName, options) : null
}

/** What happened to a bot, in Recall's time, in words. */
export async function botTimeline(tx: OrganizationTx, botId: string): Promise<BotStep[]> {
  const bot = await tx.selectFrom('bots').select('createdAt').where('id', '=', botId).executeTakeFirst()
  if (!bot) return []
  const events = await tx
    .selectFrom('botStatusEvents')
    .select(['code', 'subCode', 'occurredAt', 'message', 'source'])
    .where('botId', '=', botId)
    .orderBy('occurredAt')
    .orderBy('id')
    .limit(1_000)
    .execute()
  return timelineOf(bot.createdAt, events, (await readBotSettings(tx)).botName)
}

/** How long it waited at the door, and how long it was in the call without recording after it had begun. */
export async function waitingOf(tx: OrganizationTx, botId: string) {
  const facts = await tx
    .selectFrom('botStatusEvents')
    .select(['code', 'occurredAt'])
    .where('botId', '=', botId)
    .limit(1_000)
    .execute()
  return { lobbySeconds: secondsOf(lobbyTime(facts)), pausedSeconds: secondsOf(pauses(facts)) }
}

/** What people should know of a bot at this moment, the newest first. */
export async function openNotices(tx: OrganizationTx, botId: string): Promise<BotNotice[]> {
  const rows = await tx
    .selectFrom('botNotices')
    .select(['kind', 'givenAt as since'])
    .where('botId', '=', botId)
    .where('endedAt', 'is', null)
    .orderBy('givenAt', 'desc')
    .execute()
  const { botName } = await readBotSettings(tx)
  return rows.map(({ kind, since }) => ({ kind, since, sentence: noticeSentence(kind, botName) }))
}

/** What somebody asked the bots of this meeting to do, and what came of it, the newest first. */
export const commandsOf = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('botCommands')
    .select(['id', 'kind', 'message', 'status', 'detail', 'createdAt as askedAt', 'doneAt'])
    .where('sessionId', '=', sessionId)
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute()

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

const asShown = (
  bot: Pick<Bot, (typeof shown)[number]>,
  botName: string,
  { recallIsOff = false }: Options,
): BotShown => ({
  id: bot.id,
  occurrenceId: bot.occurrenceId,
  sessionId: bot.sessionId,
  generation: bot.generation,
  state: bot.state,
  since: bot.stateChangedAt,
  isWanted: bot.isWanted,
  name: botName,
  joinAt: bot.joinAt,
  meetingUrl: bot.meetingUrl,
  trouble: troubleOf(bot, botName, recallIsOff),
})

function troubleOf(
  bot: Pick<Bot, (typeof shown)[number]>,
  botName: string,
  recallIsOff: boolean,
): string | null {
  if (!bot.isWanted && isOverLimit(bot.unwantedBecause)) return SAID[bot.unwantedBecause]
  if (bot.failureCode) return troubleSentence(bot.failureCode, bot.lastError, botName)
  if (recallIsOff && bot.isWanted && bot.recallBotId === null) return RECALL_IS_OFF
  return bot.lastError
}
