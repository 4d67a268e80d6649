// The calendars that Recall holds: their grants looked after, their events taken over, and the product told of both.
import type { Agenda } from '../../calendars/agenda.ts'
import { isoOffset } from '../instants.ts'
import type { RecallWorld } from '../world.ts'
import { type Access, askForAccess } from './provider-access.ts'
import { takeOver } from './take-over.ts'
import type { CalendarStatus, SimCalendar, SimCalendarEvent } from './types.ts'

/** A grant that was taken back is noticed at the latest when its access token has run out, or at the next look. */
const LOOK_EVERY_MS = 3_600_000
const providers = { google_calendar: 'google', microsoft_outlook: 'microsoft' }

export type HeldCalendars = ReturnType<typeof openHeldCalendars>

export function openHeldCalendars(
  { context, outbox }: Pick<RecallWorld, 'context' | 'outbox'>,
  agenda: Agenda,
) {
  const { clock, store, url } = context
  const calendars = store.collection<SimCalendar>('recall_calendars')
  const events = store.collection<SimCalendarEvent>('recall_calendar_events')
  const access = new Map<string, Access>()
  const lines = new Map<string, Promise<void>>() // one look at a calendar after the other
  let isStopped = false

  function setStatus(calendar: SimCalendar, status: CalendarStatus, because: string | null = null) {
    if (calendar.status === status) return
    const at = clock.now()
    calendar.status = status
    calendar.updatedAt = at
    calendar.statusChanges.push({ status, at, because })
    calendars.set(calendar.id, calendar)
    outbox.send(calendar.id, 'calendar.update', { calendar_id: calendar.id })
  }

  async function accessTo(calendar: SimCalendar, isAnew: boolean): Promise<Access | null> {
    const known = access.get(calendar.id)
    if (known && known.expiresAt > clock.now() && !isAnew) return known
    const asked = await askForAccess(url(), calendar, clock.now())
    if (asked === 'no_answer' || !calendars.has(calendar.id)) return null
    if ('refused' in asked) {
      access.delete(calendar.id)
      setStatus(calendar, 'disconnected', asked.refused)
      return null
    }
    access.set(calendar.id, asked)
    calendars.set(
      calendar.id,
      Object.assign(calendar, { refreshToken: asked.refreshToken, platformEmail: asked.email }),
    )
    return asked
  }

  async function look(id: string, isAnew: boolean) {
    const calendar = calendars.get(id)
    if (!calendar || isStopped || (calendar.status === 'disconnected' && !isAnew)) return
    const granted = await accessTo(calendar, isAnew)
    const person = granted && agenda.person(granted.email)
    if (!person) return
    setStatus(calendar, 'connected')
    const now = clock.now()
    if (takeOver(events, { calendar, person, agenda, now }) > 0)
      outbox.send(id, 'calendar.sync_events', { calendar_id: id, last_updated_ts: isoOffset(now) })
  }

  function lookSoon(id: string, isAnew = false): Promise<void> {
    const next = (lines.get(id) ?? Promise.resolve()).then(() => look(id, isAnew))
    lines.set(id, next)
    void next.finally(() => lines.get(id) === next && lines.delete(id))
    return next
  }

  /** Also what time alone changes: the window rolls, and a grant may have been taken back. */
  function lookEveryHour(id: string) {
    clock.at(clock.now() + LOOK_EVERY_MS, async () => {
      if (!calendars.has(id) || isStopped) return
      lookEveryHour(id)
      await lookSoon(id, calendars.get(id)?.status === 'connected')
    })
  }

  agenda.onChange(({ person, calendar: name }) => {
    for (const one of calendars.values())
      if (
        name === 'primary' &&
        providers[one.platform] === person.provider &&
        one.platformEmail === person.email
      )
        void lookSoon(one.id)
  })

  return {
    calendars,
    events,
    /** From now on it is read; the answer to its creation does not wait for that. */
    hold(calendar: SimCalendar) {
      calendars.set(calendar.id, calendar)
      void lookSoon(calendar.id, true)
      lookEveryHour(calendar.id)
    },
    /** Another grant, or the same one tried once more. */
    reconnect(calendar: SimCalendar) {
      calendars.set(calendar.id, { ...calendar, updatedAt: clock.now() })
      void lookSoon(calendar.id, true)
    },
    /** A fresh access token of the provider; null when the grant is none any more. */
    accessTo: (calendar: SimCalendar) => accessTo(calendar, true),
    /** With its events, at once and without a message. */
    drop(id: string) {
      calendars.delete(id)
      access.delete(id)
      for (const [key, { calendarId }] of events.entries()) if (calendarId === id) events.delete(key)
    },
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
    start() {
      for (const { id } of calendars.values()) {
        void lookSoon(id)
        lookEveryHour(id)
      }
    },
    stop() {
      isStopped = true
    },
  }
}
