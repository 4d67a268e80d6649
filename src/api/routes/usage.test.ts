import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMeeting } from '#test/bots.ts'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive({ visitor: world.visitor, setUpLink: world.product.setUpLink, settle: world.settle }))
    .browser
  const meeting = await aMeeting(world.product.context, world.clock.now(), { link: 'sim=kick:61' })
  await meeting.wish() // another organization's meeting: it must not show
  await world.until(world.clock.now().plus({ minutes: 5 }))
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

test('usage is empty for an organization without recordings, whatever others have used', async () => {
  expect(await maya.api('GET /v1/usage')).toMatchObject({
    ...{ month: '2026-11', billableMinutes: 0, recordedSeconds: 0, providerSeconds: 0 },
    ...{ members: [], meetings: [] },
  })
})

test('an admin sets limits and the time zone; the page shows both', async () => {
  const { user } = await maya.api('GET /v1/me')
  await maya.api('PUT /v1/usage/limits', { body: { userId: null, monthlyMinutes: 600 } })
  await maya.api('PUT /v1/usage/limits', { body: { userId: user.id, monthlyMinutes: 100 } })
  await maya.api('PUT /v1/usage/limits', { body: { userId: user.id, monthlyMinutes: null } })
  await maya.api('PUT /v1/usage/time-zone', { body: { timeZone: 'Europe/Vienna' } })
  expect(await maya.api('GET /v1/usage')).toMatchObject({
    timeZone: 'Europe/Vienna',
    heldMinutes: 0,
    limits: [{ userId: null, monthlyMinutes: 600, usedMinutes: 0, heldMinutes: 0 }],
    warnings: [],
  })
  await expect(maya.api('PUT /v1/usage/time-zone', { body: { timeZone: 'Mars/Phobos' } })).rejects.toThrow(
    /no such time zone/,
  )
})

test('a month that does not exist is refused', async () => {
  expect((await maya.fetch('/v1/usage?month=2026-13')).status).toBe(400)
  expect((await maya.fetch('/v1/usage?month=2025-02')).status).toBe(200)
})

test('the operator sees what came in and what became of it, and has it processed once more', async () => {
  const { counts, messages } = await maya.api('GET /v1/operator/messages')
  expect(counts.done).toBeGreaterThan(3)
  expect(counts).toMatchObject({ waiting: 0, parked: 0 })
  const taken = messages.find(({ eventType }) => eventType === 'bot.call_ended')
  expect(taken).toMatchObject({ sender: 'recall', status: 'done', outcome: null })
  expect((await maya.fetch(`/v1/operator/messages/${taken?.id}/replay`, { method: 'POST' })).status).toBe(202)
  await world.settle()
  const again = (await maya.api('GET /v1/operator/messages')).messages.find(({ id }) => id === taken?.id)
  expect(again).toMatchObject({ status: 'ignored', outcome: 'known already' })
  expect((await maya.fetch('/v1/operator/messages/999999/replay', { method: 'POST' })).status).toBe(404)
})
