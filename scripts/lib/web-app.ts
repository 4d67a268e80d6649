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
  await build({
    root: join(root, 'web'),
    logLevel: 'warn',
    build: { outDir: fresh, emptyOutDir: true },
  })
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
