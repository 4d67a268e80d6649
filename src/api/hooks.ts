/**
 * /hooks: where providers knock. Verified on the raw bytes, stored, answered; everything else happens later, from the
 * inbox (webhooks/drain.ts). What is not verified leaves nothing behind but a count. Served without Express: this is
 * the one place where a third of a millisecond counts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, answerRefusal, begin } from '#api/hooks/answer.ts'
import { googleHook } from '#api/hooks/google.ts'
import type { Door, DoorNeeds, Hook } from '#api/hooks/knock.ts'
import { microsoftHook } from '#api/hooks/microsoft.ts'
import { readBody } from '#api/hooks/read-body.ts'
import { recallHook, recallLiveHook } from '#api/hooks/recall.ts'
import { stripeHook } from '#api/hooks/stripe.ts'
import type { Metrics } from '#api/metrics.ts'
import { crashPoint } from '#lib/crash-point.ts'
import { Refusal } from '#lib/errors.ts'
import { inboxDoor } from '#webhooks/receive.ts'
import type { Refused } from '#webhooks/refusals.ts'

type Counts = { refused: { inc(what: Refused): void } } & Partial<Pick<Metrics, 'seconds'>>
export type HooksListener = (req: IncomingMessage, res: ServerResponse) => void

/** By path below /hooks; `:token` is the rest of it. */
const HOOKS: Readonly<Record<string, Hook>> = {
  '/recall': recallHook,
  '/recall/live/:token': recallLiveHook,
  '/google': googleHook,
  '/microsoft': microsoftHook,
  '/microsoft/lifecycle': microsoftHook,
  '/stripe': stripeHook,
}
const LIVE = '/recall/live/'

export const isHook = (url: string | undefined): boolean => url?.startsWith('/hooks/') === true

/** Takes every request below /hooks, with or without Express around it. */
export function hooks(needs: DoorNeeds, { refused, seconds }: Counts): HooksListener {
  const door: Door = {
    ...needs,
    receive: inboxDoor(needs),
    note: (sender, why) => refused.inc({ sender, why }),
    turnAway(sender, why) {
      refused.inc({ sender, why })
      throw new Refusal('bad_signature')
    },
  }
  return async (req, res) => {
    const url = new URL(fullUrl(req), 'http://hooks')
    const path = url.pathname.replace(/^\/hooks/, '').replace(/\/$/, '')
    const name = path.startsWith(LIVE) ? '/recall/live/:token' : path
    const end = seconds?.startTimer()
    const handled = begin(req, res, needs.log, `/hooks${name}`)
    res.on('close', () => end?.({ method: 'POST', route: `/hooks${name}`, status: String(res.statusCode) }))
    try {
      const hook = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined
      if (!hook || req.method !== 'POST') throw new Refusal('not_found')
      const body = await readBody(req)
      const token = path.slice(LIVE.length)
      const said = await hook(door, { headers: req.headers, query: url.searchParams, token, body })
      await crashPoint('webhook:before-answer')
      answer(res, said)
    } catch (error) {
      answerRefusal(res, error, handled)
    }
  }
}

/** Express takes the beginning of the path away. */
const fullUrl = (req: IncomingMessage): string =>
  'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/')
