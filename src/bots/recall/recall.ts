/**
 * Recall.ai, in our words: send a bot, move it, call it back, read what it saw. "Already gone" is a success, every
 * other no is a Refusal, and one whose outcome is not known says so (`ambiguous`). Inside a call nobody waits for
 * longer than two seconds; what is worth more carries `retryAfterSeconds` for the job.
 * https://docs.recall.ai/reference
 */
import type { DateTime } from 'luxon'
import type { Seen } from '#bots/life/people-seen.ts'
import { BotAnswer, type BotAsSeen, CreatedBot, UsageAnswer } from '#bots/recall/recall-answers.ts'
import { refusalOf, refusalOfDownload } from '#bots/recall/recall-errors.ts'
import { type BotFound, findBotsOf, listBotsOf, type Window } from '#bots/recall/recall-find.ts'
import {
  mediaDoor,
  type OpenMedia,
  type Playable,
  playableOf,
  type WantedMedia,
} from '#bots/recall/recall-media.ts'
import { idempotencyKey, type NewBot, newBotBody, wireTime } from '#bots/recall/recall-new-bot.ts'
import { PeopleFile, peopleUrls, seenOf } from '#bots/recall/recall-people.ts'
import { ask, heard, isBadState, isDone, read, saysNoJoinTask, tell } from '#bots/recall/recall-reply.ts'
import {
  type FinalTranscript,
  type Piece,
  partsOf,
  TranscriptFile,
  transcriptPieces,
} from '#bots/recall/recall-transcript.ts'
import { download, type RecallCalls, type RecallConfig, recallCalls } from '#bots/recall/recall-wire.ts'

export type Recall = {
  /**
   * The same intent and epoch bring the same bot for an hour. 'provider_busy' (none is free) needs a new epoch; after
   * an ambiguous refusal ask findBots, or call again with the same epoch.
   */
  scheduleBot(want: NewBot): Promise<{ recallBotId: string }>
  /** 'too_late': it has set out, or the new time is too near to be scheduled. Then cancel, and send another at once. */
  moveBot(recallBotId: string, change: BotChange): Promise<'moved' | 'too_late' | 'gone'>
  /** 'already_dispatched': it is on its way or in the call; ask it to leave. */
  cancelBot(recallBotId: string): Promise<'cancelled' | 'already_gone' | 'already_dispatched'>
  /** Cannot be taken back. 'not_started': it has not set out; cancel it instead. */
  leaveCall(recallBotId: string): Promise<'leaving' | 'already_gone' | 'not_started'>
  /** Every bot ever sent for this intent: the living before the ended, then the first seen, then by id. */
  findBots(intentId: string): Promise<BotFound[]>
  /** Every bot that this installation sent and that is under way, or joins within the window. */
  listBots(window: Window): Promise<BotAsSeen[]>
  /** null: there is no such bot in this region and workspace. */
  readBot(recallBotId: string): Promise<BotAsSeen | null>
  /** null: none will come. The addresses that it lies at expire, so it is fetched whole. */
  readTranscript(recallBotId: string): Promise<FinalTranscript | 'not_ready' | null>
  /** Who came, left and wrote in the chat, in all recordings; null: no list will come. */
  readPeople(recallBotId: string): Promise<Seen[] | 'not_ready' | null>
  /** What can be played, oldest first; null: there is no such bot. */
  readRecordings(recallBotId: string): Promise<Playable[] | null>
  /**
   * A recording as it lies at Recall, or the part of it that `range` (a Range header) asks for. Read the body to its
   * end, or abort. null: it is not there (any more).
   */
  openMedia(recallBotId: string, want: WantedMedia): Promise<OpenMedia | null>
  /** 'not_possible': the bot is not in a call that it could pause, or go on, recording. */
  pauseRecording(recallBotId: string): Promise<'done' | 'not_possible'>
  resumeRecording(recallBotId: string): Promise<'done' | 'not_possible'>
  /** A failed delivery is told later, by a bot.log message. With a key, a repeat within the hour says it only once. */
  sendChat(recallBotId: string, message: string, key?: string): Promise<void>
  /** Seconds of all bots of the workspace that joined in this span, as Recall counts them; five questions a minute. */
  usageSeconds(span: { from: DateTime; to: DateTime }): Promise<number>
  /** All recordings and transcripts of the bot, for ever. */
  deleteMedia(recallBotId: string): Promise<'deleted' | 'already_gone'>
}

export type BotChange = { joinAt?: DateTime; meetingUrl?: string }
export type { OpenMedia, Playable, WantedMedia } from '#bots/recall/recall-media.ts'
export type { BotAsSeen, BotFound, FinalTranscript, NewBot, RecallConfig, Window }

