/** "Connect your calendar again": why, what it means for the bots that are planned, and one link. Pure. */
import { escapeHtml } from '#lib/html.ts'
import { button, heading, layout, link, oneLine, quiet, rule } from '#mail/render.ts'
import type { RenderedMail } from '#mail/types.ts'

export type LossLetter = {
  /** The account. */
  email: string
  /** Where one calendar is lost; null where the permission of the whole account is. */
  calendarName: string | null
  reason: string
  keptBots: number
  calledOffBots: number
  pageUrl: string
  settingsUrl: string
}

const LONGEST_NAME = 80

export function renderLossLetter(letter: LossLetter): RenderedMail {
  const { email, calendarName, reason, pageUrl, settingsUrl } = letter
  const name = oneLine(calendarName ?? email, LONGEST_NAME)
  const isGrant = calendarName === null
  const subject = isGrant ? `Please connect ${name} again` : `“${name}” is not read any more`
  const means = isGrant ? whileLost(letter) : onceGone(letter)
  const action = isGrant ? 'Connect it again' : 'Look at your calendars'
  const why = 'You receive this because it is your calendar.'
  const paragraphs = [`${name}: ${reason}.`, means]
  const text = [...paragraphs, `${action}: ${pageUrl}`, `${why} Settings: ${settingsUrl}`].join('\n\n')
  const body = [
    heading(subject),
    ...paragraphs.map((said) => `<p style="margin:12px 0">${escapeHtml(said)}</p>`),
    button(action, pageUrl),
    rule,
    quiet(`${escapeHtml(why)} ${link('Settings', settingsUrl)}`),
  ].join('\n')
  return { subject, text, html: layout({ title: subject, preview: reason, body }) }
}

const UNSEEN = 'Until then nobody notices when a meeting is new, moved or cancelled.'

function whileLost({ keptBots, calledOffBots }: LossLetter): string {
  const kept =
    keptBots === 1
      ? 'One bot that is planned for the next 24 hours still comes.'
      : `${keptBots} bots that are planned for the next 24 hours still come.`
  const off =
    calledOffBots === 1
      ? 'One for later was called off, and is planned again once the calendar is connected.'
      : `${calledOffBots} for later were called off, and are planned again once the calendar is connected.`
  return [UNSEEN, ...(keptBots > 0 ? [kept] : []), ...(calledOffBots > 0 ? [off] : [])].join(' ')
}

function onceGone({ calledOffBots }: LossLetter): string {
  return `It was looked for again and again. ${calledOff(calledOffBots)} Your other calendars are read as before.`
}

function calledOff(count: number): string {
  if (count === 0) return 'No planned bot had to be called off.'
  return count === 1
    ? 'One planned bot that nobody else wanted was called off.'
    : `${count} planned bots that nobody else wanted were called off.`
}
