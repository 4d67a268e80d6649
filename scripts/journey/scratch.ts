/** A database for one run: on the given server, or an embedded one in a folder that is removed afterwards. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded.ts'
import { createLog } from '../../src/lib/log.ts'

export type Scratch = AsyncDisposable & { url: string; where: string }

export async function scratchDatabase(serverUrl: string | undefined): Promise<Scratch> {
  return serverUrl ? onServer(serverUrl) : embedded()
}

async function onServer(serverUrl: string): Promise<Scratch> {
  const name = `liveconvo_journey_${randomBytes(4).toString('hex')}`
  await run(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.toString(),
    where: `${url.host}${url.pathname}`,
    [Symbol.asyncDispose]: () => run(serverUrl, `drop database ${name} with (force)`),
  }
}

async function embedded(): Promise<Scratch> {
  const dataDir = await mkdtemp(join(tmpdir(), 'liveconvo-journey-'))
  const server = await startEmbeddedPostgres({ dataDir, log: createLog('silent') })
  return {
    url: server.url,
    where: 'an embedded Postgres',
    async [Symbol.asyncDispose]() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
