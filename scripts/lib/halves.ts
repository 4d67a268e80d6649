/** What this process runs: the pages and webhooks (web), the jobs (worker), or both. */
import { accessSync, constants } from 'node:fs'
import type { Config } from '../../src/config.ts'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { makeFolder } from '../../src/lib/make-folder.ts'

export type Halves = { web: boolean; worker: boolean }

/** From the command's first word. Two processes cannot share the embedded database: each would want to own it. */
export function readHalves(word: string | undefined, config: Config): Halves {
  if (word === undefined) return { web: true, worker: true }
  if (word !== 'web' && word !== 'worker') throw new CannotStart(`Say web, worker or nothing, not "${word}".`)
  if (!config.databaseUrl || config.demo)
    throw new CannotStart('Web and worker as two processes need DATABASE_URL, and are not for demo mode.')
  return { web: word === 'web', worker: word === 'worker' }
}

/** The folder of DATA_DIR, made and writable; one sentence if not. */
export function prepareFolder(dir: string): void {
  try {
    makeFolder(dir)
    accessSync(dir, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const isFile =
      cause instanceof Error && 'code' in cause && ['EEXIST', 'ENOTDIR'].includes(String(cause.code))
    throw new CannotStart(
      isFile
        ? `DATA_DIR must be a folder, and ${dir} is a file or lies under one.`
        : `The folder ${dir} cannot be made or written. Choose another with DATA_DIR.`,
      { cause },
    )
  }
}
