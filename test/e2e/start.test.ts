/** `npm start` as a newcomer meets it: what stops it is one sentence, and what stops it half-way leaves nothing behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { browserFor } from '#test/browser-session.ts'
import { freePort } from '#test/world.ts'

const scratch = mkdtempSync(join(tmpdir(), 'liveconvo-start-'))
chmodSync(scratch, 0o711) // as root the database passes through as another user
const running = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of running) child.kill('SIGTERM')
  await Promise.all([...running].map((child) => child.exitCode ?? once(child, 'exit')))
  rmSync(scratch, { recursive: true, force: true })
})

type Env = Record<string, string>
const folder = (name: string) => join(scratch, name)

/** The command in a process of its own; `seen` waits for words of its output, `ended` for its exit code. */
function start(env: Env) {
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    env: { PATH: process.env.PATH ?? '', HOME: scratch, DEMO: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return { code: code as number | null, output } // as: the first argument of Node's exit event
  })
  const seen = (words: RegExp) =>
    expect
      .poll(() => output, { timeout: 60_000, interval: 50 })
      .toMatch(words)
      .then(() => output)
  return { child, ended, seen }
}

describe('what is wrong is one sentence, no stack, and exit code 1', () => {
  const file = folder('file')
  writeFileSync(file, '')
  const refused: [string, Env, string[]][] = [
    ['a DATA_DIR that is a file', { DATA_DIR: file }, ['must be a folder']],
    ...(existsSync('/proc/self')
      ? [
          ['a DATA_DIR in /proc', { DATA_DIR: '/proc/liveconvo' }, ['cannot be made']] as [
            string,
            Env,
            string[],
          ],
        ] // as: a tuple
      : []),
    [
      'several settings',
      { PORT: 'x', SIGN_UP: 'maybe', GOOGLE_CLIENT_ID: 'a' },
      ['PORT', 'SIGN_UP', 'GOOGLE_CLIENT_SECRET'],
    ],
    [
      'an unreachable database',
      { DATABASE_URL: 'postgres://u:sEcret@127.0.0.1:1/x' },
      ['127.0.0.1:1/x cannot be reached'],
    ],
  ]
  test.each(refused)('%s', async (_name, env, words) => {
    const { code, output } = await start({ PORT: '0', DATA_DIR: folder('refused'), ...env }).ended
    expect(code).toBe(1)
    for (const word of words) expect(output).toContain(word)
    expect(output).not.toMatch(/\n\s+at |sEcret/)
  })

  test('a busy port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = String(typeof address === 'object' ? address?.port : 0)
    const { code, output } = await start({ PORT: port, DATA_DIR: folder('refused') }).ended
    other.close()
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} is taken`)
  })
})

test('the demo: starts, keeps a second start off its files, stops, survives kill -9, and has lost nothing', {
  timeout: 120_000,
}, async () => {
  const dataDir = folder('a demo')
  const env = { PORT: String(await freePort()), DATA_DIR: dataDir }
  const origin = `http://127.0.0.1:${env.PORT}`
  const kept = () => readFileSync(join(dataDir, 'sim/setup.json'), 'utf8')

  const first = start(env)
  const output = await first.seen(/^ready .*$/m)
  expect(output.trimEnd().split('\n').at(-1)).toBe(`ready ${origin}`)
  expect(output).not.toContain('/setup?token=')
  const setup = kept()
  const second = await start({ ...env, PORT: '0' }).ended
  expect([second.code, second.output]).toEqual([1, expect.stringContaining('already runs on the database')])
  expect(kept()).toBe(setup)

  first.child.kill('SIGKILL')
  await first.ended
  const heir = start(env)
  await heir.seen(/^ready /m)
  expect(kept()).toBe(setup)
  const maya = browserFor(origin)
  const { email, password } = JSON.parse(readFileSync(join(dataDir, 'demo-login.json'), 'utf8'))
  await maya.signIn(email, password)
  await expect
    .poll(async () => (await maya.api('GET /v1/upcoming')).meetings.length, { timeout: 20_000 })
    .toBeGreaterThan(10)

  heir.child.kill('SIGINT')
  expect((await heir.ended).code).toBe(0)
  await expect(fetch(`http://127.0.0.1:${JSON.parse(setup).port}/`)).rejects.toThrow()
  expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false)
})
