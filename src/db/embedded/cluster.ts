/** The files of the database, made once by initdb. */
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '#lib/cannot-start.ts'
import { isAlive } from './postmaster.ts'
import type { Binaries, Home } from './types.ts'

const MAJOR = '18'

/** Make the data directory where there is none; true if it was made. A kill in between leaves no half of one. */
export function createCluster(home: Home, binaries: Binaries): boolean {
  if (existsSync(home.data)) {
    refuseAnotherVersion(home.data)
    return false
  }
  removeHalves(home.dir)
  const fresh = join(home.dir, `data.new-${process.pid}`)
  runInitdb(home, binaries, fresh)
  try {
    renameSync(fresh, home.data)
    return true
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (existsSync(home.data)) return false // another start was faster; who owns it is decided by the lock
    throw error
  }
}

/** What starts that were killed in the middle have left. */
function removeHalves(dir: string): void {
  for (const name of readdirSync(dir)) {
    const pid = name.match(/^data\.new-(\d+)$/)?.[1]
    if (pid && (Number(pid) === process.pid || !isAlive(Number(pid))))
      rmSync(join(dir, name), { recursive: true, force: true })
  }
}

function refuseAnotherVersion(data: string): void {
  const file = join(data, 'PG_VERSION')
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'unknown'
  if (version !== MAJOR)
    throw new CannotStart(
      `${data} is of Postgres version ${version}, and this program brings ${MAJOR}. Make a backup with the program that wrote it, then restore it into a new DATA_DIR.`,
    )
}

/** The same locale on every machine, so that two machines sort alike; passwords on every connection. */
function runInitdb(home: Home, binaries: Binaries, fresh: string): void {
  const passwordFile = join(home.dir, `.password-${process.pid}`)
  writeFileSync(passwordFile, home.keys.admin, { mode: 0o600 })
  if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid)
  try {
    const made = spawnSync(
      binaries.initdb,
      [
        ...['-D', fresh, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ],
      { cwd: '/', encoding: 'utf8', env: {}, ...home.account },
    )
    if (made.status !== 0)
      throw new CannotStart(
        `The embedded database could not be prepared in ${home.dir}: ${lastLine(made.stderr) ?? made.error?.message ?? made.signal}`,
      )
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const lastLine = (text: string | null | undefined) =>
  text
    ?.trim()
    .split('\n')
    .findLast((line) => line.includes('error') || line.includes('FATAL')) ?? text?.trim().split('\n').at(-1)
