/** Upcoming, Rules and Calendars as people use them: with keys, with second thoughts, while things change by themselves. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Browser as Session } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { describeInBrowser, openBrowser, openTab, shoot, type Tab } from './chromium.ts'
import { glanceHere } from './judge.ts'
import { MAYA, plan, signIn } from './people.ts'

vi.setConfig({ testTimeout: 180_000 }) // a browser, a product and its stand-ins, perhaps on a busy machine

let data: FreshDatabase
let world: World
let browser: Browser
let tab: Tab
let page: Page
let mayasOwn: Session
let budget: string

const row = (title: string) => page.locator('[data-row]', { hasText: title })
const joinedWeeklies = () => row('Weekly').locator('[role=switch][aria-checked=true]').count()
const PATIENT = { timeout: 45_000 }
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')

describeInBrowser('coming meetings, rules and calendars, in a browser', () => {
  beforeAll(async () => {
    data = await freshDatabase()
    ;[world, browser] = await Promise.all([
      startWorld({ databaseUrl: data.ownerUrl, logLevel: 'error' }),
      openBrowser(),
    ])
    mayasOwn = (await arrive(world)).browser
    await fill()
    tab = await openTab(browser, world.url)
    page = tab.page
    await signIn(page)
    await row('Weekly').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await shoot(page, 'failed-calendar-page')
    expect(tab.complaints()).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    await data?.[Symbol.asyncDispose]()
  })

  test('each row says who gets the notes and how long it takes', async () => {
    await row('Budget talk').getByText('Notes to you · about 32 min, at most').waitFor()
    await row('Budget talk').getByText('1 guest from outside').waitFor()
  })

  test('with keys alone: down, up, why, and the switch', async () => {
    await page.keyboard.press('j')
    expect(await focused()).toBe('Budget talk')
    await page.keyboard.press('j')
    expect(await focused()).toBe('Weekly')
    await page.keyboard.press('k')
    await page.keyboard.press('w')
    await row('Budget talk').getByText('It has a link that a bot can join').waitFor()
    await page.keyboard.press('w')
    await page.keyboard.press('t')
    await row('Budget talk').getByText('Not joining because you said no').waitFor()
    await page.keyboard.press('t')
    await row('Budget talk').getByText('because you asked for it').waitFor()
    await row('Budget talk').getByRole('button', { name: 'Use rules' }).click()
    await row('Budget talk').getByText('nothing in your rules speaks against it').waitFor()
  })

  test('no to the whole series, yes to one of it, and the history says so', async () => {
    const first = row('Weekly').first()
    await first.getByRole('button', { name: 'Why' }).click()
    const series = first.getByRole('group', { name: 'The whole series' })
    await series.getByRole('button', { name: 'Skip' }).click()
    await expect.poll(joinedWeeklies, PATIENT).toBe(0)
    const only = first.getByRole('group', { name: 'Only this one' })
    await only.getByRole('button', { name: 'Join' }).click()
    await first.getByText('because you asked for it').first().waitFor()
    await first.getByText('You switched it off for the series → called off').waitFor()
    await first.getByText('You switched it on → planned').waitFor()
    await glanceHere(page, 'why and whose word')
    await only.getByRole('button', { name: 'My rules' }).click()
    await series.getByRole('button', { name: 'My rules' }).click()
    await expect.poll(joinedWeeklies, PATIENT).toBe(3)
    await first.getByRole('button', { name: 'Why' }).click()
  })

  test('a meeting that is moved moves under one’s eyes, and the page says so', async () => {
    const { startsAt } = world.sims.google.upcoming().find(({ id }) => id === budget) ?? { startsAt: 0 }
    world.sims.google.moveEvent(budget, startsAt + 3_600_000)
    await world.settle()
    await page.getByText('“Budget talk” moved from today 12:00 to 13:00. Joining 12:58').waitFor()
    await glanceHere(page, 'news')
    await page.getByRole('button', { name: 'Dismiss the news' }).click()
    world.sims.google.cancelEvent(
      world.sims.google.upcoming().find(({ title }) => title === 'Standup')?.id ?? '',
    )
    await world.settle()
    await page.getByText('was cancelled or removed: no bot will come').waitFor()
    expect(await row('Standup').count()).toBe(0)
  })

  test('filters and words narrow the list, and say so when nothing is left', async () => {
    await page.getByRole('button', { name: /^With outsiders/ }).click()
    await expect.poll(() => page.locator('[data-row]').count(), PATIENT).toBe(1)
    await page.getByRole('searchbox', { name: 'Title or person' }).fill('nobody at all')
    await page.getByRole('heading', { name: 'No meeting fits' }).waitFor()
    await page.getByRole('button', { name: 'Show all meetings' }).click()
    await row('Weekly').first().waitFor()
  })

  test('a rule shows what it flips, what is odd about it, and counts once it is saved', async () => {
    await page.goto('/rules')
    const excluded = page.getByRole('textbox', { name: 'Domains and people that keep the bot out' })
    await excluded.fill('partner.example')
    await excluded.press('Enter')
    await page.getByRole('heading', { name: '1 meeting would change' }).waitFor()
    const wanted = page.getByRole('textbox', { name: 'Domains and people that must be among the invited' })
    await wanted.fill('gmail.com')
    await wanted.press('Enter')
    await page.getByText('Anybody can have an address at gmail.com').waitFor()
    await glanceHere(page, 'rules, flipping')
    await page.getByRole('button', { name: 'Remove gmail.com' }).click()
    await page.getByRole('button', { name: 'Save the rules' }).click()
    await page.getByText('Every coming meeting is decided anew').waitFor()
    await page.getByRole('link', { name: 'Upcoming' }).first().click()
    await row('Budget talk').getByText("somebody of 'partner.example' is invited").waitFor()
  })

  test('a pasted invitation is understood and judged', async () => {
    await page.goto('/rules')
    await page.getByRole('textbox', { name: 'Invitation' }).fill(INVITATION)
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText("Not joining: somebody of 'partner.example' is invited").first().waitFor()
    await page.getByText('Assumed: It lasts half an hour').waitFor()
    await page.getByRole('textbox', { name: 'Invitation' }).fill('{"start": ')
    await page.getByRole('button', { name: 'Try it' }).click()
    tab.expect(/400 \(Bad Request\).*\/v1\/rules\/try/)
    await page.getByText('It begins like JSON, but is not').waitFor()
  })

  test('what is set for everybody is greyed in one’s own rules, with its author', async () => {
    await page.getByRole('button', { name: 'Everybody’s' }).click()
    await page.getByRole('button', { name: 'Set for everybody How long' }).click()
    await page.getByRole('combobox', { name: 'How long at most' }).selectOption('60')
    await page.getByText('In everybody’s calendars together').waitFor()
    await mayasOwn.api('PUT /v1/policies', { body: { neverKeywords: ['medical'] } }) // as another admin would
    await page.getByText('while you were at it: words that are never recorded').waitFor()
    await glanceHere(page, 'rules for everybody')
    await page.getByRole('button', { name: 'Put my changes on top' }).click()
    await page.getByRole('button', { name: 'Remove medical' }).waitFor()
    await page.getByRole('button', { name: 'Save for everybody' }).click()
    await page.getByText('are being decided anew').waitFor()
    await page.getByRole('button', { name: 'Mine' }).click()
    await page.getByText('Set for everybody by Maya Keller').waitFor()
    expect(await page.getByRole('combobox', { name: 'How long at most' }).isDisabled()).toBe(true)
    await glanceHere(page, 'rules, locked')
  })

  test('another calendar is chosen; leaving it alone names the bots that end', async () => {
    await page.goto('/calendars')
    await page.getByRole('switch', { name: 'Read Side projects' }).click()
    await page.getByText('“Side projects” is being read').waitFor()
    await world.settle()
    await page.getByText('1 coming event').waitFor()
    await page.getByRole('switch', { name: 'Read Side projects' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('1 planned bot is called off:').waitFor()
    await question.getByText('Workshop').waitFor()
    await glanceHere(page, 'stop reading')
    await question.getByRole('button', { name: 'Stop reading' }).click()
    await page.getByText('1 bot called off').waitFor()
  })

  test('before an account is disconnected one sees what ends', async () => {
    await page.getByRole('button', { name: `Disconnect ${MAYA.email}` }).click()
    await page.getByRole('dialog').getByText('planned bots are called off:').waitFor()
    await page.getByRole('button', { name: 'Keep it connected' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('a calendar that cannot be read is named, with what helps', async () => {
    world.sims.google.revoke(MAYA.email)
    const [connection] = (await mayasOwn.api('GET /v1/calendars')).connections
    await mayasOwn.api('POST /v1/calendars/{id}/sync', { params: { id: connection?.id ?? '' } })
    await world.settle()
    await page.goto('/')
    await page.getByText('cannot be read just now').waitFor()
    await page.getByText('each meeting below says whether a bot joins').waitFor()
    await glanceHere(page, 'a calendar is lost')
  })

  test('a forgotten account has paused, and one click ends it', async () => {
    await world.until(world.clock.now().plus({ minutes: 1 }))
    await data.db.asSystem((tx) =>
      tx.updateTable('calendarPreferences').set({ pausedAt: world.clock.now() }).execute(),
    )
    await page.goto('/')
    await page.getByRole('heading', { name: 'Joining has paused itself' }).waitFor()
    await glanceHere(page, 'paused')
    await page.getByRole('button', { name: 'Go on joining' }).click()
    await page.getByText('Your rules count again').waitFor()
    await page.getByRole('heading', { name: 'Joining has paused itself' }).waitFor({ state: 'detached' })
  })
})

const INVITATION = `Subject: Offer
From: Dana <dana@partner.example>
2026-11-25 14:00
https://us02web.zoom.us/j/85512345678?pwd=Zk1`

/** A series, two meetings of today, one in a calendar that is not read yet. */
async function fill(): Promise<void> {
  const { google } = world.sims
  const noon = world.clock.now().startOf('day').plus({ hours: 11 })
  budget = await plan(world, { title: 'Budget talk', start: noon, people: ['dana@partner.example'] })
  await plan(world, { title: 'Standup', start: noon.plus({ days: 2 }) })
  const at = (hours: number) => noon.plus({ hours }).toMillis()
  const link = 'https://us02web.zoom.us/j/85512349999?pwd=Zk1'
  google.createSeries(
    MAYA.email,
    { title: 'Weekly', start: at(24), end: at(25), link },
    'RRULE:FREQ=DAILY;COUNT=3',
  )
  for (const title of ['Lunch', 'Tidy up', 'Write the offer'])
    google.createEvent(MAYA.email, { title, start: at(26), end: at(27) })
  google.createEvent(MAYA.email, {
    ...{ title: 'Workshop', start: at(30), end: at(31), link: `${link}7` },
    calendar: 'side@group.calendar.google.com',
  })
  await world.settle()
  await mayasOwn.api('GET /v1/upcoming')
}
