import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { spawnPostmaster } from './postmaster.ts'

test('an end that is noticed after the folder was removed is no error', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'liveconvo-postmaster-'))
  const home = {
    ...{ dir, data: join(dir, 'data'), account: null, keys: { admin: '', owner: '' } },
    ...{ port: { read: () => 0, keep: () => {} }, logFile: join(dir, 'postgres.log') },
  }
  const noServer = { postgres: process.execPath, initdb: process.execPath } // it ends at once: -D is none of its options
  const { died } = await spawnPostmaster(home, noServer, 'scratch')
  rmSync(dir, { recursive: true })
  expect(await died).toBe(`see ${home.logFile}`)
})
