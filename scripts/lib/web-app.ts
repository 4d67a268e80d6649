/** Builds the web app into dist/web, when its sources have changed since the last time. */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

const OUT = join(root, 'dist/web')

/** Whether a build was needed. Built beside the old one and then swapped, so that nobody is served a half. */
export async function buildWebApp({ force = false } = {}): Promise<boolean> {
  const stamp = join(OUT, '.stamp')
  const sources = hashSources()
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false
  const { build } = await import('vite') // half a second to load: not when there is nothing to build
  const fresh = `${OUT}.new-${process.pid}`
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production' // otherwise whoever builds from a test run serves React's slow development half
  await build({
    root: join(root, 'web'),
    logLevel: 'warn',
    build: { outDir: fresh, emptyOutDir: true },
  })
  if (NODE_ENV !== undefined) process.env.NODE_ENV = NODE_ENV
  writeFileSync(join(fresh, '.stamp'), sources)
  rmSync(OUT, { recursive: true, force: true })
  renameSync(fresh, OUT)
  return true
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
