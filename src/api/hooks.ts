/**
 * /hooks: where providers knock. Verified on the raw bytes, stored, answered; everything else happens later, from the
 * inbox (webhooks/drain.ts). What is not verified leaves nothing behind but a count.
 */
import express, { Router } from 'express'
import { googleHook } from '#api/hooks/google.ts'
import type { Door, DoorNeeds } from '#api/hooks/knock.ts'
import { microsoftHook } from '#api/hooks/microsoft.ts'
import { recallHook, recallLiveHook } from '#api/hooks/recall.ts'
import { stripeHook } from '#api/hooks/stripe.ts'
import type { Metrics } from '#api/metrics.ts'
import { Refusal } from '#lib/errors.ts'
import { inboxDoor } from '#webhooks/receive.ts'

const LARGEST_MESSAGE = '1mb'

/** Mounted at /hooks, before any parser. */
export function hooks(needs: DoorNeeds, { refused }: Pick<Metrics, 'refused'>): Router {
  const door: Door = {
    ...needs,
    receive: inboxDoor(needs),
    note: (sender, why) => refused.inc({ sender, why }),
    turnAway(sender, why) {
      refused.inc({ sender, why })
      throw new Refusal('bad_signature')
    },
  }
  const router = Router()
  router.use(express.raw({ type: () => true, limit: LARGEST_MESSAGE, inflate: false }))
  router.post('/recall', recallHook(door))
  router.post('/recall/live/:token', recallLiveHook(door))
  router.post('/google', googleHook(door))
  router.post(['/microsoft', '/microsoft/lifecycle'], microsoftHook(door))
  router.post('/stripe', stripeHook(door))
  return router
}
