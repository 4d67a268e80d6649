/** `npm run backup` and `npm run restore` on the embedded database: one file, and everything is there again. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startEmbeddedPostgres } from '#db/embedded.ts'
import { createLog } from '#lib/log.ts'

const log = createLog('silent')

async function query(dataDir: string, text: string) {
  const server = await startEmbeddedPostgres({ dataDir, log })
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  await server.stop()
  return rows
}

const run = (script: string, args: string[], dataDir: string) =>
  promisify(execFile)(process.execPath, [`scripts/${script}.ts`, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
  })

test('what was backed up is there after a restore, with the secret that opens it', {
  timeout: 60_000,
}, async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'liveconvo-backup-'))
  chmodSync(scratch, 0o711) // as root the database passes through as another user
  const [before, after, file] = [join(scratch, 'before'), join(scratch, 'after'), join(scratch, 'backup.tar')]
  try {
    await query(before, "create table kept as select 'every word' as text")
    writeFileSync(join(before, 'secret'), 'a secret that is long enough to be one\n', { mode: 0o600 })
    await run('backup', [file], before)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await run('restore', [file], after)
    expect(await query(after, 'select text from kept')).toEqual([{ text: 'every word' }])
    expect(readFileSync(join(after, 'secret'), 'utf8')).toContain('long enough')
    await expect(run('restore', [file], after)).rejects.toThrow(/holds a database already/)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})
