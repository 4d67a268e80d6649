/** POST /hooks/google: a calendar has changed. No signature: the channel's own token, in a header. */
import { type Hook, jsonBytes, TAKEN } from '#api/hooks/knock.ts'
import { googleChannelToken, verifyCalendarPush } from '#calendar/push/verify-push.ts'

export const googleHook: Hook = async (door, { headers }) => {
  const push = googleChannelToken(headers)
  if (!push) return door.turnAway('google', 'no_channel')
  const verdict = await door.db.asSystem((tx) => verifyCalendarPush(tx, push))
  if (verdict === 'forged') return door.turnAway('google', verdict)
  const { channelId, resourceState, messageNumber } = push
  const named = { messageId: `${channelId}:${messageNumber}`, eventType: resourceState || 'unknown' }
  if (verdict === 'genuine')
    await door.receive({ sender: 'google', ...named, body: jsonBytes({ channelId, resourceState }) })
  return TAKEN
}
