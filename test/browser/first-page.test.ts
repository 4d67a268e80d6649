/**
 * The page of a meeting, as somebody sees it who comes from a letter: its first scripts are small, and what it shows
 * first comes with it, for those alone who may see it. And the same meeting, found again by what was said in it.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Browser as Session } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { buildPages, describeInBrowser, openBrowser, openTab, type Tab } from './chromium.ts'
import { glanceHere, judgeHere } from './judge.ts'
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
    expect(html).toContain(`<li dir="auto">${SAID}</li>`) // can be read before any script runs
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

describeInBrowser('the first page, and search, in a browser', () => {
  let browser: Browser
  let tab: Tab
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    tab = await openTab(browser, world.url)
    page = tab.page
    await signIn(page, '/usage')
  }, PATIENCE_MS)
  afterEach(() => expect(tab.complaints()).toEqual([]))
  afterAll(() => browser?.close())

  test('the meeting is shown without asking for anything more', async () => {
    tab.expect(/net::ERR_FAILED/)
    await page.route(/\/v1\//, (route) => route.abort())
    await page.goto(`/meetings/${id}`)
    await page.getByRole('region', { name: 'Summary' }).getByText(SAID).first().waitFor()
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.locator('.said').first().waitFor()
    await page.getByRole('button', { name: 'Export' }).waitFor()
    await page.unroute(/\/v1\//)
  })

  test('a key leads to the search, and a result to its line', async () => {
    await page.goto('/usage')
    await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor()
    await page.getByRole('link', { name: 'Search' }).first().waitFor()
    await expect.poll(() => pressed(page, '/')).toBe('/search')
    await page.getByText('Find it again').waitFor()
    await glanceHere(page, 'search, empty')
    await page.getByLabel('Words or a question').fill('portal')
    await page.keyboard.press('Enter')
    const found = page.getByRole('list', { name: 'Results' })
    await found.getByText('portal').first().waitFor()
    expect(await found.locator('mark').first().textContent()).toBe('portal')
    await judgeHere(page, 'search')
    await found
      .getByRole('link', { name: /^Open at 0:01/ })
      .first()
      .click()
    await page.locator('.said[data-marked=true]').getByText(SAID).waitFor()
    await page.goBack()
    await found.locator('mark').first().waitFor()
    expect(await page.getByLabel('Words or a question').inputValue()).toBe('portal')
  })

  test('what narrows it down stands in the address, and one press leads out', async () => {
    await page.goto('/search?q=portal&person=nobody.example&from=2026-11-01')
    await page.getByText('Nothing was found').waitFor()
    expect(await page.getByLabel('With whom').inputValue()).toBe('nobody.example')
    await glanceHere(page, 'search, nothing found')
    await page.getByRole('link', { name: 'Search everywhere' }).click()
    await page.getByRole('list', { name: 'Results' }).waitFor()
    expect(new URL(page.url()).search).toBe('?q=portal')
  })

  test('a question is answered by cited lines, or not at all', async () => {
    const field = page.getByLabel('Words or a question')
    const answer = page.getByRole('region', { name: 'Answer' })
    await field.fill('Who writes the release notes?')
    await page.getByRole('button', { name: 'Ask' }).click()
    await answer.getByText('release notes by Friday').waitFor()
    await judgeHere(page, 'search, asked')
    await answer.getByRole('link').first().click()
    await page.locator('.said[data-marked=true]').first().waitFor()
    await page.goto('/search?q=Which+colour+has+the+zebra%3F&ask=yes')
    await answer.getByText('not found in your meetings', { exact: false }).waitFor()
  })

  test('when the search is down it says so, and tries again', async () => {
    tab.expect(/503 \(Service Unavailable\)/)
    await page.route(/\/v1\/search/, (route) => route.fulfill({ status: 503, json: { title: 'Not now' } }))
    await page.goto('/search?q=portal')
    await page.getByRole('alert').waitFor()
    await glanceHere(page, 'search, down')
    await page.unroute(/\/v1\/search/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('list', { name: 'Results' }).waitFor()
  })
})

/** The keys come a moment after the page. */
async function pressed(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key)
  return new URL(page.url()).pathname
}

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
