/** Who Postgres runs as. It refuses root, so as root it gets an unprivileged user that exists anyway. */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { CannotStart } from '#lib/cannot-start.ts'
import type { Account } from './types.ts'

const NOBODY: Account = { uid: 65534, gid: 65534 }

/** The account for a data directory that may exist already; null when we are not root and need none. */
export function accountFor(data: string): Account | null {
  const us = process.getuid?.()
  const owner = statSync(data, { throwIfNoEntry: false })
  if (us !== 0) {
    if (owner && us !== undefined && owner.uid !== us)
      throw new CannotStart(
        `The database in ${data} belongs to user id ${owner.uid}, and this is user id ${us}. Start as that user, or choose another DATA_DIR.`,
      )
    return null
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return postgresUser() ?? NOBODY
}

/** Whether the account can read or enter the path. Asks the kernel, so that mounts and access lists count too. */
export function canUse(path: string, account: Account | null): boolean {
  const test = spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], {
    cwd: '/',
    ...account,
  })
  if (test.error)
    throw new CannotStart(
      `The embedded database cannot run here: root may not start a process as user id ${account?.uid}. Start as an ordinary user, or set DATABASE_URL.`,
      { cause: test.error },
    )
  return test.status === 0
}

/** Whether the account can pass through the folder to what it owns inside. */
export function canPass(folder: string, account: Account | null): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { cwd: '/', ...account }).status === 0
}

function postgresUser(): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^_?postgres:[^:]*:(\d+):(\d+):/m)
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : null
}
