/** POST /hooks/stripe: about payments. Nothing here listens to them yet; what comes is kept and can be replayed. */
import { z } from 'zod'
import { type Hook, jsonOf, TAKEN } from '#api/hooks/knock.ts'
import { Refusal } from '#lib/errors.ts'
import { verifyStripeWebhook } from '#lib/stripe-webhooks.ts'

/** A repeat of an event keeps its id (https://docs.stripe.com/webhooks). */
const Name = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !text.includes('\0'), 'holds a NUL character')
const Event = z.object({ id: Name, type: Name })

export const stripeHook: Hook = async (door, { headers, body }) => {
  const header = headers['stripe-signature']
  const verified = verifyStripeWebhook({
    ...{ header: typeof header === 'string' ? header : undefined, rawBody: body, now: door.clock.now() },
    secrets: door.config.stripeWebhookSecrets,
  })
  if (!verified.ok) return door.turnAway('stripe', verified.why)
  const event = Event.safeParse(jsonOf(body))
  if (!event.success) throw new Refusal('validation_failed', 'The body is no event of Stripe')
  const { id: messageId, type: eventType } = event.data
  await door.receive({ sender: 'stripe', messageId, eventType, body })
  return TAKEN
}
