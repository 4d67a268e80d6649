/**
 * A real Chromium against the real product. Without one (CHROMIUM_PATH, or where systems put it) the tests are skipped
 * and say so in their name. Whatever a page complains about in its console fails the test that caused it.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { describe, inject } from 'vitest'
import { withDatabase } from '#test/database.ts'
import { findChromium } from '../../scripts/lib/chromium.ts'
import { buildWebApp } from '../../scripts/lib/web-app.ts'

const path = findChromium()
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const BUILD_LOCK = 7_310_118
/** A limit, not a wait: a busy machine draws a page in many seconds. */
const PATIENCE_MS = 45_000

/** Tests that need a screen. */
export const describeInBrowser = (name: string, tests: () => void) =>
  describe.skipIf(path === null)(
    path ? name : `${name} (skipped: no Chromium, name one in CHROMIUM_PATH)`,
    tests,
  )

/** The pages are built first, when they have changed. */
export async function openBrowser(): Promise<Browser> {
  await buildPages()
  return chromium.launch({ executablePath: path ?? '', args: ARGS })
}

export type Tab = {
  page: Page
  /** What the page complained about and nobody expected; reading empties it. */
  complaints(): string[]
  /** Complaints that are part of what is being tried. */
  expect(...patterns: RegExp[]): void
}

/** A new person at a new screen, in Vienna. */
export async function openTab(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  // Who is signed out learns it from this answer, which a browser notes as an error.
  const expected = [/401 \(Unauthorized\).*\/v1\/me/]
  let heard: string[] = []
  page.on('pageerror', (error) => heard.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    const { url } = message.location()
    if (!['error', 'warning'].includes(message.type()) || isElsewhere(url, baseURL)) return
    heard.push(`${message.type()}: ${message.text()} ${url}`)
  })
  return {
    page,
    complaints() {
      const rest = heard.filter((text) => !expected.some((pattern) => pattern.test(text)))
      heard = []
      return rest
    },
    expect: (...patterns) => void expected.push(...patterns),
  }
}

/** A stand-in's own page, not ours. */
const isElsewhere = (url: string, baseURL: string) =>
  url !== '' && new URL(url).origin !== new URL(baseURL).origin

/** Keeps a picture of the page in the folder SCREENSHOTS, when there is one. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

/** Test files run side by side: the second one waits, and then finds the pages built. */
export async function buildPages(): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(inject('template'), 'postgres') })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [BUILD_LOCK])
    await buildWebApp()
  } finally {
    await client.end()
  }
}
