/** `npm test`: everything that judges this repository, in one command. The last line is `N passed, N failed`. */
import { add, check, conclude, fastChecks, type Outcome } from './lib/checks.ts'
import { findChromium, installChromium } from './lib/chromium.ts'
import { command, say } from './lib/say.ts'
import { runVitest } from './lib/vitest.ts'
import { buildWebApp } from './lib/web-app.ts'

/** They keep every core busy: they come last, by themselves, so that no page has to wait for them. */
const STORMS = ['test/storm/storm.test.ts', 'test/storm/chaos/chaos.test.ts']

await command(async () => {
  const chromium = browser()
  const outcomes: Outcome[] = [
    await fastChecks(),
    await check('Web app builds', () => buildWebApp({ force: true }).then(() => null)),
    ...(await tests(chromium ? { CHROMIUM_PATH: chromium } : {}, process.argv.slice(2))),
  ]
  if (!chromium) say('! The browser tests were skipped: there is no Chromium, and none could be installed.')
  conclude(add(...outcomes))
})

async function tests(env: Record<string, string>, chosen: string[]): Promise<Outcome[]> {
  if (chosen.length > 0) return [await runVitest(env, chosen)]
  const rest = await runVitest(
    env,
    STORMS.map((file) => `--exclude=${file}`),
  )
  return [rest, await runVitest(env, STORMS)]
}
function browser(): string | null {
  const found = findChromium()
  if (found) return found
  say('· Installing Chromium for the browser tests …')
  return installChromium()
}
