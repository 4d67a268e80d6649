/** What is written about meetings, and what is brought to them, in a browser: brief, documents, versions, reports, templates. */
import type { DateTime } from 'luxon'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { describeInBrowser, openBrowser, openTab, shoot, type Tab } from './chromium.ts'
import { glanceHere, judgeHere } from './judge.ts'
import { plan, signIn } from './people.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }) // a browser, a product and its stand-ins, perhaps on a busy machine

const FIRST = 'Launch checkpoint with the portal team'
const NEXT = 'Launch, the day after'
const PEOPLE = ['priya@contoso.example']
let data: FreshDatabase
let world: World
let browser: Browser
let tab: Tab
let page: Page
let start: DateTime

const region = (name: string) => page.getByRole('region', { name })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const PATIENT = { timeout: 60_000 }

describeInBrowser('what is written and brought, in a browser', () => {
  beforeAll(async () => {
    data = await freshDatabase()
    ;[world, browser] = await Promise.all([
      startWorld({ databaseUrl: data.ownerUrl, logLevel: 'error' }),
      openBrowser(),
    ])
    await arrive(world)
    start = world.clock.now().plus({ minutes: 20 }).startOf('minute')
    await plan(world, { title: FIRST, start, play: 'launch-checkpoint', people: PEOPLE })
    await plan(world, {
      ...{ title: NEXT, start: start.plus({ days: 1 }), people: PEOPLE },
      description: '<p>Agenda</p><ul><li>Did the launch hold?</li><li>Prices of 2027</li></ul>',
    })
    await world.until(start.plus({ minutes: 15 }))
    tab = await openTab(browser, world.url)
    page = tab.page
    await signIn(page)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await shoot(page, 'failed-notes')
    expect(tab.complaints()).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    await data?.[Symbol.asyncDispose]()
  })

  test('from Upcoming one comes to the brief: last time, agenda, and a list of one’s own', async () => {
    const row = page.locator('[data-row]', { hasText: NEXT })
    await row.getByRole('button', { name: 'Why' }).click()
    await row.getByRole('link', { name: /Prepare/ }).click()
    await region('Last time').getByRole('link', { name: FIRST }).waitFor()
    await region('Last time')
      .getByRole('link', { name: /Said at/ })
      .first()
      .waitFor()
    await region('Agenda').getByText('Did the launch hold?').waitFor()
    const list = region('To prepare')
    const ticked = page.waitForResponse((response) => response.request().method() === 'PUT')
    await list.getByLabel('Be ready for: Prices of 2027').click() // the tick is drawn a moment later
    await ticked
    await list.getByLabel('Something else to prepare').fill('Book the room')
    await list.getByLabel('Something else to prepare').press('Enter')
    await list.getByRole('checkbox', { name: 'Book the room' }).waitFor()
    await page.reload()
    expect(await list.getByLabel('Be ready for: Prices of 2027').isChecked()).toBe(true)
    await list.getByRole('button', { name: 'Take away: Book the room' }).click()
    await list.getByRole('checkbox', { name: 'Book the room' }).waitFor({ state: 'detached' })
  })

  test('documents are brought; one that cannot be read says why', async () => {
    tab.expect(/400 \(Bad Request\).*\/documents/)
    const context = region('Context')
    await button('Say what this meeting is about').click()
    await context.getByLabel('What this meeting is about').fill('The portal, one day on.')
    await button('Save').click()
    await context.getByText('The portal, one day on.').waitFor()
    await context.getByLabel(/Add documents/).setInputFiles([
      { name: 'Offer of Contoso.txt', mimeType: 'text/plain', buffer: Buffer.from('They ask 900 euros.') },
      { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing') },
      { name: 'program.pdf', mimeType: 'application/pdf', buffer: Buffer.from('\x7fELF\0\0') },
    ])
    await context.getByText(/program.pdf: This is none of the kinds/).waitFor()
    await context.getByText(/This file is damaged/).waitFor(PATIENT)
    await context.getByText('What was read from it').click(PATIENT)
    await context.getByText('They ask 900 euros.').waitFor()
    await region('To prepare').getByLabel('Read Offer of Contoso.txt').waitFor()
    await judgeHere(page, 'brief')
    await context.getByRole('button', { name: 'Take away broken.pdf' }).click()
    await button('Take it away').click()
    await context.getByRole('button', { name: 'Take away broken.pdf' }).waitFor({ state: 'detached' })
  })

  test('a document answers a question, and opens where it says so', async () => {
    const brief = page.url()
    await page.goto('/search')
    const field = page.getByLabel('Words or a question')
    await expect
      .poll(async () => (await page.request.get('/v1/search?q=Contoso')).text(), PATIENT)
      .toContain('They ask 900 euros.')
    await field.fill('How many euros does Contoso ask?')
    await button('Ask').click()
    await page.getByLabel('Results').getByText('They ask 900 euros.').waitFor()
    await glanceHere(page, 'search-document')
    await region('Answer')
      .getByRole('link', { name: 'Open Offer of Contoso.txt, paragraph 1' })
      .click(PATIENT)
    await page.locator('.passage[data-marked=true]').getByText('They ask 900 euros.').waitFor()
    await judgeHere(page, 'document')
    await page.goto(brief)
  })

  test('a model tells it in short, and each sentence leads to its line', async () => {
    await button('Tell me in a few sentences').click()
    await region('In short')
      .getByText(/Written by/)
      .waitFor(PATIENT)
    await region('Last time')
      .getByRole('link', { name: /Said at/ })
      .first()
      .click()
    await page.locator('.said[data-marked=true]').first().waitFor()
  })

  test('a summary shows its topics, what it took, and is written anew as one asks', async () => {
    const summary = region('Summary')
    await summary.getByRole('heading', { name: 'By topic' }).waitFor()
    await summary.getByText(/This meeting has used [\d,]+ tokens/).waitFor()
    const topic = summary.locator('.topic').first()
    await topic
      .getByRole('button', { name: /^Edit: / })
      .first()
      .click()
    await topic.getByLabel('The point').fill('A sentence that nobody uttered there.')
    await button('Save').click()
    await topic.getByText(/^edited by /).waitFor()
    await topic.getByText('In other words than its lines.').waitFor()
    await topic.getByRole('button', { name: /^Add a note to / }).click()
    await topic.getByLabel(/^A note to /).fill('Ask for the lease.')
    await topic.getByText(/^It will rest on \d+ marked line/).waitFor() // of the sentence that led here
    await button('Add').click()
    await topic.getByText('Ask for the lease.').waitFor()
    await topic.getByRole('button', { name: /^Rename the topic / }).click()
    await topic.getByLabel('The title of the topic').fill('What to remember')
    await page.keyboard.press('Enter')
    await topic.getByRole('heading', { name: 'What to remember' }).waitFor()
    await topic.scrollIntoViewIfNeeded()
    await glanceHere(page, 'notes-by-topic')
    await button('Write it anew').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Template').selectOption('stand-up')
    await dialog.getByLabel('What to mind').fill('Stress the dates.')
    await glanceHere(page, 'write it anew')
    await dialog.getByRole('button', { name: 'Write it anew' }).click()
    await summary.getByText('Asked for: “Stress the dates.”').waitFor(PATIENT)
    for (const mine of ['A sentence that nobody uttered there.', 'Ask for the lease.', 'What to remember'])
      await summary.getByText(mine).waitFor()
  })

  test('an older version is compared, and shown again', async () => {
    await button('Versions').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Version 2').waitFor()
    await dialog.getByRole('button', { name: 'Compare with what is shown' }).click()
    await dialog.locator('.changed-list li').first().waitFor()
    await glanceHere(page, 'versions')
    await dialog.getByRole('button', { name: 'Show this version again' }).click()
    await page.getByText('Version 1 is shown again').waitFor()
    await region('Summary').getByText('Asked for: “Stress the dates.”').waitFor({ state: 'detached' })
  })

  test('a report is written, leads to its lines, and is deleted', async () => {
    await page.getByRole('link', { name: 'Report about it' }).click()
    await page.getByRole('checkbox', { name: FIRST }).waitFor()
    await page.getByLabel('What do you want to know?').fill('When does the portal go out?')
    await judgeHere(page, 'reports')
    await button('Write it').click()
    await page.getByRole('heading', { level: 1, name: /Report: Launch checkpoint/ }).waitFor()
    await page.getByText(/^Written by/).waitFor(PATIENT)
    await judgeHere(page, 'report')
    const claim = page.getByRole('listitem').filter({ hasText: 'Switching back takes about forty' })
    await claim.getByRole('link', { name: /Source \d+/ }).click()
    await page.locator('.said[data-marked=true]', { hasText: 'Switching back takes about forty' }).waitFor()
    await page.goBack()
    await button('Delete').click()
    await button('Delete it').click()
    await page.getByText('No reports yet').waitFor()
  })

  test('a template is written for everybody, changed, duplicated and deleted', async () => {
    await page.goto('/templates')
    await button('New template').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Price talk')
    await dialog.getByLabel('Kind of conversation').fill('Sales call')
    await dialog.getByLabel('What to stress').fill('Only prices.')
    await dialog.getByLabel('For everybody in the organization').check()
    await glanceHere(page, 'a template')
    await button('Save').click()
    await button('Edit Price talk').click()
    await dialog.getByLabel('What to stress').fill('Prices and discounts.')
    await button('Save').click()
    await page.getByText('Prices and discounts.').waitFor()
    await button('Duplicate Price talk').click()
    await button('Save').click()
    await button('Edit Price talk (copy)').waitFor()
    await judgeHere(page, 'templates')
    await button('Delete Price talk').click()
    await button('Delete it').click()
    await button('Edit Price talk').waitFor({ state: 'detached' })
  })

  test('an admin sees what models used, and sets the most that they may', async () => {
    await page.goto('/usage')
    await page.getByRole('cell', { name: 'Briefs' }).waitFor()
    await page.getByLabel('Tokens').fill('5')
    await page
      .locator('form', { has: page.getByLabel('US dollars') })
      .getByRole('button', { name: 'Set' })
      .click()
    await page.getByText('used up, rules write until the next month').waitFor()
    await glanceHere(page, 'usage of models')
  })
})
