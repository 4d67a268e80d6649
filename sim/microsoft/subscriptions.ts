// Change notifications: handshake, life and post. https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
import { randomUUID } from 'node:crypto'
import type { Deliveries } from '../calendars/deliveries.ts'
import type { Change, Person } from '../calendars/types.ts'
import { hash } from '../calendars/uid.ts'
import type { SimClock } from '../clock.ts'
import type { Store } from '../store.ts'
import { badRequest, type Problem } from './errors.ts'
import { graphId } from './event.ts'

export type Subscription = {
  id: string
  email: string
  calendar: string
  resource: string
  changeType: string
  clientState: string | null
  notificationUrl: string
  lifecycleNotificationUrl: string | null
  expiresAt: number
}
export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed'
type Body = Record<string, unknown>

const SHORTEST_MS = 45 * 60_000
const LONGEST_MS = 4230 * 60_000
const ANSWER_WITHIN_MS = 10_000

export function openSubscriptions(clock: SimClock, store: Store, deliveries: Deliveries) {
  const kept = store.collection<Subscription>('microsoft-subscriptions')
  const alive = () => kept.values().filter(({ expiresAt }) => expiresAt > clock.now())

  return {
    async create(person: Person, body: Body): Promise<Problem | Subscription> {
      const subscription = read(person, body, clock.now())
      if ('code' in subscription) return subscription
      const same = (one: Subscription) =>
        one.email === person.email &&
        one.resource === subscription.resource &&
        one.changeType === subscription.changeType &&
        one.notificationUrl === subscription.notificationUrl
      if (alive().some(same))
        return {
          status: 409,
          code: 'ErrorResourceAlreadyExists',
          message: 'Subscription with the same parameters already exists.',
        }
      for (const url of [subscription.notificationUrl, subscription.lifecycleNotificationUrl])
        if (url !== null && !(await answersHandshake(url)))
          return badRequest(
            `Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request. (${url})`,
            'ValidationError',
          )
      kept.set(subscription.id, subscription)
      return subscription
    },
    of: (person: Person) => alive().filter(({ email }) => email === person.email),
    find: (person: Person, id: string) => alive().find((one) => one.id === id && one.email === person.email),
    renew(subscription: Subscription, expirationDateTime: unknown): Problem | Subscription {
      const expiresAt = expiry(expirationDateTime, clock.now())
      if (typeof expiresAt !== 'number') return expiresAt
      const renewed = { ...subscription, expiresAt }
      kept.set(renewed.id, renewed)
      return renewed
    },
    delete: (id: string) => kept.delete(id),
    changed({ person, calendar, appointment, kind }: Change) {
      for (const one of alive())
        if (
          one.email === person.email &&
          one.calendar === calendar &&
          one.changeType.split(',').includes(kind)
        )
          deliveries.send({
            url: one.notificationUrl,
            body: { value: [notification(one, graphId(appointment.id, person.email), kind)] },
          })
    },
    /** What Graph says about a subscription itself; `subscriptionRemoved` also removes it. */
    lifecycle(email: string, lifecycleEvent: LifecycleEvent) {
      for (const one of alive().filter((subscription) => subscription.email === email)) {
        if (lifecycleEvent === 'subscriptionRemoved') kept.delete(one.id)
        if (one.lifecycleNotificationUrl)
          deliveries.send({
            url: one.lifecycleNotificationUrl,
            body: { value: [{ ...about(one), lifecycleEvent }] },
          })
      }
    },
  }
}

function read(person: Person, body: Body, now: number): Problem | Subscription {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : null)
  const resource = text('resource')?.replace(/^\//, '') ?? ''
  const calendar = calendarOf(person, resource)
  if (calendar === null) return badRequest(`Unsupported resource: ${resource}`, 'InvalidRequest')
  const changeType = text('changeType') ?? ''
  if (!/^(created|updated|deleted)(,(created|updated|deleted))*$/.test(changeType))
    return badRequest('changeType is invalid', 'InvalidRequest')
  const notificationUrl = text('notificationUrl')
  const lifecycleNotificationUrl = text('lifecycleNotificationUrl')
  if (
    !isReachable(notificationUrl) ||
    (lifecycleNotificationUrl !== null && !isReachable(lifecycleNotificationUrl))
  )
    return badRequest('Notification URL must be a valid HTTPS address', 'InvalidRequest')
  const clientState = text('clientState')
  if (clientState !== null && clientState.length > 128)
    return badRequest('clientState is too long', 'InvalidRequest')
  const expiresAt = expiry(body.expirationDateTime, now)
  if (typeof expiresAt !== 'number') return expiresAt
  return {
    id: randomUUID(),
    email: person.email,
    calendar,
    resource,
    changeType,
    clientState,
    notificationUrl,
    lifecycleNotificationUrl,
    expiresAt,
  }
}

function calendarOf(person: Person, resource: string): string | null {
  if (/^(me|users\/[^/]+)\/(calendar\/)?events$/i.test(resource)) return 'primary'
  const id = /^me\/calendars\/([^/]+)\/events$/i.exec(decodeURIComponent(resource))?.[1]
  return person.calendars.find((one) => graphId(`calendar ${one.id}`, person.email) === id)?.id ?? null
}

/** Graph wants https; the loopback is let through, because stand-in and product may share a machine. */
function isReachable(url: string | null): url is string {
  if (url === null || !URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

/** Too short is raised, too long is refused. */
function expiry(wished: unknown, now: number): number | Problem {
  const at = Date.parse(String(wished))
  if (Number.isNaN(at)) return badRequest('expirationDateTime is required', 'InvalidRequest')
  if (at > now + LONGEST_MS + 60_000)
    return badRequest('Subscription expiration can only be 4230 minutes in the future.', 'InvalidRequest')
  return Math.max(at, now + SHORTEST_MS)
}

/** The address must give the token back as plain text within ten seconds. */
async function answersHandshake(url: string): Promise<boolean> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()} +%`
  const address = `${url}${url.includes('?') ? '&' : '?'}validationToken=${encodeURIComponent(token)}`
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const plain = answer.headers.get('content-type')?.startsWith('text/plain') ?? false
    return (await answer.text()) === token && answer.status === 200 && plain
  } catch {
    return false // nobody listens, or too slowly
  }
}

export const userId = (email: string) => {
  const hex = hash('microsoft', email)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
export const tenantId = (email: string) => userId(email.split('@')[1] ?? '')

const about = ({ id, email, clientState, expiresAt }: Subscription) => ({
  subscriptionId: id,
  subscriptionExpirationDateTime: new Date(expiresAt).toISOString(),
  tenantId: tenantId(email),
  ...(clientState !== null && { clientState }),
})

function notification(subscription: Subscription, eventId: string, changeType: Change['kind']) {
  const resource = `Users/${userId(subscription.email)}/Events/${eventId}`
  return {
    ...about(subscription),
    changeType,
    resource,
    resourceData: {
      '@odata.type': '#Microsoft.Graph.Event',
      '@odata.id': resource,
      '@odata.etag': `W/"${hash(eventId).slice(0, 22)}"`,
      id: eventId,
    },
  }
}
