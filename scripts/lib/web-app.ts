/** Builds the web app into dist/web, when its sources have changed since the last time. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './root.ts'

const OUT = join(root, 'dist/web')

/** Whether a build was needed. Built beside the old one and then swapped, so that nobody is served a half. */
export async function buildWebApp({ force = false } = {}): Promise<boolean> {
  const stamp = join(OUT, '.stamp')
  const sources = hashSources()
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false
  const fresh = `${OUT}.new-${process.pid}`
  await runVite(fresh)
  writeFileSync(join(fresh, '.stamp'), sources)
  rmSync(OUT, { recursive: true, force: true })
  renameSync(fresh, OUT)
  return true
}

/**
 * In a process of its own: what the bundler takes of memory is given back before the product starts. NODE_ENV is said,
 * because a build that is begun by a test run would otherwise serve React's slow development half.
 */
async function runVite(outDir: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', join(root, 'web'), '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env })
}

/** Only types cross from src/ into web/, so that the web folder and the packages are all that counts. */
function hashSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const path of globSync('web/**', { cwd: root }).sort()) {
    const file = join(root, path)
    if (statSync(file).isFile()) hash.update(path).update(readFileSync(file))
  }
  return hash.digest('hex')
}
