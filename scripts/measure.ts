/**
 * `npm run measure`: the figures of the README, on this machine, in one run. Starts the demo twice in a scratch folder
 * as a newcomer would, then times the way from the last spoken word to the e-mail at the stand-ins' true speed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DateTime } from 'luxon'
import { lengthOf } from '../sim/meetings.ts'
import { type Browser, browserFor } from '../test/browser-session.ts'
import { readMeeting } from './journey/meeting-file.ts'
import { root } from './lib/root.ts'

const SCRIPT = 'quarterly-planning'
const FAST = 60
/** How long before the last word the clock goes back to its true speed. */
const LISTEN_SECONDS = 45
const POLL_MS = 200

const dataDir = mkdtempSync(join(tmpdir(), 'liveconvo-measure-'))
const running: { stop(): Promise<void> }[] = []
try {
  await measure()
} finally {
  for (const { stop } of running) await stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function measure() {
  const first = await startDemo()
  await first.stop()
  const second = await startDemo()
  report('npm start to the first page, nothing in DATA_DIR', first.seconds)
  report('npm start to the first page, second run', second.seconds)
  const { total, ours, lines } = await lastWordToMail(second.url, second.standIns)
  report(`last spoken word to the e-mail (${lines} lines already streamed)`, total)
  report('of that, from Recall saying "transcript done" to the e-mail', ours)
}

function report(name: string, seconds: number) {
  process.stdout.write(`${name.padEnd(66)} ${seconds.toFixed(1)} s\n`)
}

/** Until the page itself is served, not only the line that says so. */
async function startDemo() {
  const from = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DEMO: '' },
    detached: true,
  })
  const stop = async () => {
    if (child.exitCode !== null) return
    const gone = once(child, 'exit')
    process.kill(-(child.pid ?? 0), 'SIGINT') // as a terminal does: the whole group
    await gone
  }
  running.push({ stop })
  const { url, standIns } = await addresses(child)
  const page = await fetch(url)
  if (!page.ok) throw new Error(`The first page answered ${page.status}`)
  const seconds = (performance.now() - from) / 1000
  return { url, standIns, seconds, stop }
}

function addresses(child: ChildProcess): Promise<{ url: string; standIns: string }> {
  return new Promise((resolve, reject) => {
    let standIns = ''
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)))
    if (!child.stdout) return reject(new Error('npm start says nothing'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      standIns = line.match(/Stand-ins\s+(http\S+)/)?.[1] ?? standIns
      const url = line.match(/^ready (\S+)/)?.[1]
      if (url) resolve({ url, standIns })
    })
  })
}

async function lastWordToMail(url: string, standIns: string) {
  const browser = browserFor(url)
  const { email, password } = JSON.parse(readFileSync(join(dataDir, 'demo-login.json'), 'utf8'))
  await browser.signIn(email, password)
  const title = 'Measured'
  await control(standIns, 'meetings', {
    title,
    platform: 'zoom',
    startsInSeconds: 5,
    play: SCRIPT,
    people: [email],
  })
  await control(standIns, 'speed', { speed: FAST })
  const length = lengthOf(readMeeting(join(root, `sim/meetings/${SCRIPT}.vtt`)))
  const early = await until(browser, title, ({ lines }) => (lines.at(-1)?.end ?? 0) > length - LISTEN_SECONDS)
  await control(standIns, 'speed', { speed: 1 })
  const done = await until(browser, title, ({ mails }) => mails.some(({ status }) => status === 'sent'))
  const { messages } = await browser.api('GET /v1/operator/messages', { query: { limit: '200' } })
  const told = messages.find(({ eventType }) => eventType === 'transcript.done')?.receivedAt ?? ''
  const sentAt = DateTime.fromISO(done.mails.find(({ sentAt }) => sentAt)?.sentAt ?? '')
  const lastWord = DateTime.fromISO(done.recordingStartedAt ?? '').plus({
    seconds: done.lines.at(-1)?.end ?? 0,
  })
  const total = sentAt.diff(lastWord).as('seconds')
  return { total, ours: sentAt.diff(DateTime.fromISO(told)).as('seconds'), lines: early.lines.length }
}

type Session = Awaited<ReturnType<typeof read>>
function read(browser: Browser, id: string) {
  return browser.api('GET /v1/sessions/{id}', { params: { id } })
}

async function until(
  browser: Browser,
  title: string,
  holds: (session: Session) => boolean,
): Promise<Session> {
  for (;;) {
    const { sessions } = await browser.api('GET /v1/sessions')
    const id = sessions.find((session) => session.title === title)?.id
    const session = id ? await read(browser, id) : null
    if (session && holds(session)) return session
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function control(standIns: string, what: string, body: object) {
  const reply = await fetch(`${standIns}/control/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`The stand-ins answered ${reply.status} to ${what}: ${await reply.text()}`)
}
