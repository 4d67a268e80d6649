/** A Chromium for the browser tests: the machine's, or one that can be had. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './root.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const INSTALL_WITHIN_MS = 300_000

/** The path of its program, or null. CHROMIUM_PATH goes first. */
export function findChromium(): string | null {
  const places = [process.env.CHROMIUM_PATH, ...PLACES, chromium.executablePath()]
  return places.find((path) => path && existsSync(path)) ?? null
}

/** Try to install one: as root by apt, otherwise by Playwright into the user's cache. Returns its path, or null. */
export function installChromium(): string | null {
  const asRoot = process.getuid?.() === 0
  if (asRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', ...args], {
        env,
        stdio: ['ignore', 'ignore', 'ignore'],
        timeout: INSTALL_WITHIN_MS,
      })
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'chromium')
  }
  if (!findChromium())
    spawnSync(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'], {
      stdio: 'ignore',
      timeout: INSTALL_WITHIN_MS,
    })
  return findChromium()
}
