/** A very long transcript on a slow processor: how soon its first line is there, and how soon every one. */
import type { Browser } from 'playwright-core'

type Cookie = { name: string; value: string; url: string }
export type Drawn = {
  firstMs: number
  everyMs: number
  /** What tasks took beyond 50 ms each until then, and the longest of them: so long a click may wait. */
  blockedMs: number
  longestMs: number
}

const SLOWER = 4
const PATIENCE_MS = 300_000

export async function drawEveryLine(
  browser: Browser,
  url: string,
  cookies: Cookie[],
  lines: number,
): Promise<Drawn> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await context.addCookies(cookies)
    const page = await context.newPage()
    await page.addInitScript(watch(lines))
    const slow = await context.newCDPSession(page)
    await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(url)
    await page.waitForFunction(() => 'drawn' in globalThis, undefined, { polling: 500, timeout: PATIENCE_MS })
    return await page.evaluate<Drawn>('window.drawn')
  } finally {
    await context.close()
  }
}

/** Runs in the page, before anything of it; it looks four times a second, which costs nothing. */
const watch = (lines: number) => `
  let [firstMs, blockedMs, longestMs] = [0, 0, 0]
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      blockedMs += duration - 50
      longestMs = Math.max(longestMs, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
  const said = document.getElementsByClassName('said')
  const look = setInterval(() => {
    if (said.length > 0) firstMs ||= performance.now()
    if (said.length < ${lines}) return
    clearInterval(look)
    window.drawn = { firstMs, everyMs: performance.now(), blockedMs, longestMs }
  }, 250)
`
