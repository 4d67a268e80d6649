/** Recall's doors: its dashboard's webhooks, and the words that a bot hears, as it hears them. */
import { createHash } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { bodyOf, type Door } from '#api/hooks/knock.ts'
import { sayPartial, saysPartial } from '#api/hooks/partial-words.ts'
import { type LiveBot, liveHeaders, readLiveToken } from '#bots/life/live-token.ts'
import { carriesSignature, verifyStandardWebhook } from '#lib/standard-webhooks.ts'

/** POST /hooks/recall: either family of headers, any of our secrets. */
export const recallHook =
  (door: Door): RequestHandler =>
  async (req, res) => {
    const verified = verify(door, req)
    if (!verified.ok) return door.turnAway('recall', verified.why)
    await door.receive({ sender: 'recall', messageId: verified.id, body: bodyOf(req) })
    res.status(204).end()
  }

/**
 * POST /hooks/recall/live/…: not every workspace signs these, so that the address itself is the secret; a signature
 * that is there must hold. The sender waits for our answer before it says the next word of a meeting.
 */
export const recallLiveHook =
  (door: Door): RequestHandler<{ token: string }> =>
  async (req, res) => {
    const bot = readLiveToken(door.vault, req.params.token)
    if (!bot) return door.turnAway('recall_live', 'bad_token')
    const verified = carriesSignature(req.headers) ? verify(door, req) : null
    if (verified && !verified.ok) return door.turnAway('recall_live', verified.why)
    const body = bodyOf(req)
    if (saysPartial(body)) await sayPartial(door, bot, body)
    else {
      const messageId = verified?.id ?? idOf(bot, body)
      const { organizationId } = bot
      const headers = liveHeaders(bot)
      await door.receive({ sender: 'recall_live', messageId, body, organizationId, headers })
    }
    res.status(204).end()
  }

/** Where nothing names it, the words of one bot at one time are their own name. */
const idOf = ({ botId }: LiveBot, body: Buffer) =>
  createHash('sha256').update(botId).update(body).digest('hex')

const verify = ({ config, clock }: Door, req: Pick<Request, 'headers' | 'body'>) =>
  verifyStandardWebhook({
    headers: req.headers,
    rawBody: bodyOf(req),
    secrets: config.recall?.webhookSecrets ?? [],
    now: clock.now(),
  })
