/**
 * The whole road at the most talkative level, with words planted that no log may hold: titles, addresses, names,
 * passwords, and every token that opens a door.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { liveToken } from '#bots/life/live-token.ts'
import { createLog } from '#lib/log.ts'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World, worldSecrets } from '#test/world.ts'
import { readMeeting } from '../../scripts/journey/meeting-file.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { playRoad } from '../../scripts/journey/road.ts'

let data: FreshDatabase
let world: World
let maya: Browser
const lines: string[] = []
const said = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)
const CANARY = 'kanarienvogel'

beforeAll(async () => {
  data = await freshDatabase()
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  world = await startWorld({ databaseUrl: data.ownerUrl, log })
  const person = await arrive(world)
  maya = person.browser
  const meeting = readMeeting(join(import.meta.dirname, '../../sim/meetings/launch-checkpoint.vtt'))
  const road = await playRoad(world, person, { ...meeting, title: `${CANARY} budget` }, () => {})
  expect(road.ok).toBe(true)
}, 120_000)
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const send = (path: string, body: unknown, method = 'POST') =>
  maya.fetch(path, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${CANARY}` },
    body: JSON.stringify(body),
  })

describe('the log', () => {
  test('holds a line for each refused request, with its id, route, status, time and organization', async () => {
    const reply = await maya.fetch(`/v1/sessions/00000000-0000-4000-8000-000000000000?q=${CANARY}`)
    const requestId = reply.headers.get('x-request-id')
    await expect
      .poll(() => said().filter((line) => line.requestId === requestId))
      .toMatchObject([
        {
          level: 30,
          method: 'GET',
          route: '/v1/sessions/:id',
          status: 404,
          ms: expect.any(Number),
          organizationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      ])
  })

  test('names each job by its id', () => {
    const jobs = said().filter(({ msg }) => msg === 'a job is done')
    expect(jobs.length).toBeGreaterThan(5)
    expect(jobs.every(({ job, jobId }) => typeof job === 'string' && typeof jobId === 'string')).toBe(true)
  })

  test('tells no secret, no address and no word of a meeting, whatever goes wrong', async () => {
    const { id } = await maya.api('POST /v1/invitations', { body: { email: `${CANARY}@northwind.example` } })
    await maya.fetch(`/v1/invitations/${id}?token=${CANARY}`)
    await send('/api/auth/sign-in/email', { email: `${CANARY}@x.example`, password: `${CANARY}-password` })
    await send('/api/auth/sign-in/social', { provider: 'google', callbackURL: `https://${CANARY}.example` })
    await send('/api/auth/request-password-reset', { email: 'maya@northwind.example' })
    await send('/v1/setup', { token: CANARY, email: `${CANARY}@x.example` })
    await send('/v1/me', { fullName: `${CANARY}\u0000` }, 'PATCH')
    await maya.fetch(`/calendars/callback/google_calendar?code=${CANARY}&state=${CANARY}`)
    await maya.fetch(`/api/auth/reset-password/${CANARY.repeat(2)}?callbackURL=/reset-password`)
    await maya.fetch(`/hooks/recall/live/${CANARY}.${CANARY}`, { method: 'POST', body: CANARY })
    await world.settle()

    const all = lines.join('')
    expect(lines.length).toBeGreaterThan(50)
    for (const secret of await secrets()) expect(all).not.toContain(secret)
    expect(all).not.toMatch(new RegExp(`${CANARY}|northwind\\.example|correct horse`, 'i'))
  })
})

/** What would open a door, as it really was in this run. */
async function secrets(): Promise<string[]> {
  const { db, vault } = world.product.context
  const rows = await db.asSystem(async (tx) => ({
    sessions: await tx.selectFrom('userAppSessions').select('sessionToken').execute(),
    bots: await tx.selectFrom('bots').select(['organizationId', 'id', 'meetingUrl']).execute(),
    words: await tx.selectFrom('transcripts').select('content').limit(200).execute(),
  }))
  expect([rows.sessions.length, rows.bots.length, rows.words.length].every((count) => count > 0)).toBe(true)
  return [
    ...Object.values(worldSecrets),
    ...rows.sessions.map(({ sessionToken }) => sessionToken),
    ...rows.bots.flatMap(({ organizationId, id, meetingUrl }) => [
      liveToken(vault, { organizationId, botId: id }),
      meetingUrl,
    ]),
    ...rows.words.map(({ content }) => content).filter((text) => text.length > 20),
    new URL(world.setUpLink ?? 'http://x/?token=none-at-all').searchParams.get('token') ?? '',
  ].filter((secret) => secret.length > 0)
}
