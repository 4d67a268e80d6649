import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { NoReply, retryAfterSeconds, send, withQuickRepeats } from '#lib/http.ts'

const limits = { timeoutMs: 5_000, maxResponseBytes: 1_000 }
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/` // a TCP server has an AddressInfo
}

/** Answers with each of these in turn; `cut` breaks the connection. Counts what came. */
async function script(...answers: (number | 'cut' | [number, Record<string, string>])[]) {
  const seen = { requests: 0 }
  const url = await serve((req, res) => {
    const answer = answers[seen.requests++] ?? 500
    if (answer === 'cut') return void req.socket.destroy()
    const [status, headers] = typeof answer === 'number' ? [answer, {}] : answer
    res.writeHead(status, headers).end()
  })
  const call = (mayRepeat: boolean, pausesMs?: number[]) =>
    withQuickRepeats(() => send(url, {}, limits), { mayRepeat, pausesMs: pausesMs ?? [0, 0] })
  return { call, seen }
}
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )

describe('one call', () => {
  test.each([
    ['{"a":1}', 'text/plain', { a: 1 }],
    ['<html>no</html>', 'application/json', '<html>no</html>'],
    ['', 'application/json', undefined],
  ])('reads the body %j of type %s for what it is', async (body, type, expected) => {
    const url = await serve((_, res) => res.writeHead(418, { 'content-type': type }).end(body))
    expect(await send(url, {}, limits)).toMatchObject({ status: 418, body: expected })
  })

  test('ends when the answer takes too long', async () => {
    const url = await serve(() => {})
    const error = await failure(send(url, {}, { ...limits, timeoutMs: 20 }))
    expect(error).toMatchObject({ name: 'NoReply', why: 'timeout', maybeDone: true })
  })

  test('ends when the answer is too large', async () => {
    const url = await serve((_, res) => res.end('x'.repeat(2_000)))
    expect(await failure(send(url, {}, limits))).toMatchObject({ why: 'too_large' })
  })

  test('knows a request that never left from one that may have been carried out', async () => {
    const { call } = await script('cut')
    expect(await failure(call(false))).toMatchObject({ why: 'connection', maybeDone: true })
    const nobody = send('http://127.0.0.1:1/', {}, { ...limits, fetch: refused })
    expect(await failure(nobody)).toMatchObject({ why: 'connection', maybeDone: false })
  })

  test('lets a mistake of ours crash', async () => {
    expect(await failure(send('not an address', {}, limits))).not.toBeInstanceOf(NoReply)
  })
})

const refused = async () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })
}

describe('quick repeats', () => {
  test('come twice after overload or a broken connection', async () => {
    const { call, seen } = await script(503, 'cut', 200)
    expect(await call(true)).toMatchObject({ status: 200, inDoubt: true })
    expect(seen.requests).toBe(3)
  })

  test('end with the last answer', async () => {
    const { call, seen } = await script(502, 504, 503, 200)
    expect((await call(true)).status).toBe(503)
    expect(seen.requests).toBe(3)
  })

  test.each([[400], [409], [500], [507]])('do not follow a %i', async (status) => {
    const { call, seen } = await script(status, 200)
    expect((await call(true)).status).toBe(status)
    expect(seen.requests).toBe(1)
  })

  test('never happen where they could do harm', async () => {
    const { call, seen } = await script(503, 200)
    expect(await call(false)).toMatchObject({ status: 503, inDoubt: false })
    expect(seen.requests).toBe(1)
  })

  test('follow a 429 that asks for a moment, whatever the call is', async () => {
    const { call, seen } = await script([429, { 'retry-after': '0' }], 200)
    expect(await call(false)).toMatchObject({ status: 200, inDoubt: false })
    expect(seen.requests).toBe(2)
  })

  test('leave a 429 that asks for longer, or for nothing, to the caller', async () => {
    for (const headers of [{ 'retry-after': '3' }, {}]) {
      const { call, seen } = await script([429, headers], 200)
      expect((await call(true)).status).toBe(429)
      expect(seen.requests).toBe(1)
    }
  })

  test('never wait for longer than two seconds in all', async () => {
    const { call, seen } = await script(503, 200)
    expect((await call(true, [2_001])).status).toBe(503)
    expect(seen.requests).toBe(1)
  })

  test('remember that a lost try may have been carried out, whatever the last one says', async () => {
    const tries = [new NoReply('connection', true), new NoReply('connection', false)]
    const next = async () => {
      throw tries.shift() ?? new Error('one try too many')
    }
    const error = await failure(withQuickRepeats(next, { mayRepeat: true, pausesMs: [0] }))
    expect(error).toMatchObject({ why: 'connection', maybeDone: true })
  })
})

test.each([
  ['7', '', 7],
  ['1.2', '', 2],
  ['Sat, 21 Nov 2026 10:00:30 GMT', 'Sat, 21 Nov 2026 10:00:00 GMT', 30],
  ['Sat, 21 Nov 2026 09:00:00 GMT', 'Sat, 21 Nov 2026 10:00:00 GMT', 0],
  ['Sat, 21 Nov 2026 10:00:30 GMT', '', undefined],
  ['soon', 'Sat, 21 Nov 2026 10:00:00 GMT', undefined],
  ['-5', '', undefined],
])('Retry-After %j, sent on %j, is %j seconds', (asked, date, seconds) => {
  expect(retryAfterSeconds(new Headers({ 'retry-after': asked, date }))).toBe(seconds)
})
