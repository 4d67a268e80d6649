import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '#db/embedded.ts'
import { CannotStart } from '#lib/cannot-start.ts'

const isRoot = process.getuid?.() === 0
const said: string[] = []
const log = {
  info: (m: string) => said.push(m),
  warn: (m: string) => said.push(m),
  error: (m: string) => said.push(m),
}
const folders: string[] = []

function folder(mode = 0o755) {
  const dir = mkdtempSync(join(tmpdir(), 'liveconvo-embedded-'))
  chmodSync(dir, mode)
  folders.push(dir)
  return dir
}

afterAll(() => {
  for (const dir of folders) {
    const pointer = join(dir, 'postgres.location')
    if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true })
    rmSync(dir, { recursive: true, force: true })
  }
})

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows[0]
  } finally {
    await client.end()
  }
}

/** Another process that starts Postgres on the folder; resolves once it has. */
async function launcher(dataDir: string) {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}
    const log = { info() {}, warn() {}, error() {} }
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log })
    console.log('up')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe('the embedded database', () => {
  test('starts from nothing, keeps its data and address, and gives owner rights without superuser', async () => {
    const dataDir = join(folder(), 'data')
    const first = await startEmbeddedPostgres({ dataDir, log })
    expect(first.found).toBe('created')
    expect(
      await ask(first.url, 'select rolsuper, rolcreaterole from pg_roles where rolname = current_user'),
    ).toEqual({
      rolsuper: false,
      rolcreaterole: true,
    })
    await ask(first.url, 'create table kept as select 7 as n')
    await first.stop()
    await expect(ask(first.url, 'select 1')).rejects.toThrow()

    const second = await startEmbeddedPostgres({ dataDir, log })
    expect(second).toMatchObject({ found: 'started', url: first.url })
    expect(await ask(second.url, 'select n from kept')).toEqual({ n: 7 })
    await second.stop()
  })

  test('refuses a second owner, and is adopted after the first was killed', async () => {
    const dataDir = folder()
    const owner = await launcher(dataDir)
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      `LiveConvo ${owner.pid} already runs`,
    )

    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const heir = await startEmbeddedPostgres({ dataDir, log })
    expect(heir.found).toBe('adopted')
    await heir.stop()
  })

  test('comes back at the same address when Postgres is killed', async () => {
    const dataDir = folder()
    const postgres = await startEmbeddedPostgres({ dataDir, log })
    await ask(postgres.url, 'create table kept as select 7 as n')
    const pointer = join(dataDir, 'postgres.location')
    const dir = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
    process.kill(Number(readFileSync(join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')

    await expect
      .poll(() => ask(postgres.url, 'select n from kept').catch(() => null), { timeout: 10_000 })
      .toEqual({ n: 7 })
    await expect.poll(() => said).toContain('The embedded Postgres is back.')
    await postgres.stop()
  })

  test.runIf(isRoot)('lives under /var/lib where a folder of root is closed to it', async () => {
    const dataDir = folder(0o700)
    const postgres = await startEmbeddedPostgres({ dataDir, log })
    expect(readFileSync(join(dataDir, 'postgres.location'), 'utf8')).toMatch(/^\/var\/lib\/liveconvo\/\w+\n$/)
    await postgres.stop()
    const again = await startEmbeddedPostgres({ dataDir, log })
    expect(again.url).toBe(postgres.url)
    await again.stop()
  })

  test('keeps its passwords to itself', async () => {
    const dataDir = folder()
    const { stop } = await startEmbeddedPostgres({ dataDir, log })
    await stop()
    const { mode } = statSync(join(dataDir, 'postgres.keys'))
    expect(mode & 0o777).toBe(0o600)
  })

  test('says in one sentence that the data is of another major version', async () => {
    const dataDir = folder()
    const data = join(dataDir, 'postgres/data')
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'PG_VERSION'), '16\n')
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(/is of Postgres version 16/)
  })

  test('says in one sentence that DATA_DIR is a file', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    await expect(startEmbeddedPostgres({ dataDir: file, log })).rejects.toThrow(CannotStart)
  })
})
