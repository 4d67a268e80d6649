/** POST /hooks/microsoft: calendars have changed. Each notification in the body carries its subscription's secret. */
import { type Door, type Hook, jsonBytes, jsonOf, type Said } from '#api/hooks/knock.ts'
import { microsoftNotifications, verifyCalendarPush } from '#calendar/push/verify-push.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import type { Received } from '#webhooks/types.ts'

const MAX_NOTIFICATIONS = 1_000
const PLAIN_TOKEN = /^[\x20-\x7e]{1,2048}$/

export const microsoftHook: Hook = async (door, { query, body }) => {
  const handshake = query.get('validationToken')
  if (handshake !== null) return answerHandshake(handshake)
  const genuine = await genuineOf(door, body)
  await Promise.all(genuine.map((message) => door.receive(message)))
  return { status: 202 }
}

/** One POST may carry notifications of several calendars; each is judged, and stored, by itself. */
async function genuineOf({ db, note }: Door, body: Buffer): Promise<Received[]> {
  const notifications = microsoftNotifications(jsonOf(body))
  if (!notifications) {
    note('microsoft', 'not_as_documented')
    return []
  }
  const judged = await db.asSystem(async (tx) => {
    const list = []
    for (const push of notifications.slice(0, MAX_NOTIFICATIONS))
      list.push({ push, verdict: await verifyCalendarPush(tx, push) })
    return list
  })
  for (const { verdict } of judged) if (verdict === 'forged') note('microsoft', verdict)
  return judged
    .filter(({ verdict }) => verdict === 'genuine')
    .map(({ push: { channelId, changeType, lifecycleEvent } }) => ({
      sender: 'microsoft',
      messageId: newId(), // Microsoft names none; a repeated hint does no harm
      eventType: lifecycleEvent ? `lifecycle.${lifecycleEvent}` : changeType || 'unknown',
      body: jsonBytes({ channelId, changeType, lifecycleEvent }),
    }))
}

/**
 * Microsoft wants its token back, as plain text, when it makes a subscription. Anybody may ask, so that only one plain
 * line is given back (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks).
 */
function answerHandshake(token: string): Said {
  if (!PLAIN_TOKEN.test(token)) throw new Refusal('validation_failed', 'That is no validation token')
  return { status: 200, text: token }
}
