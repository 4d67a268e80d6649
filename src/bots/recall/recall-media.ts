/**
 * Recordings to play. Their addresses at the provider live for six hours and are secrets: each is asked for when it is
 * needed, kept in memory for minutes, and never handed on, written down or logged
 * (https://docs.recall.ai/docs/storage-and-playback).
 */
import type { DateTime } from 'luxon'
import type { BotAsSeen, MediaSeen, RecordingSeen } from '#bots/recall/recall-answers.ts'
import { refusalOfDownload, refusalOfSilence } from '#bots/recall/recall-errors.ts'
import type { RecallConfig } from '#bots/recall/recall-wire.ts'
import { stopwatch } from '#lib/clock.ts'
import { NoReply } from '#lib/http.ts'

export type Playable = {
  kind: MediaSeen['kind']
  state: 'making' | 'ready' | 'deleted' | 'failed'
  startedAt: DateTime | null
  completedAt: DateTime | null
  expiresAt: DateTime | null
}

/** `place`: which of the bot's recordings, 0 for the oldest. */
export type WantedMedia = { place: number; range: string | undefined; signal: AbortSignal }
export type OpenMedia = {
  kind: MediaSeen['kind']
  status: 200 | 206 | 416
  headers: Headers
  body: ReadableStream<Uint8Array> | null
}

/** null: there is no such bot. */
export const playableOf = (bot: BotAsSeen | null): Playable[] | null =>
  bot?.recordings.map((recording) => {
    const { startedAt, completedAt, expiresAt, media } = recording
    return { kind: media?.kind ?? 'video', state: stateOf(recording), startedAt, completedAt, expiresAt }
  }) ?? null

/** One that is over and has no media any more has been deleted, whatever its status still says. */
function stateOf({ status, media, completedAt }: RecordingSeen): Playable['state'] {
  if (status === 'deleted' || media?.status === 'deleted') return 'deleted'
  if (media?.status === 'failed') return 'failed'
  if (media?.downloadUrl) return 'ready'
  if (status === 'done' && !media) return 'deleted'
  return completedAt && status === 'failed' ? 'failed' : 'making'
}

const REMEMBERED_MS = 5 * 60_000
const MOST_REMEMBERED = 500
/** For the first byte; the rest comes as fast as somebody listens. */
const FIRST_BYTE_MS = 20_000
/** An address that has expired, or whose file was deleted. */
const OVER = [401, 403, 404, 410]

type Known = { media: (MediaSeen | null)[]; age: () => number }

/** A listener asks for many parts of one file; the bot is asked about once in five minutes, or when an address fails. */
export function mediaDoor(readBot: (id: string) => Promise<BotAsSeen | null>, config: RecallConfig) {
  const known = new Map<string, Known>()
  const look = async (id: string): Promise<Known> => {
    const bot = await readBot(id)
    const found = { media: bot?.recordings.map(({ media }) => media) ?? [], age: stopwatch() }
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(id, found)
    return found
  }
  return async (recallBotId: string, want: WantedMedia): Promise<OpenMedia | null> => {
    const before = known.get(recallBotId)
    const isFresh = before !== undefined && before.age() < REMEMBERED_MS
    const first = await open(isFresh ? before : await look(recallBotId), want, config)
    if (first !== 'over' || !isFresh) return first === 'over' ? null : first
    const second = await open(await look(recallBotId), want, config)
    return second === 'over' ? null : second
  }
}

async function open(
  { media }: Known,
  { place, range, signal }: WantedMedia,
  { fetch = globalThis.fetch }: RecallConfig,
): Promise<OpenMedia | 'over'> {
  const wanted = media[place]
  if (!wanted?.downloadUrl) return 'over'
  signal.throwIfAborted() // while the bot was asked about: nobody would hear of it below
  const patience = AbortSignal.timeout(FIRST_BYTE_MS)
  const isHere = new AbortController()
  const giveUp = () => isHere.abort()
  patience.addEventListener('abort', giveUp)
  signal.addEventListener('abort', giveUp)
  const response = await fetch(wanted.downloadUrl, {
    headers: { ...(range && { range }), 'accept-encoding': 'identity' },
    signal: isHere.signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw refusalOfSilence(new NoReply('connection', false, error), 'a download of a recording', false)
  })
  patience.removeEventListener('abort', giveUp)
  return answerOf(response, wanted.kind)
}

async function answerOf(response: Response, kind: MediaSeen['kind']): Promise<OpenMedia | 'over'> {
  const { status, headers, body } = response
  if (status === 200 || status === 206 || status === 416) return { kind, status, headers, body }
  await body?.cancel()
  if (OVER.includes(status)) return 'over'
  throw refusalOfDownload({ status })
}
