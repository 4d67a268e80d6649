/**
 * Two web processes on one database: the webhooks come in through one, and the browser that is connected to the other
 * sees the words all the same.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { listen } from '#test/event-stream.ts'
import { environment, freePort, startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/lib/log.ts'
import { runProduct } from '../../src/main.ts'

let data: FreshDatabase
/** Where the providers knock, and where the jobs run. */
let world: World
let second: Awaited<ReturnType<typeof runProduct>>
let maya: Browser

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  const port = String(await freePort())
  const config = readConfig({ ...environment(world.sims, data.ownerUrl), PORT: port })
  second = await runProduct(config, {
    parts: ['web'],
    clock: world.clock,
    log: createLog('silent'),
    publicUrl: world.url,
  })
  maya = (await arrive(world)).browser
})
afterAll(async () => {
  await second.stop()
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

test('a line that came in through one web process is seen live through the other', {
  timeout: 120_000,
}, async () => {
  const startsAt = world.clock.now().plus({ minutes: 20 })
  world.sims.google.addEvent({
    title: 'Two doors',
    startsAt: startsAt.toMillis(),
    endsAt: startsAt.plus({ minutes: 30 }).toMillis(),
    link: 'https://us02web.zoom.us/j/85512345678?pwd=Zk1&play=launch-checkpoint',
    people: ['maya@northwind.example'],
  })
  await world.settle()
  const stream = await listen(second.url, maya.cookies(world.url))
  await stream.next('hello')

  await world.until(startsAt.plus({ seconds: 30 }))
  const seen = await stream.next('line')
  stream.stop()

  const { sessions } = await maya.api('GET /v1/sessions')
  const { lines } = await maya.api('GET /v1/sessions/{id}', { params: { id: sessions[0]?.id ?? '' } })
  expect(lines.length).toBeGreaterThan(0)
  expect(seen).toMatchObject({ line: { text: lines[0]?.text } })
})

test('both doors answer the same, and each says that it is ready', async () => {
  const cookie = maya.cookies(world.url)
  const answers = await Promise.all(
    [world.url, second.url].map(async (url) =>
      (await fetch(`${url}/v1/upcoming`, { headers: { cookie } })).json(),
    ),
  )
  expect(answers[1]).toEqual(answers[0])
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
})
