/** Every page, in both themes, on a phone and on a desk: nothing axe objects to, nothing wider than the screen. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Browser as Session } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { describeInBrowser, openBrowser, openTab, shoot, type Tab } from './chromium.ts'
import { judgeHere } from './judge.ts'
import { plan, signIn } from './people.ts'

const LONG =
  'Quarterly alignment on the procurement-and-logistics-harmonisationprogramme-of-the-northern-region'
const NONE = '00000000-0000-4000-8000-000000000000'

let data: FreshDatabase
let world: World
let browser: Browser
let visitor: Tab
let maya: Tab
let mayasOwn: Session
const at: Record<string, string | null | undefined> = {}

describeInBrowser('every page, in a browser', () => {
  vi.setConfig({ testTimeout: 180_000 }) // a busy machine takes its time over a whole meeting
  beforeAll(async () => {
    data = await freshDatabase()
    ;[world, browser] = await Promise.all([startWorld({ databaseUrl: data.ownerUrl }), openBrowser()])
    visitor = await openTab(browser, world.url)
    maya = await openTab(browser, world.url)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await shoot(maya.page, 'failed-page')
    expect([...visitor.complaints(), ...maya.complaints()]).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    await data?.[Symbol.asyncDispose]()
  })

  test.each([
    ['setting up', () => new URL(world.setUpLink ?? '').pathname + new URL(world.setUpLink ?? '').search],
    ['signing in', () => '/'],
    ['choosing a new password', () => '/reset-password?token=abc'],
  ])('%s is fit for everyone', async (name, path) => {
    await judge(visitor.page, path(), name, visitor.page.getByRole('button').first())
  })

  test('somebody arrives', async () => {
    mayasOwn = (await arrive(world)).browser
  })

  test('with nothing in it yet, each page says what will be there', async () => {
    await signIn(maya.page)
    await judge(maya.page, '/', 'upcoming, empty', maya.page.getByText('No meetings in the next two weeks'))
    await judge(maya.page, '/meetings', 'meetings, empty', maya.page.getByRole('heading', { level: 2 }))
    await judge(maya.page, '/usage', 'usage, empty', maya.page.getByText('Nothing was recorded'))
  })

  test('meetings come and go', async () => {
    await fill(mayasOwn)
    expect(at).toEqual({ over: expect.any(String), live: expect.any(String), coming: expect.any(String) })
  })

  test.each([
    ['upcoming', () => '/', '[data-row]'],
    ['meetings', () => '/meetings', '.row'],
    ['a live meeting', () => `/meetings/${at.live}`, '.said'],
    ['a meeting that is over', () => `/meetings/${at.over}`, '.point'],
    ['a meeting to come', () => `/meetings/${at.coming}`, 'h2'],
    ['calendars', () => '/calendars', '.line, .card'],
    ['rules', () => '/rules', '.rules'],
    ['usage', () => '/usage', 'table'],
    ['members', () => '/members', '.row'],
    ['the operator', () => '/operator', '.card, table'],
    ['my account', () => '/account', 'form'],
    ['an unknown address', () => '/nowhere', 'h1'],
  ])('%s is fit for everyone', async (name, path, shown) => {
    await judge(maya.page, path(), name, maya.page.locator(shown).first())
  })

  test('a meeting that is not there says so', async () => {
    maya.expect(/404 \(Not Found\).*\/v1\/sessions\//)
    await judge(maya.page, `/meetings/${NONE}`, 'no such meeting', maya.page.getByRole('alert'))
  })

  test('the list of keys and a question before stopping are fit for everyone', async () => {
    const { page } = maya
    await page.goto('/')
    await page.locator('[data-row]').first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await judgeHere(page, 'the keys')
    await page.keyboard.press('Escape')
    await page.goto(`/meetings/${at.live}`)
    await page.getByRole('button', { name: 'Stop recording' }).click()
    await page.getByRole('dialog').waitFor()
    await judgeHere(page, 'stop recording')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.locator(':focus').textContent()).toContain('Stop recording')
  })

  test('a page that is older than the server is loaded anew, once, when a part of it is gone', async () => {
    const { page } = maya
    await page.goto('/')
    await page.locator('[data-row]').first().waitFor()
    maya.expect(/404/)
    const part = /\/assets\/MembersPage.*\.js$/
    await page.route(part, (route) => route.fulfill({ status: 404 }), { times: 1 })
    const newer = '<script type="module" src="/assets/newer.js"></script>'
    const isAsked = (url: URL) => url.pathname === '/'
    await page.route(isAsked, (route) => route.fulfill({ body: newer, contentType: 'text/html' }))
    await page.getByRole('link', { name: 'Members' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor()
    expect(
      await page.evaluate(() => performance.getEntriesByType('navigation').map(({ name }) => name)),
    ).toEqual([expect.stringMatching(/\/members$/)])
    // a second time within a minute nothing is loaded by itself: the reader is asked
    await page.route(/\/assets\/RulesPage.*\.js$/, (route) => route.fulfill({ status: 404 }), { times: 1 })
    await page.getByRole('link', { name: 'Rules' }).first().click()
    await page.getByText('LiveConvo was updated').waitFor()
    await page.getByRole('button', { name: 'Load it anew' }).click()
    await page.getByRole('heading', { level: 1, name: /rules/i }).waitFor()
    await page.unroute(isAsked)
  })

  test('when the API is down the page says what happened, and recovers', async () => {
    const { page } = maya
    maya.expect(/503 \(Service Unavailable\)/, /ERR_FAILED|Failed to load resource: net::/)
    const down = (url: URL) => url.pathname === '/v1/usage'
    await page.route(down, (route) =>
      route.fulfill({ status: 503, json: outage, headers: { 'x-request-id': 'r-1' } }),
    )
    await judge(page, '/usage', 'usage, down', page.getByText('Calendars and bots go on'))
    await page.getByText('r-1').waitFor()
    await page.unroute(down)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table').first().waitFor()
  })

  test('when the server cannot be reached the page says so, and recovers', async () => {
    const { page } = maya
    await page.goto('/calendars')
    await page.getByRole('heading', { name: 'Calendars' }).waitFor()
    await page.route('**/v1/**', (route) => route.abort())
    await page.getByRole('link', { name: 'Usage' }).first().click()
    await page.reload()
    await page.getByText('The server cannot be reached').waitFor()
    await shoot(page, 'unreachable')
    await page.unroute('**/v1/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table').first().waitFor()
  })
})

