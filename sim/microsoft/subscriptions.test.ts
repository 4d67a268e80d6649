import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type CalendarWorld,
  calendarWorld,
  HOUR,
  JONAS,
  MAYA,
  NOW,
  ZOOM,
} from '../calendars/test-calendars.ts'
import { graphClient } from '../calendars/test-clients.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const client = (token?: string) => graphClient(world, token)
const meeting = (title = 'Standup', start = NOW + HOUR) =>
  world.sims.microsoft.createEvent(JONAS, { title, start, end: start + HOUR / 2, link: ZOOM, people: [MAYA] })
describe('subscriptions', () => {
  const wish = (path = '/graph') => ({
    changeType: 'created,updated,deleted',
    notificationUrl: `${world.hooks}${path}`,
    lifecycleNotificationUrl: `${world.hooks}/lifecycle`,
    resource: '/me/events',
    expirationDateTime: new Date(NOW + 70 * HOUR).toISOString(),
    clientState: 'secret',
  })

  test('a handshake, then a notification for every change', async () => {
    const made = await client().api('/subscriptions').post(wish())
    await expect(client().api('/subscriptions').post(wish())).rejects.toMatchObject({ statusCode: 409 })
    meeting()
    await world.sims.idle()
    const { value } = JSON.parse(world.told[0]?.body ?? '{}')
    expect(value).toMatchObject([{ subscriptionId: made.id, clientState: 'secret', changeType: 'created' }])
    expect((await client().api(`/me/events/${value[0].resourceData.id}`).get()).subject).toBe('Standup')

    world.sims.microsoft.lifecycle(JONAS, 'missed')
    await world.sims.idle()
    expect(JSON.parse(world.told[1]?.body ?? '{}').value).toMatchObject([{ lifecycleEvent: 'missed' }])
  })

  test('it is renewed, listed and deleted, and an address that does not answer is refused', async () => {
    const { id } = await client().api('/subscriptions').post(wish())
    const later = new Date(NOW + 20 * HOUR).toISOString()
    expect(await client().api(`/subscriptions/${id}`).patch({ expirationDateTime: later })).toMatchObject({
      expirationDateTime: later,
    })
    expect((await client().api('/subscriptions').get()).value).toHaveLength(1)
    await client().api(`/subscriptions/${id}`).delete()
    await expect(
      client().api(`/subscriptions/${id}`).patch({ expirationDateTime: later }),
    ).rejects.toMatchObject({ statusCode: 404 })
    const dead = { ...wish(), notificationUrl: 'http://127.0.0.1:9/graph' }
    await expect(client().api('/subscriptions').post(dead)).rejects.toMatchObject({
      statusCode: 400,
      code: 'ValidationError',
    })
    const long = { ...wish(), expirationDateTime: new Date(NOW + 200 * HOUR).toISOString() }
    await expect(client().api('/subscriptions').post(long)).rejects.toMatchObject({ statusCode: 400 })
  })
})
