/**
 * The page of a meeting, as somebody sees it who comes from a letter: its first scripts are small, and what it shows
 * first comes with it, for those alone who may see it.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser as Session } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { buildPages, describeInBrowser, openBrowser, openTab } from './chromium.ts'
import { signIn } from './people.ts'

/** The pages are built here, where no other test has done it. */
const PATIENCE_MS = 180_000
const LARGEST_BYTES = 90_000
const TITLE = 'Review </script><script>alert(1)</script> & <!-- more'
const SAID = 'We decided to ship the portal on Monday.'
const TRANSCRIPT = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Maya Keller>${SAID}

00:00:05.000 --> 00:00:09.000
<v Jon Bell>I will write the release notes by Friday.
`

let data: FreshDatabase
let world: World
let maya: Session
let id: string

beforeAll(async () => {
  await buildPages()
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
  const imported = await maya.api('POST /v1/imports', { body: { title: TITLE, text: TRANSCRIPT } })
  id = imported.sessionId
  await world.settle()
}, PATIENCE_MS)
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await data?.[Symbol.asyncDispose]()
})

describe('the first page', () => {
  test('needs at most 90 kB of JavaScript, gzipped', () => {
    const folder = new URL('../../dist/web/', import.meta.url)
    const names = scriptsOf(folder)
    const bytes = names.map((name) => gzipSync(readFileSync(new URL(name, folder))).length)
    expect(names.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LARGEST_BYTES)
  })

  test('brings who I am and the meeting, for nobody to keep, and no text of it ends the script', async () => {
    const page = await maya.fetch(`/meetings/${id}`, { headers: { accept: 'text/html' } })
    expect(page.headers.get('cache-control')).toBe('no-store')
    const html = await page.text()
    expect(html).not.toContain('alert(1)</script>')
    expect(knownIn(html)).toMatchObject({
      after: expect.any(Number),
      me: await maya.api('GET /v1/me'),
      session: await maya.api('GET /v1/sessions/{id}', { params: { id } }),
    })
    expect(knownIn(html)).toMatchObject({ session: { title: TITLE } })
  })

  test.each([
    ['of a meeting that is not there', () => '/meetings/00000000-0000-4000-8000-000000000000'],
    ['of a meeting whose name is no id', () => '/meetings/nonsense'],
    ['of another kind', () => '/usage'],
  ])('%s brings who I am alone', async (_, path) => {
    const page = await maya.fetch(path(), { headers: { accept: 'text/html' } })
    expect(Object.keys(knownIn(await page.text()))).toEqual(['after', 'me'])
  })

  test('brings nothing to somebody who is not signed in', async () => {
    const page = await world.visitor().fetch(`/meetings/${id}`, { headers: { accept: 'text/html' } })
    expect(knownIn(await page.text())).toBeNull()
  })
})

describeInBrowser('the first page, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  test('shows the meeting without asking for anything more', async () => {
    const { page, expect: expected, complaints } = await openTab(browser, world.url)
    await signIn(page, '/usage')
    await page.route(/\/v1\//, (route) => route.abort())
    expected(/net::ERR_FAILED/)
    await page.goto(`/meetings/${id}`)
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.getByRole('region', { name: 'Summary' }).getByText(SAID).first().waitFor()
    await page.locator('.said').first().waitFor()
    await page.getByRole('button', { name: 'Export' }).waitFor()
    expect(complaints()).toEqual([])
  })
})

/** What index.html names, and whatever that imports before it runs. */
function scriptsOf(folder: URL): string[] {
  const named = /(?:src|href)="\/(assets\/[^"]+\.js)"/g
  const found = new Set(
    [...readFileSync(new URL('index.html', folder), 'utf8').matchAll(named)].map(([, name = '']) => name),
  )
  for (const name of found) {
    const script = readFileSync(new URL(name, folder), 'utf8')
    for (const [, other] of script.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      found.add(`assets/${other}`)
  }
  return [...found]
}

const knownIn = (html: string) =>
  JSON.parse(/<script type="application\/json" id="known">(.*?)<\/script>/s.exec(html)?.[1] ?? '"none"')
