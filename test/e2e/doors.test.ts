/** What a hostile client sends to the other doors, and what must not come out of them. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
const invited = { email: 'jonas@northwind.example', password: 'correct horse battery staple', name: 'Jonas' }

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const json = (body: string, method = 'PUT') => ({
  method,
  headers: { 'content-type': 'application/json' },
  body,
})
const inboxSize = () =>
  data.db.asSystem(
    async (tx) =>
      (
        await tx
          .selectFrom('webhookInbox')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
  )

describe('bodies', () => {
  test.each([
    ['nested a hundred thousand deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a prototype', '{"__proto__":{"isOperator":true},"constructor":{"prototype":{"isOperator":true}}}'],
    ['null', 'null'],
    ['an array', '[]'],
    ['a lone surrogate', '"\\ud800"'],
  ])('%s is a request that is not valid', async (_name, body) => {
    const reply = await maya.fetch('/v1/rules', json(body))
    expect(reply.status).toBe(400)
    expect(await reply.text()).not.toMatch(/at .*\.ts|node_modules|stack/)
    expect(({} as { isOperator?: unknown }).isOperator).toBeUndefined()
  })

  test('a name with a NUL in it, which Postgres cannot keep, is no bug', async () => {
    const reply = await maya.fetch('/v1/me', json('{"fullName":"Ma\\u0000ya"}', 'PATCH'))
    expect(reply.status).toBe(400)
  })

  test('what no schema names is dropped', async () => {
    const body =
      '{"fullName":"Maya Keller","isAdmin":true,"email":"x@y.example","currentOrganizationId":null}'
    expect((await maya.fetch('/v1/me', json(body, 'PATCH'))).status).toBe(200)
    expect((await maya.api('GET /v1/me')).user.email).toBe('maya@northwind.example')
  })
})

describe('addresses', () => {
  test.each([
    ['/assets/none.js', 404],
    ['/assets/%2e%2e/%2e%2e/package.json', 404],
    ['/..%2f..%2fpackage.json', 404],
    ['/v1/sessions/%E0%A4%A', 400],
    ['/v1/sessions?before=%00', 400],
    ['/v1/sessions?limit=1&limit=2', 400],
    ['/calendars/callback/google_calendar?state=a&state=b&code[x]=1', 303],
    ['/calendars/callback/elsewhere?state=a', 303],
  ])('%s is answered %i, without a stack', async (path, status) => {
    const reply = await maya.fetch(path, { headers: { accept: 'application/json' } })
    expect([reply.status, await reply.text()]).toEqual([
      status,
      expect.not.stringMatching(/at .*\.ts|\/src\//),
    ])
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(reply.headers.get('location') ?? '/calendars?').toMatch(/^\/calendars\?/)
  })

  test.each(['/v1/me', '/v1/sessions/nonsense', '/v1/rules', '/api/auth/get-session'])(
    '%s is kept by nobody on the way',
    async (path) => expect((await maya.fetch(path)).headers.get('cache-control')).toContain('no-store'),
  )

  test.each(['/docs', '/openapi.json', '/healthz', '/v1/none'])('%s cannot be framed', async (path) => {
    const { headers } = await maya.fetch(path)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('the doors for providers', () => {
  const handshake = (token: string) =>
    fetch(`${world.url}/hooks/microsoft?validationToken=${encodeURIComponent(token)}`, { method: 'POST' })

  test('give back one plain line, as plain text', async () => {
    const reply = await handshake('<script>alert(1)</script>')
    expect(await reply.text()).toBe('<script>alert(1)</script>')
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['a line break', 'a\r\nb'],
    ['other letters', 'ü\u202e'],
    ['nothing', ''],
    ['too much', 'x'.repeat(2049)],
  ])('give back nothing of %s', async (_name, token) => expect((await handshake(token)).status).toBe(400))

  test('keep nothing of what is not believed', async () => {
    const before = await inboxSize()
    const doors = ['recall', 'recall/live/guess', 'recall/live/AAAA.BBBB', 'google', 'microsoft', 'none']
    for (const door of doors) {
      const reply = await fetch(`${world.url}/hooks/${door}`, json('{"event":"bot.done"}', 'POST'))
      expect([202, 401, 404], door).toContain(reply.status)
    }
    const big = await fetch(`${world.url}/hooks/recall`, json(`"${'x'.repeat(1_100_000)}"`, 'POST'))
    expect(big.status).toBe(413)
    expect(await inboxSize()).toBe(before)
  })
})

describe('the figures', () => {
  const metrics = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      request(`${world.url}/metrics`, { headers }, (reply) => resolve(reply.resume().statusCode ?? 0))
        .on('error', reject)
        .end()
    })

  test.each([
    ['no proxy', {}, 200],
    ['a proxy that says so', { 'x-real-ip': '203.0.113.1' }, 404],
    ['a name that was made to lead here', { host: 'rebound.example' }, 404],
    ['a guessed token', { authorization: 'Bearer guess', 'x-forwarded-for': '203.0.113.1' }, 404],
  ])('%s: %s → %i', async (_name, headers, status) => expect(await metrics(headers)).toBe(status))
})

describe('an open stream', () => {
  test('ends for whoever is removed, before they hear another word', async () => {
    const jonas = world.visitor()
    const { id } = await maya.api('POST /v1/invitations', { body: { email: invited.email } })
    await jonas.fetch('/api/auth/sign-up/email', json(JSON.stringify(invited), 'POST'))
    await jonas.api('POST /v1/invitations/{id}/accept', { params: { id } })
    const stream = await jonas.fetch('/v1/events')
    const heard = stream.text()

    const { members } = await maya.api('GET /v1/members')
    const member = members.find(({ email }) => email === invited.email)
    await maya.api('DELETE /v1/members/{id}', { params: { id: member?.id ?? '' } })
    const { confirmedAt: _, ...rules } = await maya.api('GET /v1/rules')
    const change = setInterval(() => void maya.api('PUT /v1/rules', { body: rules }), 300)
    expect(await heard).toContain('event: hello') // resolves when the server ends it
    clearInterval(change)
    expect((await jonas.fetch('/v1/events')).status).toBe(403)
  })

  test('one person has so many and no more', async () => {
    const stop = new AbortController()
    const open = () => maya.fetch('/v1/events', { signal: stop.signal })
    const replies: Response[] = [] // kept: an answer that nobody holds is collected, and its connection closed
    for (let n = 0; n < 21; n++) replies.push(await open())
    stop.abort()
    expect(replies.map(({ status }) => status)).toEqual([...Array(20).fill(200), 429])
    await expect
      .poll(async () => (await maya.fetch('/v1/events', { signal: AbortSignal.timeout(500) })).status)
      .toBe(200)
  })
})
