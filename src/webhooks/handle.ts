/** Stored messages → the handlers that the switchboard names for them. What cannot be read is parked, in words. */
import type { SystemTx } from '#db/db.ts'
import type { Handler, Inbound, Message, Outcome } from '#events/inbound.ts'
import type { Claimed, Ended } from '#webhooks/store.ts'

/** In their order; neighbours with a handler that takes many are handed over together. Throws what a handler throws. */
export async function handleAll<Needs>(
  tx: SystemTx,
  needs: Needs & { inbound: Inbound<Needs> },
  claimed: readonly Claimed[],
): Promise<Ended[]> {
  const ended: Ended[] = []
  let group: Ready<Needs>[] = []
  const finishGroup = async () => {
    ended.push(...(await takeTogether(tx, needs, group)))
    group = []
  }
  for (const one of claimed) {
    const read = readMessage(one, needs.inbound)
    if (!('handler' in read)) ended.push(read)
    else {
      if (read.handler.many === undefined || read.handler !== group[0]?.handler) await finishGroup()
      group.push(read)
    }
  }
  await finishGroup()
  return ended
}

type Ready<Needs> = { id: number; handler: Handler<Needs>; message: Message }

async function takeTogether<Needs>(tx: SystemTx, needs: Needs, group: readonly Ready<Needs>[]) {
  const [first] = group
  if (!first) return []
  const messages = group.map(({ message }) => message)
  const outcomes = first.handler.many
    ? await first.handler.many(tx, needs, messages)
    : [await first.handler(tx, needs, first.message)]
  return group.map(({ id, message: { eventType } }, index): Ended => {
    const outcome: Outcome = outcomes[index] ?? 'parked: nobody said what became of it'
    return { id, eventType, outcome }
  })
}

function readMessage<Needs>(claimed: Claimed, inbound: Inbound<Needs>): Ended | Ready<Needs> {
  const { id, sender, messageId, eventType: named, headers, body, receivedAt } = claimed
  const payload = parsed(body)
  if (payload === undefined) return { id, eventType: named, outcome: 'parked: the body is not JSON' }
  const eventType = named ?? eventOf(payload)
  if (eventType === null) return { id, eventType, outcome: 'parked: the body names no event' }

  const handler = handlerFor(inbound, sender, eventType)
  if (!handler) return { id, eventType, outcome: 'ignored: nothing here listens to this event' }
  const kept = headers as Record<string, string> // written by the door
  return { id, handler, message: { sender, messageId, eventType, payload, headers: kept, receivedAt } }
}

function handlerFor<Needs>(inbound: Inbound<Needs>, sender: string, eventType: string) {
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
  return event.includes('\0') ? null : event.toWellFormed()
}