const outage = {
  title: 'Not available',
  detail: 'The database does not answer. Calendars and bots go on.',
  requestId: 'r-1',
}

async function judge(
  page: Page,
  path: string,
  name: string,
  shown: ReturnType<Page['locator']>,
): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shown.first().waitFor()
  await judgeHere(page, name)
}

/** A meeting that is over, one that runs, and others to come: long names, many people, text from right to left. */
async function fill(session: Session): Promise<void> {
  const start = world.clock.now().startOf('hour').plus({ hours: 1 })
  const many = Array.from(
    { length: 14 },
    (_, n) => `guest.with.a.long.name.${n}@subsidiary-of-a-partner.example`,
  )
  await plan(world, { title: 'Launch checkpoint', start, play: 'launch-checkpoint', people: many })
  const later = start.plus({ hours: 1 })
  await plan(world, { title: LONG, start: later, play: 'customer-renewal', people: many })
  await plan(world, {
    title: 'اجتماع التخطيط الأسبوعي',
    start: start.plus({ days: 1 }),
    people: many.slice(0, 2),
  })
  await plan(world, { title: LONG, start: start.plus({ days: 3 }) })
  await world.until(later.plus({ minutes: 3 }))
  await session.api('POST /v1/invitations', { body: { email: many[0] ?? '', role: 'member' } })
  await world.settle()
  const { meetings } = await session.api('GET /v1/upcoming')
  const { sessions } = await session.api('GET /v1/sessions')
  at.over = sessions.find(({ title }) => title === 'Launch checkpoint')?.id
  at.live = sessions.find(({ title }) => title === LONG)?.id
  at.coming = meetings.find(({ title }) => title.startsWith('اجتماع'))?.sessionId
}
