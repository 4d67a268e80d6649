import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { routes } from '#api/routes.ts'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { listen } from '#test/event-stream.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

describe('the API', () => {
  test('is described whole: every route stands in /openapi.json, and nothing else', async () => {
    const description = await (await maya.fetch('/openapi.json')).json()
    const described = Object.entries<object>(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(described.sort()).toEqual(Object.keys(routes).sort())
    expect(description.openapi).toBe('3.1.0')
    expect(await (await maya.fetch('/docs')).text()).toContain('GET /v1/upcoming')
  })

  test('every route that is not public refuses a visitor without a session', async () => {
    for (const [key, { access }] of Object.entries(routes)) {
      if (access === 'public') continue
      const [method = '', path = ''] = key.split(' ')
      const url = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')
      const body = method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }
      expect((await world.visitor().fetch(url, { method, ...body })).status, key).toBe(401)
    }
  })

  test.each([
    ['an unknown path', 'GET', '/v1/nothing', undefined, 404, 'not_found'],
    ['an id that is none', 'GET', '/v1/sessions/nonsense', undefined, 404, 'not_found'],
    [
      'an unknown id',
      'GET',
      '/v1/sessions/00000000-0000-4000-8000-000000000000',
      undefined,
      404,
      'not_found',
    ],
    ['a body that is not JSON', 'PUT', '/v1/rules', '{"autoJoin', 400, 'validation_failed'],
    ['a body with wrong fields', 'PUT', '/v1/rules', '{"joinBufferMinutes": 99}', 400, 'validation_failed'],
    ['a body that is too large', 'PUT', '/v1/rules', JSON.stringify('x'.repeat(300_000)), 413, 'too_large'],
  ])('%s gets a problem with its request id', async (_name, method, path, body, status, code) => {
    const reply = await maya.fetch(path, {
      method,
      ...(body && { body, headers: { 'content-type': 'application/json' } }),
    })
    const problem = await reply.json()
    expect([reply.status, problem.code]).toEqual([status, code])
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(problem.requestId).toBe(reply.headers.get('x-request-id'))
  })

  test('a change that another site causes is refused', async () => {
    const attempts: [string, HeadersInit][] = [
      ['a foreign origin', { origin: 'https://evil.example', 'content-type': 'application/json' }],
      ['an opaque origin', { origin: 'null', 'content-type': 'application/json' }],
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['plain text', { 'content-type': 'text/plain' }],
    ]
    for (const [name, headers] of attempts) {
      const cookie = maya.cookies(world.url)
      const reply = await fetch(`${world.url}/v1/organizations`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: '{"name":"x"}',
      })
      expect([403, 415], name).toContain(reply.status)
    }
  })

  test('the figures are for loopback or the token, and never through a proxy', async () => {
    expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('liveconvo_http_request_seconds')
    expect((await fetch(`${world.url}/metrics`, { headers: { 'x-forwarded-for': '1.2.3.4' } })).status).toBe(
      404,
    )
    expect(await (await fetch(`${world.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${world.url}/readyz`)).json()).toMatchObject({
      ...{ status: 'ok', model: 'gpt-5.4-mini' },
      embedder: expect.toSatisfy((name) => name === null || typeof name === 'string'),
    })
  })

  test('pages carry the headers that keep them safe', async () => {
    const { headers } = await fetch(`${world.url}/healthz`)
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })
})

describe('the stream of changes', () => {
  test('says hello, then what moved; after a break it replays what was missed', async () => {
    const cookie = maya.cookies(world.url)
    const stream = await listen(world.url, cookie)
    expect(await stream.next('hello')).toMatchObject({ number: expect.any(Number) })
    const { confirmedAt: _, ...rules } = await maya.api('GET /v1/rules')
    await maya.api('PUT /v1/rules', { body: { ...rules, joinBufferMinutes: 5 } })
    expect(await topicsOf(stream, 2)).toEqual(['rules', 'upcoming'])
    const seen = stream.lastId()
    stream.stop()
    await maya.api('PUT /v1/rules', { body: rules })
    const again = await listen(world.url, cookie, seen)
    expect(await topicsOf(again, 2)).toEqual(['rules', 'upcoming'])
    again.stop()
  })
})

/** What moved in one commit is told in no order. */
async function topicsOf(stream: Awaited<ReturnType<typeof listen>>, count: number): Promise<string[]> {
  const topics: string[] = []
  while (topics.length < count)
    topics.push(z.object({ topic: z.string() }).parse(await stream.next('change')).topic)
  return topics.sort()
}
