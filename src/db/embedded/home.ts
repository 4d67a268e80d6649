/** Where the database lives, with its keys. All under DATA_DIR, except where root's folder is closed to Postgres. */
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotStart } from '#lib/cannot-start.ts'
import { makeFolder } from '#lib/make-folder.ts'
import { accountFor, canPass } from './account.ts'
import type { Account, Home, Keys } from './types.ts'

const ELSEWHERE = '/var/lib/liveconvo'

/** Make the folders and keys, or find them. Repeats without harm. */
export function prepareHome(dataDir: string): Home {
  const root = resolve(dataDir)
  try {
    makeFolder(root)
    const dir = findDir(root)
    const data = join(dir, 'data')
    const account = accountFor(data)
    makeFolder(dir, 0o711)
    if (account) openFor(account, root, dir)
    const portFile = join(root, 'postgres.port')
    return {
      dir,
      data,
      account,
      keys: readKeys(join(root, 'postgres.keys')),
      port: {
        read: () => (existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) || 0 : 0),
        keep: (port) => writeFileSync(portFile, `${port}\n`),
      },
      logFile: join(root, 'postgres.log'),
    }
  } catch (error) {
    throw inWords(error, root)
  }
}

/**
 * DATA_DIR/postgres; but where a parent folder of it is closed to the account (as /root is), a folder under
 * /var/lib, and DATA_DIR/postgres.location says which.
 */
function findDir(root: string): string {
  const pointer = join(root, 'postgres.location')
  if (existsSync(pointer)) {
    const dir = readFileSync(pointer, 'utf8').trim()
    if (existsSync(dir)) return dir
    throw new CannotStart(
      `The database of ${root} was kept in ${dir}, which is gone. Bring it back, restore a backup, or delete ${pointer} to begin anew.`,
    )
  }
  const inside = join(root, 'postgres')
  const account = accountFor(join(inside, 'data'))
  if (account === null || canPass(root, account)) return inside
  if (existsSync(join(inside, 'data')))
    throw new CannotStart(
      `User id ${account.uid}, which the embedded database runs as, may not enter ${root}. Give its folders the permission x for others.`,
    )
  const dir = join(ELSEWHERE, randomBytes(6).toString('hex'))
  makeFolder(dir, 0o711)
  writeFileSync(pointer, `${dir}\n`)
  return dir
}

/** A strict umask must not lock Postgres out of the folders that we have just made for it. */
function openFor(account: Account, root: string, dir: string): void {
  if (dir.startsWith(`${ELSEWHERE}/`)) chmodSync(ELSEWHERE, 0o711)
  chmodSync(dir, 0o711)
  chownSync(dir, account.uid, account.gid)
  if (!canPass(dir, account))
    throw new CannotStart(`User id ${account.uid} may not enter ${dir} (for ${root}).`)
}

/** Two generated passwords in a file that only we may read. Made once; the first of two racing starts wins. */
function readKeys(file: string): Keys {
  if (!existsSync(file)) {
    const password = () => randomBytes(24).toString('hex')
    try {
      writeFileSync(file, JSON.stringify({ admin: password(), owner: password() }), {
        mode: 0o600,
        flag: 'wx',
      })
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
  return JSON.parse(readFileSync(file, 'utf8')) // ours: written above
}

function inWords(error: unknown, root: string): unknown {
  if (hasCode(error, 'EACCES', 'EROFS', 'EPERM', 'ENOENT'))
    return new CannotStart(`The folder ${root} cannot be made or written. Choose another with DATA_DIR.`, {
      cause: error,
    })
  if (hasCode(error, 'ENOSPC'))
    return new CannotStart(`The disk that holds ${root} is full.`, { cause: error })
  if (hasCode(error, 'ENOTDIR', 'EEXIST'))
    return new CannotStart(`DATA_DIR must be a folder, and ${root} is a file.`, { cause: error })
  return error
}

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
