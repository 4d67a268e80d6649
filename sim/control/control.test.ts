import { afterAll, beforeAll, expect, test } from 'vitest'
import { secrets, type TestWorld, testWorld } from '../test-world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const get = (path: string) => fetch(`${world.sims.url}${path}`)
const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
  fetch(`${world.sims.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

test('starting a meeting answers with a link that says how it goes', async () => {
  const wish = { platform: 'google_meet', startsInSeconds: 120, play: 'launch-checkpoint', sim: 'lobby:20' }
  const { link, startsAt } = await (await post('/control/meetings', wish)).json()
  expect(startsAt).toBe(world.clock.now() + 120_000)
  expect(link).toMatch(
    /^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}\?play=launch-checkpoint&sim=lobby:20&at=\d+$/,
  )
})

test('a bot can be admitted at once, shown, and removed', async () => {
  const link = 'https://meet.google.com/abc-defg-hij?sim=lobby:500'
  const { body } = await world.call('POST', '/bot/', { meeting_url: link, bot_name: '<b>Notes</b>' })
  await world.clock.advance(5_000)
  expect((await post(`/control/bots/${body.id}/admit`)).status).toBe(200)
  await world.clock.advance(1_000)
  const page = await (await get('/')).text()
  expect(page).toContain('&#60;b&#62;Notes&#60;/b&#62;')
  expect(page).toContain('recording</span>')
  expect((await post(`/control/bots/${body.id}/kick`)).status).toBe(200)
  expect((await post(`/control/bots/${body.id}/kick`)).status).toBe(409)
  await world.sims.idle()
  expect(world.product.received.at(-1)?.message.data.data).toMatchObject({ sub_code: 'bot_kicked_from_call' })
})

test('a form sends a browser back to the page', async () => {
  const answer = await fetch(`${world.sims.url}/control/meetings`, {
    method: 'POST',
    headers: { accept: 'text/html' },
    body: new URLSearchParams({
      title: 'Now',
      platform: 'zoom',
      startsInSeconds: '0',
      people: 'a@x.test, b@x.test',
    }),
    redirect: 'manual',
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
})

test('a permission can be taken back, and then reads no calendar any more', async () => {
  const person = { provider: 'google', email: 'ana@northwind.test' }
  const { refresh_token } = await (await post('/control/grant', person)).json()
  const refresh = () => {
    const { googleClientId: client_id, googleClientSecret: client_secret } = secrets()
    const form = { grant_type: 'refresh_token', refresh_token, client_id, client_secret }
    return fetch(`${world.sims.url}/google/token`, { method: 'POST', body: new URLSearchParams(form) })
  }
  expect((await refresh()).status).toBe(200)
  expect((await post('/control/revoke', person)).status).toBe(200)
  expect(await (await refresh()).json()).toMatchObject({ error: 'invalid_grant' })
})

test('bad input, another site, and a clock that is driven elsewhere are refused', async () => {
  expect((await post('/control/meetings', { platform: 'carrier pigeon' })).status).toBe(400)
  expect((await post('/control/events/cancel', { id: 'x' }, { origin: 'https://evil.test' })).status).toBe(
    403,
  )
  expect((await post('/control/speed', { speed: 10 })).status).toBe(409)
  expect(await (await get('/clock')).json()).toMatchObject({ virtualAnchor: world.clock.now() })
})
