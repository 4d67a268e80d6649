/** POST /hooks/stripe: about payments. Nothing here listens to them yet; what comes is kept and can be replayed. */
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { bodyOf, type Door, jsonOf } from '#api/hooks/knock.ts'
import { Refusal } from '#lib/errors.ts'
import { verifyStripeWebhook } from '#lib/stripe-webhooks.ts'

/** A repeat of an event keeps its id (https://docs.stripe.com/webhooks). */
const Event = z.object({ id: z.string().min(1).max(200), type: z.string().min(1).max(100) })

export const stripeHook =
  (door: Door): RequestHandler =>
  async (req, res) => {
    const rawBody = bodyOf(req)
    const verified = verifyStripeWebhook({
      ...{ header: req.get('stripe-signature'), rawBody, now: door.clock.now() },
      secrets: door.config.stripeWebhookSecrets,
    })
    if (!verified.ok) return door.turnAway('stripe', verified.why)
    const event = Event.safeParse(jsonOf(rawBody))
    if (!event.success) throw new Refusal('validation_failed', 'The body is no event of Stripe')
    const { id: messageId, type: eventType } = event.data
    await door.receive({ sender: 'stripe', messageId, eventType, body: rawBody })
    res.status(204).end()
  }
