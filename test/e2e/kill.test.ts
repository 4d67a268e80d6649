/**
 * kill -9 at three points of the road, and the journey still ends as it should: one bot, every word, one e-mail,
 * every second metered. Real processes: the product is a child, the stand-ins and their fast clock live here.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { setUpToken } from '#auth/set-up.ts'
import { createVault } from '#lib/vault.ts'
import { browserFor } from '#test/browser-session.ts'
import { freshDatabase } from '#test/database.ts'
import { addPeople, environment, freePort, worldSecrets } from '#test/world.ts'
import { isAboutNotes } from '../../scripts/journey/after-the-call.ts'
import { readMeeting } from '../../scripts/journey/meeting-file.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { sameWords } from '../../scripts/journey/same-words.ts'
import { startSims } from '../../sim/world.ts'

const SPEED = 60
const PATIENCE = { timeout: 45_000, interval: 25 }

test('kill -9 after the bot was made, in mid-sentence, and after the last word', {
  timeout: 170_000,
}, async () => {
  await using data = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'liveconvo-kill-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const sims = await startSims({
    dir: null,
    port: 0,
    smtpPort: 0,
    appUrl: url,
    secrets: worldSecrets,
    demo: false,
  })
  addPeople(sims)
  const env = {
    ...environment(sims, data.ownerUrl),
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_URL: url,
    CLOCK_URL: `${sims.url}/clock`,
    LOG_LEVEL: 'error',
  }
  let product = await start(env, url)
  const killAndRestart = async () => {
    const gone = once(product, 'exit')
    product.kill('SIGKILL')
    await gone
    product = await start(env, url)
  }

  try {
    const script = readMeeting(join(import.meta.dirname, '../../sim/meetings/launch-checkpoint.vtt'))
    const setUpLink = `${url}/setup?token=${setUpToken(createVault([worldSecrets.product]))}`
    const { browser, email } = await arrive({
      visitor: () => browserFor(url),
      setUpLink,
      settle: async () => {},
    })
    await vi.waitFor(
      async () =>
        expect(
          (await browser.api('GET /v1/calendars')).connections[0]?.calendars[0]?.lastSyncedAt,
        ).toBeTruthy(),
      PATIENCE,
    )

    const startsAt = sims.clock.now() + 15 * 60_000
    const link = `https://us02web.zoom.us/j/85512345678?pwd=Zk1&play=${script.name}&sim=lobby:20`
    sims.google.addEvent({
      title: script.title,
      startsAt,
      endsAt: startsAt + 1_800_000,
      link,
      people: [email],
    })
    await vi.waitFor(() => expect(sims.recall.bots()).toHaveLength(1), PATIENCE)
    await killAndRestart()

    await fetch(`${sims.url}/control/speed`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ speed: SPEED }),
    })
    const session = async () => {
      const { sessions } = await browser.api('GET /v1/sessions')
      return browser.api('GET /v1/sessions/{id}', { params: { id: sessions[0]?.id ?? '' } })
    }
    await vi.waitFor(async () => expect((await session()).lines.length).toBeGreaterThan(5), PATIENCE)
    await killAndRestart()

    await vi.waitFor(() => expect(sims.recall.bots()[0]?.place).toMatch(/ended|gone/), PATIENCE)
    await killAndRestart()

    await vi.waitFor(async () => expect((await session()).summary?.status).toBe('completed'), PATIENCE)
    // The lobby has letters of its own; the notes have one.
    const notes = () => sims.mail.messages().filter(({ subject }) => isAboutNotes(subject))
    await vi.waitFor(() => expect(notes()).toHaveLength(1), PATIENCE)
    const { lines, summary, billableSeconds, bot } = await session()
    expect(sameWords(script.lines, lines)).toBeNull()
    expect(summary?.tldr.length).toBeGreaterThan(0)
    expect(sims.recall.bots()).toHaveLength(1)
    const at = (code: string) => bot?.timeline.find((step) => step.code === code)?.at ?? ''
    const recorded = (Date.parse(at('call_ended')) - Date.parse(at('in_call_recording'))) / 1000
    expect(Math.abs(billableSeconds - recorded)).toBeLessThan(1)
  } finally {
    product.kill('SIGKILL')
    await sims.close()
    await rm(dataDir, { recursive: true, force: true })
  }
})

/** Start the product as a process; resolves when it serves. */
async function start(env: Record<string, string>, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), PATIENCE)
  return child
}
