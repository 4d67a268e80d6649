/** What the owner does to the record, in a browser: evidence, a correction that flows through, a task, a held letter. */
import axe from 'axe-core'
import type { DateTime } from 'luxon'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Browser as Session } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { describeInBrowser, openBrowser, openTab, shoot, type Tab } from './chromium.ts'
import { plan, signIn } from './people.ts'
import { clickWord, spokenWord } from './playing.ts'
import { aHint, keepLetters } from './record-parts.ts'

const TITLE = 'Launch checkpoint with the portal team'
let data: FreshDatabase
let world: World
let browser: Browser
let tab: Tab
let page: Page
let maya: Session
let start: DateTime

const PATIENCE_MS = 180_000
const eventually: typeof expect.poll = (look) => expect.poll(look, { timeout: 45_000 })

describeInBrowser('the record, in a browser', () => {
  vi.setConfig({ testTimeout: PATIENCE_MS })
  beforeAll(async () => {
    data = await freshDatabase()
    ;[world, browser] = await Promise.all([startWorld({ databaseUrl: data.ownerUrl }), openBrowser()])
    maya = (await arrive(world)).browser
    const wishes = { postCallSummary: true, weeklyDigest: true, holdMinutes: 60 }
    await maya.api('PUT /v1/mail-preferences', { body: { ...wishes, recipients: 'all_guests' } })
    start = world.clock.now().plus({ hours: 2 }).startOf('hour')
    await plan(world, { title: TITLE, start, play: 'launch-checkpoint', people: ['guest@partner.example'] })
    tab = await openTab(browser, world.url)
    page = tab.page
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await shoot(page, 'failed-record')
    expect(tab.complaints()).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    await data?.[Symbol.asyncDispose]()
  })

  test('while it runs, hints and events come with their lines, and a moment is marked', async () => {
    await world.until(start.plus({ minutes: 4 }))
    await signIn(page, '/meetings')
    await page.getByRole('link', { name: TITLE }).click()
    const panel = page.getByRole('region', { name: 'As it happens' })
    await panel.getByText('Decision').first().waitFor()
    await world.until(start.plus({ minutes: 5 }))
    await aHint({ data, world, maya }, page.url().split('/').at(-1) ?? '')
    await page.reload()
    await panel.getByText('Until when?').waitFor()
    await shoot(page, 'live-guidance-1440-light')
    await panel.getByRole('button', { name: 'Not relevant' }).first().click()
    await page.getByText('Thank you. Noted.').waitFor()
    await page.keyboard.press('m')
    await page.getByRole('region', { name: 'Notes and comments' }).getByText('Marked').waitFor()
  })

  test('while it runs, one sees who is there, what they write, and what one has missed', async () => {
    const here = page.getByRole('region', { name: 'In the call' })
    await here.getByText('In the call · 3').waitFor()
    const list = page.locator('.transcript')
    await list.getByText(/^\S+ \S+, \S+ \S+ and \S+ \S+ joined$/).waitFor()
    await list.getByText('Rollback template from the spring release').waitFor()

    const ask = page.getByRole('region', { name: 'Ask this meeting' })
    await ask.getByRole('button', { name: 'What did I miss?' }).click()
    const chip = ask.locator('.answer .chip').first()
    const at = (await chip.textContent()) ?? ''
    await shoot(page, 'live-asked-1440-light')
    await chip.click()
    await eventually(() => page.locator('.said[data-marked=true] a').textContent()).toBe(at)
    await page.getByRole('button', { name: 'Jump to now' }).click()
    await page.getByRole('button', { name: 'Jump to now' }).waitFor({ state: 'detached' })
  })

  test('a chip leads to the exact line', async () => {
    await world.until(start.plus({ minutes: 20 }))
    await page.getByRole('region', { name: 'Summary' }).waitFor()
    const chip = page.locator('.point-row .chip').first()
    const at = await chip.textContent()
    await chip.click()
    const line = page.locator('.said[data-marked=true]')
    expect(await line.count()).toBe(1)
    expect(await line.locator('a').textContent()).toBe(at)
    await page.getByText(/The points rest on \d+ % of what was said/).waitFor()
    await page.keyboard.press('.')
    await eventually(() => line.locator('a').textContent()).not.toBe(at)
  })

  test('the recording plays, and the transcript moves along with it, to the word', async () => {
    const player = page.getByRole('region', { name: 'Recording' })
    await player.getByText(/Kept by Recall until/).waitFor()
    await page.locator('.said').first().locator('a').click()
    await page.keyboard.press(' ')
    await player.getByRole('button', { name: 'Pause' }).waitFor()
    await page.locator('.said[data-playing=true]').waitFor()
    await eventually(() => spokenWord(page)).toMatch(/\S/)
    await page.keyboard.press(' ')
    await player.getByRole('button', { name: 'Play' }).waitFor()

    const said = page.locator('.said', { hasText: 'The order portal goes out on Thursday' })
    await clickWord(page, said.locator('p'), 'Thursday')
    await eventually(() => spokenWord(page)).toContain('Thursday')
    expect(await said.getAttribute('data-playing')).toBe('true')
    await shoot(page, 'playing-1440-light')

    const position = () => player.getByRole('slider', { name: 'Position' }).inputValue().then(Number)
    const before = await position()
    await page.keyboard.press('l')
    await eventually(position).toBe(before + 10)
    await page.keyboard.press('j')
    await eventually(position).toBe(before)
    await page.keyboard.press('>')
    await eventually(() => player.getByLabel('Speed').inputValue()).toBe('1.25')
    await page.keyboard.press('<')
    await page.keyboard.press('.')
    await eventually(() => said.getAttribute('data-playing')).toBe(null)

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.keyboard.press('y')
    await page.getByText('The link to this moment was copied.').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/#at-\d+$/)
    const current = await page.locator('.said[data-playing=true]').getAttribute('id')
    await page.goto(link)
    await page.reload()
    await page.locator(`[id="${current}"][data-marked=true]`).waitFor()
  })

  test('a corrected line is corrected in the points that rest on it, and back with Undo', async () => {
    await page.locator('.point-row .chip').first().click()
    const point = page.locator('.point').first()
    const before = await point.textContent()
    await page.keyboard.press('e')
    const field = page.getByRole('textbox', { name: 'What was said' })
    await field.fill((await field.inputValue()).replaceAll('paging', 'pagination'))
    await shoot(page, 'correcting-1440-light')
    await page.keyboard.press('Enter')
    await page.locator('.said', { hasText: 'corrected' }).waitFor()
    await eventually(() => page.locator('.turn:focus').count()).toBe(1) // what had the focus is gone
    await eventually(() => point.textContent()).toContain('pagination')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await eventually(() => point.textContent()).toBe(before)
  })

  test('a speaker is named for all of their lines', async () => {
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Maya K.')
    await shoot(page, 'speaker-1440-light')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await eventually(() => page.locator('.turn-head', { hasText: 'Maya Keller' }).count()).toBe(0)
    await page
      .getByRole('region', { name: 'Talk time' })
      .locator('bdi', { hasText: 'Maya K.' })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await eventually(() => page.locator('.turn-head', { hasText: 'Maya Keller' }).count()).toBeGreaterThan(1)
  })

  test('a redacted line loses its words', async () => {
    const said = page.locator('.said', { hasText: 'gaming headset' })
    const id = await said.getAttribute('id')
    await said.hover()
    await said.getByRole('button', { name: 'What to do with this line' }).click()
    await page.getByRole('menuitem', { name: 'Redact' }).click()
    await page.locator(`[id="${id}"]`, { hasText: 'Redacted' }).waitFor()
    expect(await page.content()).not.toContain('gaming headset')
  })

  test('a task without a day is asked for one, and confirmed', async () => {
    const row = page.locator('.point-row', { has: page.getByPlaceholder('When?') })
    const day = row.locator('input[placeholder="When?"]').last()
    const name = (await day.getAttribute('aria-label')) ?? ''
    const task = page.locator('.point-row', { has: page.getByLabel(name, { exact: true }) })
    await day.fill('2026-11-30')
    await task.getByRole('button', { name: 'Confirm' }).click()
    await task.getByRole('checkbox', { name: 'Done' }).waitFor()
    expect(await page.getByLabel(name, { exact: true }).inputValue()).toBe('2026-11-30')
  })

  test('a comment stands at its moment', async () => {
    await page.locator('.said').nth(4).locator('a').click()
    await page.keyboard.press('c')
    const notes = page.getByRole('region', { name: 'Notes and comments' })
    await notes.getByRole('textbox').fill('Ask Contoso about this.')
    await notes.getByRole('button', { name: 'Comment for all' }).click()
    await notes.getByText('Ask Contoso about this.').waitFor()
  })

  test('the letter to guests waits, can be read, and is kept back', async () => {
    const mails = page.locator('section', { has: page.getByRole('heading', { name: 'Notes by mail' }) })
    await mails.getByText('Will be sent to 1 person').waitFor()
    await mails.getByRole('button', { name: 'Read it' }).click()
    await page.frameLocator('iframe').getByRole('heading', { name: TITLE }).waitFor()
    await shoot(page, 'letter-1440-light')
    await page.getByRole('button', { name: 'Close' }).click()
    await mails.getByRole('button', { name: 'Do not send' }).click()
    await mails.getByText('Not sent').waitFor()
    await world.until(start.plus({ minutes: 85 }))
    const to = world.sims.mail.messages().flatMap(({ envelope }) => envelope.to)
    expect(to).not.toContain('guest@partner.example')
    keepLetters(world)
  })

  test('the page is fit for everyone, in both themes, on a desk and on a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const size of [
        { width: 1440, height: 900 },
        { width: 360, height: 740 },
      ]) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize(size)
        await page.evaluate(axe.source)
        const { violations } = await page.evaluate(() =>
          (globalThis as unknown as { axe: typeof axe }).axe.run(),
        )
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          size.width,
        )
        await shoot(page, `record-${size.width}-${colorScheme}`)
      }
  })

  test('a recording that was deleted says so, and what was said stays', async () => {
    const params = { id: page.url().split('/').at(-1)?.split('#')[0] ?? '' }
    await maya.api('POST /v1/sessions/{id}/bot/commands', { params, body: { kind: 'delete_media' } })
    await world.settle()
    await page.getByText('The recording was deleted. What was said stays here.').waitFor()
    expect(await page.getByRole('region', { name: 'Recording' }).count()).toBe(0)
    expect(await page.locator('.said').count()).toBeGreaterThan(50)
  })
})
