/**
 * /hooks: where providers knock. Verified on the raw bytes, stored, answered; everything else happens later, from the
 * inbox (webhooks/drain.ts). What is not verified leaves nothing behind but a count.
 */
import { createHash } from 'node:crypto'
import express, { type Request, type Response, Router } from 'express'
import type { Metrics } from '#api/metrics.ts'
import type { ApiNeeds } from '#api/needs.ts'
import { liveHeaders, readLiveToken } from '#bots/life/live-token.ts'
import { googleChannelToken, microsoftNotifications, verifyCalendarPush } from '#calendar/push/verify-push.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { carriesSignature, verifyStandardWebhook } from '#lib/standard-webhooks.ts'
import { type Received, receive } from '#webhooks/receive.ts'

const LARGEST_MESSAGE = '1mb'

type Needs = Pick<ApiNeeds, 'config' | 'db' | 'clock' | 'vault'>
type Counts = Pick<Metrics, 'refused'>

/** Mounted at /hooks, before any parser. */
export function hooks(needs: Needs, { refused }: Counts): Router {
  const router = Router()
  /** Counted by sender and reason, and told nothing. */
  const turnAway = (sender: string, why: string) => {
    refused.inc({ sender, why })
    throw new Refusal('bad_signature')
  }
  router.use(express.raw({ type: () => true, limit: LARGEST_MESSAGE, inflate: false }))

  router.post('/recall', async (req, res) => {
    const verified = verifyRecall(needs, req)
    if (!verified.ok) return turnAway('recall', verified.why)
    await receive(needs, { sender: 'recall', messageId: verified.id, body: bodyOf(req) })
    res.status(204).end()
  })

  router.post('/recall/live/:token', async (req: Request<{ token: string }>, res) => {
    const bot = readLiveToken(needs.vault, req.params.token)
    if (!bot) return turnAway('recall_live', 'bad_token')
    const verified = carriesSignature(req.headers) ? verifyRecall(needs, req) : null
    if (verified && !verified.ok) return turnAway('recall_live', verified.why)
    const body = bodyOf(req)
    const messageId = verified?.id ?? createHash('sha256').update(bot.botId).update(body).digest('hex')
    const { organizationId } = bot
    const message = { sender: 'recall_live', messageId, body, organizationId, headers: liveHeaders(bot) }
    await receive(needs, message)
    res.status(204).end()
  })

  router.post('/google', async (req, res) => {
    const push = googleChannelToken(req.headers)
    if (!push) return turnAway('google', 'no_channel')
    const verdict = await needs.db.asSystem((tx) => verifyCalendarPush(tx, push))
    if (verdict === 'forged') return turnAway('google', verdict)
    const { channelId, resourceState, messageNumber } = push
    const named = { messageId: `${channelId}:${messageNumber}`, eventType: resourceState || 'unknown' }
    if (verdict === 'genuine')
      await receive(needs, { sender: 'google', ...named, body: jsonBytes({ channelId, resourceState }) })
    res.status(204).end()
  })

  const microsoft = async (req: Request, res: Response) => {
    const { validationToken } = req.query
    if (validationToken !== undefined) return void answerHandshake(res, validationToken)
    const genuine = await genuineMicrosoft(needs, bodyOf(req), (why) =>
      refused.inc({ sender: 'microsoft', why }),
    )
    for (const message of genuine) await receive(needs, message)
    res.status(202).end()
  }
  router.post('/microsoft', microsoft)
  router.post('/microsoft/lifecycle', microsoft)
  return router
}

const verifyRecall = ({ config, clock }: Needs, req: Request) =>
  verifyStandardWebhook({
    headers: req.headers,
    rawBody: bodyOf(req),
    secrets: config.recall?.webhookSecrets ?? [],
    now: clock.now(),
  })

/** One POST may carry notifications of several calendars; each is judged, and stored, by itself. */
async function genuineMicrosoft(
  { db }: Needs,
  body: Buffer,
  refuse: (why: string) => void,
): Promise<Received[]> {
  const notifications = microsoftNotifications(jsonOf(body))
  if (!notifications) {
    refuse('not_as_documented')
    return []
  }
  const judged = await db.asSystem(async (tx) => {
    const list = []
    for (const push of notifications.slice(0, MAX_NOTIFICATIONS))
      list.push({ push, verdict: await verifyCalendarPush(tx, push) })
    return list
  })
  for (const { verdict } of judged) if (verdict === 'forged') refuse(verdict)
  return judged
    .filter(({ verdict }) => verdict === 'genuine')
    .map(({ push: { channelId, changeType, lifecycleEvent } }) => ({
      sender: 'microsoft',
      messageId: newId(), // Microsoft names none; a repeated hint does no harm
      eventType: lifecycleEvent ? `lifecycle.${lifecycleEvent}` : changeType || 'unknown',
      body: jsonBytes({ channelId, changeType, lifecycleEvent }),
    }))
}

const MAX_NOTIFICATIONS = 1_000
const PLAIN_TOKEN = /^[\x20-\x7e]{1,2048}$/

/**
 * Microsoft wants its token back, as plain text, when it makes a subscription. Anybody may ask, so that only one plain
 * line is given back (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks).
 */
function answerHandshake(res: Response, token: unknown) {
  if (typeof token !== 'string' || !PLAIN_TOKEN.test(token))
    throw new Refusal('validation_failed', 'That is no validation token')
  res.status(200).type('text/plain').set('cache-control', 'no-store').send(token)
}

/** The parser leaves no Buffer where there was no body. */
const bodyOf = ({ body }: Request): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))
const jsonBytes = (value: unknown) => Buffer.from(JSON.stringify(value))

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
