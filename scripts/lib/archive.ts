/** A backup is one tar.gz: `backup.json` says what is in it. It holds secrets, so only its owner may read it. */
import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { CannotStart } from '../../src/lib/cannot-start.ts'

export type Manifest = {
  kind: 'embedded' | 'dump'
  /** ISO 8601. */
  made: string
  /** Whom the tables belong to in a dump. */
  owner?: string
}

const MAX_LIST_BYTES = 100_000_000

/** Each source is a folder and names in it. Refuses to overwrite; leaves no half of a file. */
export function pack(file: string, sources: { from: string; names: string[] }[]): void {
  if (existsSync(file)) throw new CannotStart(`${file} exists already. Choose another name.`)
  try {
    closeSync(openSync(file, 'wx', 0o600))
    chmodSync(file, 0o600)
    tar(
      ['-czf', file, ...sources.flatMap(({ from, names }) => ['-C', from, ...names])],
      `${file} cannot be written`,
    )
  } catch (error) {
    rmSync(file, { force: true })
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`${file} cannot be written: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

/** What it says about itself. Throws CannotStart for a file that is no backup of ours. */
export function readManifest(file: string): Manifest {
  const { status, stdout } = spawnSync('tar', ['-xzOf', file, 'backup.json'], { encoding: 'utf8' })
  if (status !== 0) throw new CannotStart(`${file} is not a backup of LiveConvo, or it is damaged.`)
  return JSON.parse(stdout) // ours: written by the backup command
}

/** The names at the top of the archive. */
export function entries(file: string): string[] {
  const { stdout } = spawnSync('tar', ['-tzf', file], { encoding: 'utf8', maxBuffer: MAX_LIST_BYTES })
  return [...new Set(stdout.split('\n').map((path) => path.split('/')[0] ?? ''))].filter(Boolean)
}

/** Unpack entries, owned by whoever runs this. */
export function unpack(file: string, into: string, names: string[]): void {
  tar(['-xzf', file, '--no-same-owner', '-C', into, ...names], `${file} cannot be unpacked`)
}

function tar(args: string[], trouble: string): void {
  const { status, stderr, error } = spawnSync('tar', args, { encoding: 'utf8' })
  if (status !== 0) throw new CannotStart(`${trouble}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`)
}
