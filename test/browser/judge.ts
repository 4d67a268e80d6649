/** Whether a page is fit for everyone: nothing that axe objects to, nothing wider than the screen, in both themes. */
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { shoot } from './chromium.ts'

const WIDTHS = { desk: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } }
const SHOWN = 3 // of each kind of violation

/** What is on screen now, at both widths and in both themes. */
export async function judgeHere(page: Page, name: string): Promise<void> {
  for (const device of devices) for (const scheme of schemes) await judgeAs(page, name, device, scheme)
  await page.setViewportSize(WIDTHS.desk)
}

/** The same for one more state of a page that was judged in full: each width and each theme once. */
export async function glanceHere(page: Page, name: string): Promise<void> {
  await judgeAs(page, name, 'phone', 'dark')
  await judgeAs(page, name, 'desk', 'light')
}

const devices = ['desk', 'phone'] as const
const schemes = ['light', 'dark'] as const

async function judgeAs(
  page: Page,
  name: string,
  device: (typeof devices)[number],
  colorScheme: (typeof schemes)[number],
): Promise<void> {
  await page.setViewportSize(WIDTHS[device])
  expect(await overhang(page), `${name} on a ${device} scrolls sideways`).toEqual([])
  await page.emulateMedia({ colorScheme })
  await shoot(page, `${name}-${device}-${colorScheme}`.replaceAll(/[^a-z]+/g, '-'))
  expect(await violations(page), `${name} on a ${device}, ${colorScheme}`).toEqual([])
}

async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })")
  return violations.map(({ id, nodes }) => {
    const where = nodes.slice(0, SHOWN).map(({ target, failureSummary }) => `${target} ${failureSummary}`)
    return `${id}: ${where.join('; ')}`
  })
}

/** What sticks out at the side; nothing, when the page cannot be scrolled sideways. */
const overhang = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const all = [...document.querySelectorAll('body *')]
    return all
      .filter((part) => part.getBoundingClientRect().right > clientWidth + 1)
      .map((part) => part.className)
      .slice(0, 5)
  })
