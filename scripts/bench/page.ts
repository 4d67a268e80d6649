/**
 * `npm run measure:page`: how soon a report's "In short" can be read, beside a static page of the same words, and how
 * long the browser could not answer meanwhile. A meeting of one hour, a processor slowed down four times, the best of
 * several turns each. Exits 1 where a bound does not hold. With `-- --lines 20000`: how soon a transcript of so many
 * lines is there, the first line and every one; no bound.
 */
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from '../../test/browser-session.ts'
import { startWorld } from '../../test/world.ts'
import { arrive } from '../journey/newcomer.ts'
import { scratchDatabase } from '../journey/scratch.ts'
import { findChromium } from '../lib/chromium.ts'
import { command } from '../lib/say.ts'
import { buildWebApp } from '../lib/web-app.ts'
import { drawEveryLine } from './page/every-line.ts'
import { oneHour, talkOf } from './page/meeting.ts'
import { servePage, staticPage } from './page/static-page.ts'
import { bestTurn } from './page/turn.ts'

const MOST_TIMES_STATIC = 2
const MOST_BLOCKED_MS = 150
const WAIT_MS = 500

await command(async () => {
  const { values } = parseArgs({ options: { lines: { type: 'string' } } })
  const many = Number(values.lines ?? 0)
  const path = findChromium()
  if (!path) return say('left out: there is no Chromium (CHROMIUM_PATH)')
  await buildWebApp()
  await using database = await scratchDatabase(undefined)
  await using world = await startWorld({ databaseUrl: database.url })
  const { browser: maya, email } = await arrive(world)
  const body = many > 0 ? talkOf(many, 1, 'A very long talk') : oneHour()
  const { sessionId } = await maya.api('POST /v1/imports', { body })
  const session = await untilWritten(maya, sessionId)
  await using plain = await servePage(staticPage(session))

  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const cookie = cookiesFor(maya, world.url)
    if (many > 0) {
      const drawn = await drawEveryLine(browser, `${world.url}/meetings/${sessionId}`, cookie, many)
      say(`transcript of ${many} lines, processor at a quarter of its speed`)
      say(
        `its first line after ${drawn.firstMs.toFixed(0)} ms, every line after ${drawn.everyMs.toFixed(0)} ms`,
      )
      say(`blocked in all ${drawn.blockedMs.toFixed(0)} ms, at most ${drawn.longestMs.toFixed(0)} ms at once`)
      return
    }
    const still = await bestTurn(browser, plain.url, [])
    const ours = await bestTurn(browser, `${world.url}/meetings/${sessionId}`, cookie)
    const times = ours.shownMs / still.shownMs
    say(`meeting of ${session.lines.length} lines, for ${email}, processor at a quarter of its speed`)
    say(`static page of the same words  ${still.shownMs.toFixed(0)} ms`)
    say(`"In short" can be read         ${ours.shownMs.toFixed(0)} ms, ${times.toFixed(2)} times that`)
    say(`blocked in all                 ${ours.blockedMs.toFixed(0)} ms`)
    process.exitCode = times <= MOST_TIMES_STATIC && ours.blockedMs <= MOST_BLOCKED_MS ? 0 : 1
  } finally {
    await browser.close()
  }
})

/** A very long one keeps this process busy: it is asked until it answers. */
async function untilWritten(maya: Browser, id: string) {
  for (;;) {
    const session = await maya.api('GET /v1/sessions/{id}', { params: { id } })
    if (session.summary?.status === 'completed') return session
    if (session.summary?.status === 'failed')
      throw new Error('The summary of the meeting could not be written')
    await setTimeout(WAIT_MS)
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function cookiesFor(person: Browser, url: string) {
  return person
    .cookies(url)
    .split('; ')
    .map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url }
    })
}
