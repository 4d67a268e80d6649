/** One stored message → the handler that the switchboard names for it. What cannot be read is parked, in words. */
import type { SystemTx } from '#db/db.ts'
import type { Handler, Inbound, Outcome } from '#events/inbound.ts'
import type { Waiting } from '#webhooks/store.ts'

type Handled = { eventType: string | null; outcome: Outcome }

/** Throws what the handler throws. */
export async function handle<Needs>(
  tx: SystemTx,
  needs: Needs & { inbound: Inbound<Needs> },
  { sender, messageId, eventType: named, headers, body, receivedAt }: Waiting,
): Promise<Handled> {
  const payload = parsed(body)
  if (payload === undefined) return { eventType: named, outcome: 'parked: the body is not JSON' }
  const eventType = named ?? eventOf(payload)
  if (eventType === null) return { eventType, outcome: 'parked: the body names no event' }

  const handler = handlerFor(needs.inbound, sender, eventType)
  if (!handler) return { eventType, outcome: 'ignored: nothing here listens to this event' }
  const kept = headers as Record<string, string> // written by receive()
  const message = { sender, messageId, eventType, payload, headers: kept, receivedAt }
  return { eventType, outcome: await handler(tx, needs, message) }
}

function handlerFor<Needs>(
  inbound: Inbound<Needs>,
  sender: string,
  eventType: string,
): Handler<Needs> | undefined {
  const names = [`${sender}/${eventType}`, `${sender}/${eventType.split('.')[0]}.*`, `${sender}/*`]
  const name = names.find((candidate) => Object.hasOwn(inbound, candidate))
  return name === undefined ? undefined : inbound[name]
}

/** undefined: not JSON. Nothing at all is a message, too. */
function parsed(body: Buffer): unknown {
  if (body.length === 0) return null
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const MAX_EVENT_CHARACTERS = 100

function eventOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('event' in payload)) return null
  const { event } = payload
  if (typeof event !== 'string' || event === '' || event.length > MAX_EVENT_CHARACTERS) return null
  return event.includes('\0') ? null : event
}
