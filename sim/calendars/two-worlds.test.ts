import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CalendarWorld, calendarWorld, HOUR, JONAS, MAYA, NOW, ZOOM } from './test-calendars.ts'
import { type GraphItem, graphClient, WINDOW } from './test-clients.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const client = (token?: string) => graphClient(world, token)
const meeting = (title = 'Standup', start = NOW + HOUR) =>
  world.sims.microsoft.createEvent(JONAS, { title, start, end: start + HOUR / 2, link: ZOOM, people: [MAYA] })
describe('one meeting, two worlds', () => {
  const google = async () => {
    const { access_token } = world.sims.google.grant(MAYA)
    const url = `${world.sims.url}/google/calendar/v3/calendars/primary/events?singleEvents=true&showDeleted=true`
    return (await (await fetch(url, { headers: { authorization: `Bearer ${access_token}` } })).json()).items
  }
  const outlook = async (): Promise<GraphItem[]> =>
    (await client().api(`/me/calendarView?${WINDOW}`).get()).value

  test('both copies carry the same UID, and follow when it moves', async () => {
    const theirs = meeting()
    const hers = world.sims.google.createEvent(MAYA, {
      title: 'Hers',
      start: NOW + 2 * HOUR,
      end: NOW + 3 * HOUR,
      people: [JONAS],
    })
    const uids = [theirs.uid, hers.uid].sort()
    expect((await google()).map((one: { iCalUID: string }) => one.iCalUID).sort()).toEqual(uids)
    expect((await outlook()).map(({ uid }) => uid).sort()).toEqual(uids)
    world.sims.google.moveEvent(hers.id, NOW + 5 * HOUR)
    expect((await outlook())[1]?.start).toMatchObject({ dateTime: '2026-11-23T14:00:00.0000000' })
  })

  test('a meeting called off leaves Google, and stays in a guest’s Outlook as cancelled', async () => {
    const hers = world.sims.google.createEvent(MAYA, {
      title: 'Hers',
      start: NOW + HOUR,
      end: NOW + 2 * HOUR,
      people: [JONAS],
    })
    world.sims.google.cancelEvent(hers.id)
    expect(await google()).toMatchObject([{ id: hers.id, status: 'cancelled' }])
    expect(await outlook()).toMatchObject([{ isCancelled: true, subject: 'Canceled: Hers' }])
    world.sims.google.deleteEvent(hers.id)
    expect(await outlook()).toEqual([])
  })

  test('declining takes it out of Outlook, and tells the organizer', async () => {
    const hers = world.sims.google.createEvent(MAYA, {
      title: 'Hers',
      start: NOW + HOUR,
      end: NOW + 2 * HOUR,
      people: [JONAS],
    })
    world.sims.microsoft.respond(JONAS, hers.id, 'declined')
    expect(await outlook()).toEqual([])
    expect((await google())[0].attendees[1]).toMatchObject({ email: JONAS, responseStatus: 'declined' })
  })
})
