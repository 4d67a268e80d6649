/** A newcomer's first day at the pages, from the set-up link to the minutes, in the order in which it happens. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { describeInBrowser, openBrowser, openTab, shoot, type Tab } from './chromium.ts'
import { MAYA, plan, signIn } from './people.ts'

const TITLE = 'Launch checkpoint'
const SCRIPT = 'launch-checkpoint'
const eventually: typeof expect.poll = (look) => expect.poll(look, { timeout: 45_000 })

let data: FreshDatabase
let world: World
let browser: Browser
let tab: Tab
let page: Page
let meetingPath: string

const row = (title: string) => page.locator('[data-row]', { hasText: title })
const begins = () => world.clock.now().startOf('day').plus({ hours: 11 })

describeInBrowser('a first day, in a browser', () => {
  vi.setConfig({ testTimeout: 180_000 })
  beforeAll(async () => {
    data = await freshDatabase()
    ;[world, browser] = await Promise.all([
      startWorld({ databaseUrl: data.ownerUrl, logLevel: 'error' }),
      openBrowser(),
    ])
    tab = await openTab(browser, world.url)
    page = tab.page
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await shoot(page, 'failed')
    expect(tab.complaints()).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    await data?.[Symbol.asyncDispose]()
  })

  test('a newcomer sets the server up, and is asked for a calendar', async () => {
    await page.goto(world.setUpLink ?? '')
    await page.getByLabel('Your name').fill('Maya Keller')
    await page.getByLabel('E-mail address').fill(MAYA.email)
    await page.getByLabel('Password').fill(MAYA.password)
    await page.getByLabel('Organization').fill('Northwind Trading')
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await page.getByRole('link', { name: 'Connect a calendar' }).waitFor()
  })

  test("through Google's consent page the calendar is connected", async () => {
    await plan(world, { title: TITLE, start: begins(), play: SCRIPT, people: ['guest@partner.example'] })
    await plan(world, { title: 'Budget talk', start: begins().plus({ days: 6 }) })
    await page.getByRole('link', { name: 'Connect a calendar' }).click()
    await page.getByRole('button', { name: 'Connect Google Calendar' }).click()
    await page.getByRole('button', { name: 'Maya Keller' }).click()
    await page.getByText('Connected.').waitFor()
    await world.settle()
  })

  test('the next two weeks are shown under the proposed rules; nothing is wished before they are confirmed', async () => {
    await page.getByRole('link', { name: 'Upcoming' }).first().click()
    await page.getByText('a bot would join 2 meetings').waitFor()
    await row('Budget talk').getByText('Joining 11:58 because').waitFor()
    expect(world.sims.recall.bots()).toEqual([])
    await shoot(page, 'confirm-1440-light')

    await page.getByRole('button', { name: 'Join these meetings' }).click()
    await page.getByText('Bots are being planned').waitFor()
    await world.settle()
    await row(TITLE).getByText('Joining 11:58 because').waitFor()
    expect(world.sims.recall.bots()).toHaveLength(2)
  })

  test('a meeting is switched off with one click, and on again with Undo', async () => {
    const toggle = page.getByRole('switch', { name: 'Join Budget talk' })
    await toggle.click()
    await row('Budget talk').getByText('Not joining because you said no').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await row('Budget talk').getByText('Joining').first().waitFor()
    await page.locator('[aria-label="Join Budget talk"][aria-checked=true]').waitFor()
  })

  test('why opens the whole trail of the decision', async () => {
    const why = row(TITLE).getByRole('button', { name: 'Why' })
    await why.click()
    await row(TITLE).getByText('It has a link that a bot can join').waitFor()
    expect(await row(TITLE).locator('.why ol').first().locator('li').count()).toBeGreaterThan(5)
    await shoot(page, 'why-1440-light')
    await why.click()
  })

  test('rules say which meetings flip before anything is saved', async () => {
    await page.getByRole('link', { name: 'Rules' }).first().click()
    await page.getByRole('textbox', { name: 'Words that keep the bot out' }).fill('budget')
    await page.getByRole('button', { name: 'Add' }).first().click()
    await page.getByRole('heading', { name: '1 meeting would change' }).waitFor()
    await page.getByText("it contains 'budget'").waitFor()
    await shoot(page, 'rules-flip-1440-light')
    const { excludedKeywords } = await page.evaluate(() => fetch('/v1/rules').then((reply) => reply.json()))
    expect(excludedKeywords).not.toContain('budget')
  })

  test('the states of the bot are shown as they come, the lobby too, without a reload', async () => {
    await page.getByRole('link', { name: 'Upcoming' }).first().click()
    await world.until(begins().minus({ minutes: 2, seconds: -15 }))
    await row(TITLE).locator('.state', { hasText: 'In the lobby' }).waitFor()
    await row(TITLE).getByRole('link', { name: TITLE }).click()
    await page.locator('.note.amber', { hasText: 'lobby' }).first().waitFor()
    meetingPath = new URL(page.url()).pathname
    await shoot(page, 'lobby-1440-light')
    await world.until(begins())
    await page.locator('.state', { hasText: 'Recording' }).waitFor()
    await page.locator('.note.amber', { hasText: 'lobby' }).first().waitFor({ state: 'detached' })
  })

  test('what is said appears while people speak, and reading further up is not disturbed', async () => {
    await page.setViewportSize({ width: 1440, height: 600 })
    await world.until(begins().plus({ seconds: 120 }))
    await page.locator('.said', { hasText: 'The order portal goes out on Thursday' }).waitFor()
    await eventually(linesShown).toBeGreaterThan(12)
    await eventually(fromEnd).toBeLessThan(50)

    await page.locator('.transcript').evaluate((box) => box.scrollTo({ top: 40 }))
    await page.getByRole('button', { name: 'Jump to now' }).waitFor()
    const before = await linesShown()
    await world.until(begins().plus({ seconds: 180 }))
    await page.getByRole('button', { name: /Jump to now · \d+ new line/ }).waitFor()
    await eventually(linesShown).toBeGreaterThan(before)
    expect(await page.locator('.transcript').evaluate((box) => box.scrollTop)).toBe(40)
    await shoot(page, 'live-scrolled-up-1440-light')

    await page.getByRole('button', { name: 'Jump to now' }).click()
    await eventually(fromEnd).toBeLessThan(50)
    await page.getByRole('button', { name: 'Jump to now' }).waitFor({ state: 'detached' })
  })

  test('a reload loses nothing', async () => {
    const words = () => page.locator('.said[data-final=true] p').allTextContents()
    const before = await words()
    await page.reload()
    // A line may have become final meanwhile; none may be missing or changed.
    await eventually(async () => (await words()).slice(0, before.length)).toEqual(before)
  })

  test('after the meeting the summary appears by itself, and who got it by mail', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await world.until(begins().plus({ minutes: 40 }))
    await page.getByRole('region', { name: 'Summary' }).waitFor()
    await page.locator('.state', { hasText: 'Ready' }).waitFor()
    const mails = page.locator('section', { has: page.getByRole('heading', { name: 'Notes by mail' }) })
    await mails.getByText(`The mail to you (${MAYA.email}) was sent`).waitFor()
    await shoot(page, 'ready-1440-light')
  })

  test('a point shows its lines, by mouse and by keyboard', async () => {
    const points = page.locator('.point')
    await points.last().click()
    await eventually(marked).toBeGreaterThan(0)
    await eventually(markedIsInView).toBe(true)
    await points.nth(-2).focus()
    await page.keyboard.press('Enter')
    await page.locator('.point:focus[aria-pressed=true]').waitFor()
    expect(await points.last().getAttribute('aria-pressed')).toBe('false')
    await eventually(markedIsInView).toBe(true)
    await shoot(page, 'point-1440-light')
  })

  test('a link to a line opens at the line', async () => {
    const id = await page.locator('.said').last().getAttribute('id')
    const other = await openTab(browser, world.url)
    await signIn(other.page, `${meetingPath}#${id}`)
    await other.page.locator(`[id="${id}"][data-marked=true]`).waitFor()
    await eventually(() => isInView(other.page, `[id="${id}"]`)).toBe(true)
    expect(other.complaints()).toEqual([])
    await other.page.context().close()
  })

  test('usage shows the minutes of the meeting', async () => {
    await page.getByRole('link', { name: 'Usage' }).first().click()
    const line = page.getByRole('row', { name: new RegExp(TITLE) })
    await line
      .getByRole('cell', { name: /^\d+ min$/ })
      .last()
      .waitFor()
    await line.getByRole('link', { name: TITLE }).click()
    await page.getByRole('region', { name: 'Summary' }).waitFor()
  })

  test('an invitation shows its link, to be copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('link', { name: 'Members' }).first().click()
    await page.getByLabel('E-mail address').fill('jonas@northwind.example')
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    const link = await page.getByLabel('Invitation link').inputValue()
    expect(link).toContain(`${world.url}/invitations/`)
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByText('The link was copied.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
    await world.settle()
  })
})

/** Words in progress are nobody's loss. */
const linesShown = () => page.locator('.said[data-final=true]').count()
const marked = () => page.locator('.said[data-marked=true]').count()
const fromEnd = () =>
  page.locator('.transcript').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
const markedIsInView = () => isInView(page, '.said[data-marked=true]')
const isInView = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((line) => {
      const { top, bottom } = line.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
