/** Makes a folder with its parents, step by step. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Like mkdir -p. Node's own `recursive` never returns where an existing parent answers "no such file", as those of
 * the kernel do (/proc). Throws the system's error.
 */
export function makeFolder(dir: string, mode = 0o777): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = dirname(dir)
  if (parent !== dir) makeFolder(parent)
  try {
    mkdirSync(dir, { mode })
  } catch (error) {
    // another process may have been faster
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
