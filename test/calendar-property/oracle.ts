/**
 * Which bots there should be, computed straight from the stand-ins' truth: written anew from the rules in words, with
 * nothing of the engine in it, so that a mistake there cannot hide here.
 */
import type { Agenda } from '../../sim/calendars/agenda.ts'
import type { Appointment } from '../../sim/calendars/types.ts'

export type Rules = { isOn: boolean; buffer: number; isPicky: boolean }
/** What one person wants: their rules, and what they have said, under `wordKey`. */
export type Mind = { email: string; rules: Rules; words: Map<string, boolean> }
/** A bot into this room; where several meetings share it and begin together, any of their times will do. */
export type Expected = { room: string; joinsAt: number[]; start: number }

const MINUTE = 60_000
const HORIZON_DAYS = 28

export function expectedBots(agenda: Agenda, minds: readonly Mind[], now: number): Expected[] {
  const wanted = everything(agenda, minds).flatMap((one) => {
    const joinAt = joinsAt(one, minds, now)
    return joinAt === null || one.link === null
      ? []
      : [{ room: one.link, joinAt, start: one.start, end: one.end }]
  })
  wanted.sort((a, b) => a.start - b.start)
  const bots: (Expected & { until: number })[] = []
  for (const { room, joinAt, start, end } of wanted) {
    const here = bots.findLast((bot) => bot.room === room)
    if (!here || start >= here.until) bots.push({ room, start, joinsAt: [joinAt], until: end })
    else {
      if (start === here.start) here.joinsAt.push(joinAt)
      here.until = Math.max(here.until, end)
    }
  }
  return bots.map(({ until: _, ...bot }) => bot)
}

const everything = (agenda: Agenda, minds: readonly Mind[]): Appointment[] => [
  ...new Map(minds.flatMap(({ email }) => agenda.of(email, 'primary')).map((one) => [one.id, one])).values(),
]

/** The organizer's time counts where the organizer wants it, otherwise that of the one who does. */
function joinsAt(one: Appointment, minds: readonly Mind[], now: number): number | null {
  if (one.state !== 'planned' || one.end <= now || one.start > now + HORIZON_DAYS * 24 * 60 * MINUTE)
    return null
  const yes = minds.filter((mind) => wants(mind, one))
  const owner = yes.find(({ email }) => email === one.organizer.email) ?? yes[0]
  return owner ? one.start - owner.rules.buffer * MINUTE : null
}

function wants({ email, rules, words }: Mind, one: Appointment): boolean {
  const isOrganizer = one.organizer.email === email
  const guest = one.guests.find((somebody) => somebody.email === email)
  const isHere = isOrganizer ? one.organizer.here : (guest?.here ?? false)
  if (!isHere || one.link === null || guest?.reply === 'declined') return false
  const word =
    words.get(wordKey(one, 'event')) ?? (one.series ? words.get(wordKey(one, 'series')) : undefined)
  if (word !== undefined) return word
  return rules.isOn && !(rules.isPicky && one.title.includes('Secret'))
}

/** A word about a series lives on when the series is split, one about a meeting when it is moved. */
export function wordKey({ id, series }: Appointment, scope: 'event' | 'series'): string {
  const base = (series?.id ?? id).replace(/_R\d{8}T\d{6}\d*$/, '')
  return scope === 'series' ? `series ${base}` : `event ${base} ${series?.originalStart ?? ''}`
}
