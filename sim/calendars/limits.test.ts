import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type CalendarWorld, calendarWorld, HOUR, JONAS, MAYA, NOW } from './test-calendars.ts'

let world: CalendarWorld
beforeAll(async () => {
  world = await calendarWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const WINDOW = 'startDateTime=2026-11-22T00:00:00Z&endDateTime=2026-12-22T00:00:00Z'
const GraphPage = z.object({
  value: z.array(z.object({ id: z.string() })),
  '@odata.nextLink': z.string().optional(),
})
const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
})
const google = (token: string) =>
  fetch(`${world.sims.url}/google/calendar/v3/calendars/primary/events`, { headers: headersOf(token) })
const graph = (token: string, path: string, body?: object) =>
  fetch(`${world.sims.url}/microsoft/graph/v1.0${path}`, {
    headers: headersOf(token),
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })

test('Google: so many calls a minute for each user, and then 403 with the time to wait', async () => {
  const { quota } = world.sims.google
  quota.calls = 2
  const [maya, other] = [MAYA, 'other@northwind.example'].map(
    (one) => world.sims.google.grant(one).access_token,
  )
  const statuses = [await google(maya ?? ''), await google(maya ?? ''), await google(maya ?? '')]
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 403])
  expect(statuses[2]?.headers.get('retry-after')).toBe('60')
  expect(await statuses[2]?.json()).toMatchObject({
    error: { errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded' }] },
  })
  expect((await google(other ?? '')).status).toBe(200)
  await world.clock.advance(60_000)
  expect((await google(maya ?? '')).status).toBe(200)
  quota.calls = 600
})

test('Graph: four calls at once for each mailbox, also inside a batch, each throttled by itself', async () => {
  const token = world.sims.microsoft.grant(JONAS).access_token
  world.sims.microsoft.answersTake(300)
  const requests = ['1', '2', '3', '4', '5', '6'].map((id) => ({
    ...{ id, method: 'GET', url: `/me/calendarView?${WINDOW}` },
  }))
  const answer = await graph(token, '/$batch', { requests })
  world.sims.microsoft.answersTake(0)
  const { responses } = (await answer.json()) as { responses: { id: string; status: number; body: object }[] } // Graph's shape
  expect(responses.map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2', '1'])
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429, 429])
  expect(responses.find(({ status }) => status === 429)).toMatchObject({
    headers: { 'retry-after': '1' },
    body: { error: { message: expect.stringContaining('MailboxConcurrency') } },
  })
  const dependent = await graph(token, '/$batch', {
    requests: [
      { id: 'a', method: 'GET', url: '/me/events/none' },
      { id: 'b', method: 'GET', url: '/me', dependsOn: ['a'] },
    ],
  })
  expect(await dependent.json()).toMatchObject({ responses: [{ status: 424 }, { status: 404 }] })
  const many = Array.from({ length: 21 }, (_, at) => ({ id: String(at), method: 'GET', url: '/me' }))
  expect((await graph(token, '/$batch', { requests: many })).status).toBe(400)
})

test('Graph: the time to wait may be a date, and pages may repeat what was shown', async () => {
  const token = world.sims.microsoft.grant(JONAS).access_token
  world.sims.microsoft.fail({ status: 429, retryAfterSeconds: 90, saysDate: true })
  const { headers } = await graph(token, '/me')
  const waits = Date.parse(headers.get('retry-after') ?? '') - Date.parse(headers.get('date') ?? '')
  expect(waits).toBe(90_000)

  for (const hours of [1, 2, 3])
    world.sims.microsoft.createEvent(JONAS, {
      ...{ title: `Meeting ${hours}`, start: NOW + hours * HOUR, end: NOW + (hours + 1) * HOUR },
    })
  world.sims.microsoft.pages({ size: 2, repeats: true })
  const seen: string[] = []
  let path: string | undefined = `/me/calendarView/delta?${WINDOW}`
  while (path) {
    const page: z.infer<typeof GraphPage> = GraphPage.parse(await (await graph(token, path)).json())
    seen.push(...page.value.map(({ id }) => id))
    path = page['@odata.nextLink']?.split('/v1.0')[1]
  }
  expect(seen).toHaveLength(4)
  expect(new Set(seen).size).toBe(3)
})

test('Google: a deleted occurrence may be no more than its id; a busy-only calendar shows no words', async () => {
  const token = world.sims.google.grant(MAYA).access_token
  world.sims.google.addCalendar(MAYA, {
    id: 'busy@group.calendar.google.com',
    name: 'Busy',
    role: 'freeBusyReader',
  })
  world.sims.google.createEvent(MAYA, {
    ...{
      title: 'Secret',
      start: NOW + HOUR,
      end: NOW + 2 * HOUR,
      calendar: 'busy@group.calendar.google.com',
    },
  })
  const at = `${world.sims.url}/google/calendar/v3/calendars`
  const busy = await fetch(`${at}/busy@group.calendar.google.com/events`, { headers: headersOf(token) })
  const shown = JSON.stringify(await busy.json())
  expect(shown).toContain('"visibility":"private"')
  expect(shown).not.toContain('Secret')

  const doomed = world.sims.google.createEvent(MAYA, {
    title: 'Doomed',
    start: NOW + HOUR,
    end: NOW + 2 * HOUR,
  })
  world.sims.google.deleteEvent(doomed.id)
  world.sims.google.bareStubs(true)
  const list = await fetch(`${at}/primary/events?showDeleted=true`, { headers: headersOf(token) })
  const { items } = (await list.json()) as { items: { status: string }[] } // Google's shape
  const stub = items.find(({ status }) => status === 'cancelled')
  expect(Object.keys(stub ?? {}).sort()).toEqual(['etag', 'id', 'status'])
})
