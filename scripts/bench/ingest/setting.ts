/** Where the bench runs: a Postgres of its own that syncs to disk, and processes that end with it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../../src/db/embedded.ts'
import { APP_ROLE_PASSWORD, appUrl } from '../../../src/db/migrate.ts'
import { createLog } from '../../../src/lib/log.ts'
import { createVault } from '../../../src/lib/vault.ts'
import { freePort } from '../../../test/world.ts'
import { root } from '../../lib/root.ts'

export const SECRET = 'a-secret-for-the-bench-long-enough-to-be-one'
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a webhook secret for the bench').toString('base64')}`

export type Setting = Awaited<ReturnType<typeof openSetting>>

export async function openSetting() {
  const dataDir = mkdtempSync(join(tmpdir(), 'liveconvo-bench-'))
  chmodSync(dataDir, 0o711) // as root, Postgres passes through as another user
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLog('silent'), purpose: 'keep' })
  const children = new Set<ChildProcess>()

  /** A module of ours as a process; ends with the bench at the latest. */
  const start = (path: string, args: readonly string[] = [], env: Record<string, string> = {}) => {
    const child = fork(join(root, path), args, {
      env: { ...process.env, ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    children.add(child)
    return child
  }
  return {
    databaseUrl: postgres.url,
    appUrl: appUrl(postgres.url, createVault([SECRET]).derive(APP_ROLE_PASSWORD)),
    start,
    /** The product, or one half of it; resolves when it serves. */
    async product(parts: readonly string[], env: Record<string, string> = {}) {
      const port = await freePort()
      const child = start('src/main.ts', parts, { ...productEnv(postgres.url, port), ...env })
      await untilReady(`http://127.0.0.1:${port}/readyz`, child, parts.includes('web'))
      return { child, port }
    },
    async close() {
      for (const child of children) await end(child)
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const productEnv = (databaseUrl: string, port: number) => ({
  ...{ DATABASE_URL: databaseUrl, SECRET, PORT: String(port), LOG_LEVEL: 'error' },
  ...{
    RECALL_API_KEY: 'bench',
    RECALL_BASE_URL: 'http://127.0.0.1:9',
    RECALL_WEBHOOK_SECRETS: WEBHOOK_SECRET,
  },
})

async function untilReady(url: string, child: ChildProcess, isServed: boolean): Promise<void> {
  for (let tries = 0; tries < 600 && isServed; tries++) {
    if (child.exitCode !== null) throw new Error('The product did not start')
    const ok = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  if (isServed) throw new Error('The product is not ready after half a minute')
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Ask a process of ours one thing. Its answer's type is in the module that it runs. */
export async function ask<Answer>(child: ChildProcess, question: object | null): Promise<Answer> {
  const answer = once(child, 'message')
  if (question) child.send(question)
  const [said] = await answer
  return said
}
