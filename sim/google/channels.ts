// Push channels: where Google posts that something in a calendar changed (never what).
// https://developers.google.com/workspace/calendar/api/guides/push

import type { Deliveries } from '../calendars/deliveries.ts'
import type { Change, Person } from '../calendars/types.ts'
import { hash } from '../calendars/uid.ts'
import type { SimClock } from '../clock.ts'
import type { Store } from '../store.ts'
import { invalid, type Problem } from './errors.ts'

type Channel = {
  id: string
  token: string | null
  address: string
  email: string
  calendar: string
  resourceId: string
  resourceUri: string
  expiresAt: number
  messages: number
}
const LONGEST_LIFE_MS = 7 * 24 * 3_600_000

export function openChannels(clock: SimClock, store: Store, deliveries: Deliveries) {
  const channels = store.collection<Channel>('google-channels')

  function tell(channel: Channel, state: 'sync' | 'exists') {
    const messages = state === 'sync' ? 1 : channel.messages + 1 + (channel.messages % 3) // grows, with gaps
    channels.set(channel.id, { ...channel, messages })
    deliveries.send({ url: channel.address, headers: headersOf(channel, state, messages) })
  }

  return {
    /** Opens one; its first message may well arrive before this answer does. */
    watch(
      person: Person,
      calendar: string,
      body: Record<string, unknown>,
    ): Problem | Record<string, unknown> {
      const problem = problemWith(body, (id) => channels.has(id))
      if (problem) return problem
      const channel = newChannel(person, calendar, body, clock.now())
      tell(channel, 'sync')
      const { id, resourceId, resourceUri, token, expiresAt } = channel
      return {
        kind: 'api#channel',
        id,
        resourceId,
        resourceUri,
        ...(token !== null && { token }),
        expiration: String(expiresAt),
      }
    },
    stop(email: string, { id, resourceId }: Record<string, unknown>): boolean {
      const channel = channels.get(String(id))
      if (!channel || channel.email !== email || channel.resourceId !== resourceId) return false
      return channels.delete(channel.id) && channel.expiresAt > clock.now()
    },
    changed({ person, calendar }: Change) {
      for (const channel of channels.values())
        if (
          channel.email === person.email &&
          channel.calendar === calendar &&
          channel.expiresAt > clock.now()
        )
          tell(channel, 'exists')
    },
    /** They die silently, as happens. */
    kill() {
      for (const { id } of channels.values()) channels.delete(id)
    },
  }
}

function problemWith(body: Record<string, unknown>, taken: (id: string) => boolean): Problem | null {
  const { id, type, address, token } = body
  if (typeof id !== 'string' || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id))
    return invalid('Invalid channel id', 'invalid', 'resource.id')
  if (taken(id)) return invalid(`Channel id ${id} not unique`, 'channelIdNotUnique')
  if (type !== 'web_hook' && type !== 'webhook')
    return invalid('Unknown channel type', 'channelUnknown', 'resource.type')
  if (typeof token === 'string' && token.length > 256) return invalid('Token too long', 'invalid')
  return isReachable(address) ? null : invalid('WebHook callback must be HTTPS', 'push.webhookUrlNotHttps')
}

/** Google wants https; the loopback is let through, because stand-in and product may share a machine. */
function isReachable(address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

function newChannel(person: Person, calendar: string, body: Record<string, unknown>, now: number): Channel {
  const params = body.params
  const ttl =
    typeof params === 'object' && params !== null && 'ttl' in params ? Number(params.ttl) : Number.NaN
  const wished = body.expiration === undefined ? now + ttl * 1000 : Number(body.expiration)
  const name = calendar === 'primary' ? person.email : calendar
  return {
    id: String(body.id),
    token: typeof body.token === 'string' ? body.token : null,
    address: String(body.address),
    email: person.email,
    calendar,
    resourceId: Buffer.from(hash('resource', person.email, calendar), 'hex')
      .toString('base64url')
      .slice(0, 27),
    resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(name)}/events?alt=json`,
    expiresAt: Math.min(Number.isFinite(wished) ? wished : now + LONGEST_LIFE_MS, now + LONGEST_LIFE_MS),
    messages: 0,
  }
}

const headersOf = (channel: Channel, state: string, messages: number): Record<string, string> => ({
  'user-agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
  'x-goog-channel-id': channel.id,
  'x-goog-channel-expiration': new Date(channel.expiresAt).toUTCString(),
  'x-goog-resource-state': state,
  'x-goog-message-number': String(messages),
  'x-goog-resource-id': channel.resourceId,
  'x-goog-resource-uri': channel.resourceUri,
  ...(channel.token !== null && { 'x-goog-channel-token': channel.token }),
})
