/** Times, lengths and names as people say them, in the viewer's own zone. Pure: `now` is always an argument. */

const locale = typeof navigator === 'undefined' ? 'en' : navigator.language
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
const clockFormat = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const dayFormat = format({ weekday: 'long', day: 'numeric', month: 'long' })
const dateFormat = format({ day: 'numeric', month: 'short', year: 'numeric' })
const momentFormat = format({
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const monthFormat = format({ month: 'long', year: 'numeric' })

export const timeOf = (iso: string) => clockFormat.format(new Date(iso))
export const dateOf = (iso: string) => dateFormat.format(new Date(iso))
export const momentOf = (iso: string) => momentFormat.format(new Date(iso))
export const monthOf = (month: string) => monthFormat.format(new Date(`${month}-15T12:00:00`))
export const zoneName = () => Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ')

/** The viewer's calendar day, as a key that sorts. */
export function dayKey(iso: string): string {
  const date = new Date(iso)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/** "Today", "Tomorrow", "Yesterday", or the day with its date. */
export function dayOf(iso: string, now: Date): string {
  const offset = (days: number) =>
    dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString())
  const key = dayKey(iso)
  const name = { [offset(0)]: 'Today', [offset(1)]: 'Tomorrow', [offset(-1)]: 'Yesterday' }[key]
  return name ?? dayFormat.format(new Date(iso))
}

export const fullDayOf = (iso: string) => dayFormat.format(new Date(iso))

/** A position in a recording: 0:07, 12:40, 1:02:03. */
export function positionOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** How long something took: "40 s", "25 min", "1 h 5 min". */
export function lengthOf(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  return h === 0 ? `${m} min` : m === 0 ? `${h} h` : `${h} h ${m} min`
}

/** "just now", "3 min ago", "in 2 h": near things only; for far ones say the date. */
export function nearness(iso: string, now: Date): string {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000
  if (Math.abs(seconds) < 45) return 'just now'
  const far =
    Math.abs(seconds) < 86_400 ? lengthOf(Math.abs(seconds)) : `${Math.round(Math.abs(seconds) / 86_400)} d`
  return seconds < 0 ? `${far} ago` : `in ${far}`
}

/** Two letters for a face: of the name, otherwise of the address. */
export function initialsOf(name: string | null, email: string): string {
  const words = (name?.trim() || email.split('@')[0] || '?').split(/[\s._-]+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]?.slice(0, 2)]
  return letters.map((word, _, all) => [...(word ?? '')].slice(0, all.length > 1 ? 1 : 2).join('')).join('')
}

/** Reasons come without a full stop where they are part of a longer sentence; alone they get one. */
export const asSentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** A decision to join begins with "Joining"; the viewer's own time goes right after that word. */
export const withJoinTime = (sentence: string, joinAt: string | null) =>
  joinAt ? sentence.replace(/^Joining(?= because)/, `Joining ${timeOf(joinAt)}`) : sentence

/** "1 meeting", "3 meetings". */
export const count = (number: number, one: string, many = `${one}s`) =>
  `${number} ${number === 1 ? one : many}`

const platforms: Record<string, string> = {
  zoomgov: 'Zoom for Government',
  zoom_cn: 'Zoom (China)',
  zoom_x: 'Zoom X',
  teams_us: 'Teams (US government)',
  teams_dod: 'Teams (US Defense)',
  zoom: 'Zoom',
  google_meet: 'Google Meet',
  teams: 'Teams',
  webex: 'Webex',
  goto: 'GoTo',
  local: 'Built-in room',
}
export const platformName = (platform: string) =>
  platforms[platform] ?? platform.charAt(0).toUpperCase() + platform.slice(1).replaceAll('_', ' ')

/** What stands behind the @. */
export const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** "$0.65", in the way of English. */
export const priceOf = ({ amount, currency }: { amount: number; currency: string }): string =>
  amount.toLocaleString('en', { style: 'currency', currency })
