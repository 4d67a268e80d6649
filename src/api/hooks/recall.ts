/** Recall's doors: its dashboard's webhooks, and the words that a bot hears, as it hears them. */
import { createHash } from 'node:crypto'
import { type Door, type Hook, type Knock, TAKEN } from '#api/hooks/knock.ts'
import { sayPartial, saysPartial } from '#api/hooks/partial-words.ts'
import { type LiveBot, liveHeaders, readLiveToken } from '#bots/life/live-token.ts'
import { carriesSignature, verifyStandardWebhook } from '#lib/standard-webhooks.ts'

/** POST /hooks/recall: either family of headers, any of our secrets. */
export const recallHook: Hook = async (door, knock) => {
  const verified = verify(door, knock)
  if (!verified.ok) return door.turnAway('recall', verified.why)
  await door.receive({ sender: 'recall', messageId: verified.id, body: knock.body })
  return TAKEN
}

/**
 * POST /hooks/recall/live/…: not every workspace signs these, so that the address itself is the secret; a signature
 * that is there must hold. The sender waits for our answer before it says the next word of a meeting.
 */
export const recallLiveHook: Hook = async (door, knock) => {
  const { body, token, headers } = knock
  const bot = readLiveToken(door.vault, token)
  if (!bot) return door.turnAway('recall_live', 'bad_token')
  const verified = carriesSignature(headers) ? verify(door, knock) : null
  if (verified && !verified.ok) return door.turnAway('recall_live', verified.why)
  if (saysPartial(body)) await sayPartial(door, bot, body)
  else {
    const messageId = verified?.id ?? idOf(bot, body)
    const { organizationId } = bot
    const message = { sender: 'recall_live', messageId, body, organizationId }
    await door.receive({ ...message, headers: liveHeaders(bot) })
  }
  return TAKEN
}

/** Where nothing names it, the words of one bot at one time are their own name. */
const idOf = ({ botId }: LiveBot, body: Buffer) =>
  createHash('sha256').update(botId).update(body).digest('hex')

const verify = ({ config, clock }: Door, { headers, body }: Knock) =>
  verifyStandardWebhook({
    ...{ headers, rawBody: body, now: clock.now() },
    secrets: config.recall?.webhookSecrets ?? [],
  })
