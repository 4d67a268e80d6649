/** What plays, as the page shows it: the word that is painted, and a click on a word. */
import type { Locator, Page } from 'playwright-core'

/** What is painted as the word that is spoken. */
export const spokenWord = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get('spoken-word') ?? [])].map(String).join(' '))

export async function clickWord(page: Page, line: Locator, word: string): Promise<void> {
  await line.scrollIntoViewIfNeeded()
  const { x, y } = await line.evaluate((element, word) => {
    const text = element.firstChild
    const at = text?.textContent?.indexOf(word) ?? -1
    const range = document.createRange()
    if (text) range.setStart(text, at)
    if (text) range.setEnd(text, at + word.length)
    const { left, top, width, height } = range.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }, word)
  await page.mouse.click(x, y)
}