export function recallOverHttp(config: RecallConfig): Recall {
  const calls = recallCalls(config)
  return {
    scheduleBot: (want) => scheduleBot(calls, want, config.environment ?? 'default'),
    moveBot: (id, change) => moveBot(calls, id, change),
    cancelBot: (id) => cancelBot(calls, id),
    leaveCall: (id) => leaveCall(calls, id),
    findBots: (intentId) => findBotsOf(calls, intentId),
    listBots: (window) => listBotsOf(calls, config.environment ?? 'default', window),
    readBot: (id) => readBot(calls, id),
    readTranscript: async (id) => readTranscript(await readBot(calls, id), config),
    readPeople: async (id) => readPeople(await readBot(calls, id), config),
    readRecordings: async (id) => playableOf(await readBot(calls, id)),
    openMedia: mediaDoor((id) => readBot(calls, id), config),
    pauseRecording: (id) => command(calls.pauseRecording({ id }), 'a request to pause'),
    resumeRecording: (id) => command(calls.resumeRecording({ id }), 'a request to go on recording'),
    sendChat: (id, message, key) => sendChat(calls, id, message, key),
    usageSeconds: (span) => usageSeconds(calls, span),
    deleteMedia: (id) => deleteMedia(calls, id),
  }
}

async function scheduleBot(calls: RecallCalls, want: NewBot, environment: string) {
  const headers = { 'idempotency-key': idempotencyKey(want) }
  const reply = await tell(calls.createBot(newBotBody(want, environment), { headers }), 'a new bot')
  return { recallBotId: read(CreatedBot, reply, 'a new bot', true).id }
}

async function moveBot(calls: RecallCalls, id: string, { joinAt, meetingUrl }: BotChange) {
  const change = {
    ...(joinAt && { join_at: wireTime(joinAt) }),
    ...(meetingUrl !== undefined && { meeting_url: meetingUrl }),
  }
  const reply = await tell(calls.updateBot({ id, ...change }), 'a change of a bot')
  if (isDone(reply)) return 'moved'
  if (reply.status === 404 || isBadState(reply, 'cannot_command_completed_bot')) return 'gone'
  if (isBadState(reply, 'update_bot_failed') || saysNoJoinTask(reply)) return 'too_late'
  throw refusalOf(reply, 'a change of a bot', true)
}

async function cancelBot(calls: RecallCalls, id: string) {
  const reply = await tell(calls.deleteBot({ id }), 'a cancellation')
  if (isDone(reply)) return 'cancelled'
  if (reply.status === 404 || isBadState(reply, 'cannot_command_completed_bot')) return 'already_gone'
  // The documentation says 405; the other two have been met (https://docs.recall.ai/reference/errors).
  if ([405, 409].includes(reply.status) || isBadState(reply, 'cannot_delete_bot')) return 'already_dispatched'
  throw refusalOf(reply, 'a cancellation', true)
}

async function leaveCall(calls: RecallCalls, id: string) {
  const reply = await tell(calls.leaveCall({ id }), 'a request to leave')
  if (isDone(reply)) return 'leaving'
  if (reply.status === 404 || isBadState(reply, 'cannot_command_completed_bot')) return 'already_gone'
  if (isBadState(reply, 'cannot_command_unstarted_bot')) return 'not_started'
  throw refusalOf(reply, 'a request to leave', true)
}

async function command(call: Parameters<typeof tell>[0], doing: string) {
  const reply = await tell(call, doing)
  if (isDone(reply)) return 'done'
  if (reply.status === 400 || reply.status === 404) return 'not_possible'
  throw refusalOf(reply, doing, true)
}

async function readBot(calls: RecallCalls, id: string) {
  const reply = await ask(calls.readBot({ id }), 'a question about a bot')
  return reply.status === 404 ? null : read(BotAnswer, reply, 'a question about a bot')
}

async function readTranscript(bot: BotAsSeen | null, config: RecallConfig) {
  const pieces = bot && transcriptPieces(bot)
  if (pieces === null || pieces === 'not_ready') return pieces
  const fetched = async (piece: Piece) => {
    const reply = await heard(download(piece.url, config), 'a download of a transcript', false)
    if (!isDone(reply)) throw refusalOfDownload(reply)
    return partsOf(read(TranscriptFile, reply, 'a download of a transcript'), piece)
  }
  return (await Promise.all(pieces.map(fetched))).flat()
}

async function readPeople(bot: BotAsSeen | null, config: RecallConfig) {
  const urls = bot && peopleUrls(bot)
  if (urls === null || urls === 'not_ready') return urls
  const fetched = urls.map(async (url) => {
    const reply = await heard(download(url, config), 'a download of who took part', false)
    if (!isDone(reply)) throw refusalOfDownload(reply)
    return seenOf(read(PeopleFile, reply, 'a download of who took part'))
  })
  return (await Promise.all(fetched)).flat()
}

async function sendChat(calls: RecallCalls, id: string, message: string, key: string | undefined) {
  const init = key === undefined ? {} : { headers: { 'idempotency-key': key } }
  const reply = await tell(calls.sendChatMessage({ id, message }, init), 'a chat message')
  if (!isDone(reply)) throw refusalOf(reply, 'a chat message', true)
}

async function usageSeconds(calls: RecallCalls, { from, to }: { from: DateTime; to: DateTime }) {
  const span = { start: wireTime(from), end: wireTime(to) }
  const reply = await ask(calls.readUsage(span), 'a question about usage')
  return read(UsageAnswer, reply, 'a question about usage').bot_total
}

async function deleteMedia(calls: RecallCalls, id: string) {
  const reply = await tell(calls.deleteMedia({ id }), 'a deletion of media')
  if (isDone(reply)) return 'deleted'
  if (reply.status === 404) return 'already_gone'
  throw refusalOf(reply, 'a deletion of media', true)
}
