// What tests and the control page can do with one provider's calendars.
import type { SimClock } from '../clock.ts'
import type { CalendarControls } from '../provider.ts'
import type { Agenda } from './agenda.ts'
import type { NewPerson } from './people.ts'
import { type SeriesSteering, seriesSteering } from './series.ts'
import type { Appointment, Draft, OwnCalendar, Person, ProviderName, Reply } from './types.ts'
import { idOf } from './uid.ts'

export type CalendarSteering = SeriesSteering & {
  addPerson(person: Omit<NewPerson, 'provider'>): Person
  addCalendar(email: string, calendar: OwnCalendar): void
  /** An event in this person's calendar; whoever is among its people gets a copy, at either provider. */
  createEvent(email: string, draft: Draft): Appointment
  getEvent(id: string): Appointment | undefined
  renameEvent(id: string, title: string): boolean
  relinkEvent(id: string, link: string | null): boolean
  /** Gone everywhere, without a word. */
  deleteEvent(id: string): boolean
  respond(email: string, id: string, reply: Reply): boolean
}
type Controls = CalendarSteering &
  Omit<CalendarControls, 'grant' | 'revoke' | 'moveEvent'> & {
    /** Without `endsAt` it keeps its length. False when there is nothing (left) to move. */
    moveEvent(id: string, startsAt: number, endsAt?: number): boolean
  }

export function steering(agenda: Agenda, provider: ProviderName, clock: SimClock): Controls {
  const ours = (people: string[]) => people.filter((email) => agenda.person(email)?.provider === provider)
  return {
    addCalendar: agenda.addCalendar,
    addPerson: (person) => agenda.addPerson({ ...person, provider }),
    createEvent(email, draft) {
      agenda.addPerson({ email, provider })
      return agenda.add(email.toLowerCase(), draft)
    },
    getEvent: agenda.get,
    moveEvent: agenda.move,
    renameEvent: agenda.rename,
    relinkEvent: agenda.relink,
    ...seriesSteering(agenda, clock),
    cancelEvent: agenda.cancel,
    deleteEvent: agenda.remove,
    respond(email, id, reply) {
      const done = agenda.respond(id, email, reply)
      // Outlook takes a declined meeting out of the calendar.
      if (done && reply === 'declined' && agenda.person(email)?.provider === 'microsoft')
        agenda.forget(id, email)
      return done
    },
    upcoming: () =>
      agenda
        .people(provider)
        .flatMap((person) => upcomingOf(agenda, person, clock.now()))
        .sort((a, b) => a.startsAt - b.startsAt),
    addEvent({ title, startsAt: start, endsAt: end, link, people, description }) {
      const known = people.filter((email) => agenda.person(email))
      const [first] = known
      if (!first) return []
      // Both providers are asked for the same event: the second one finds what the first has made.
      const id = idOf('control', title, start, link)
      agenda.add(first, { id, title, start, end, link, people, ...(description && { description }) })
      return ours(known).map(() => id)
    },
  }
}

function upcomingOf(agenda: Agenda, { email, calendars }: Person, now: number) {
  return calendars
    .flatMap((calendar) => agenda.of(email, calendar.id))
    .filter((one) => one.state === 'planned' && one.end > now && isHere(one, email))
    .map((one) => ({
      id: one.id,
      email,
      title: one.title,
      startsAt: one.start,
      endsAt: one.end,
      link: one.link,
      people: [one.organizer.email, ...one.guests.map((guest) => guest.email)],
    }))
}

export function isHere(one: Appointment, email: string): boolean {
  if (one.organizer.email === email) return one.organizer.here
  return one.guests.some((guest) => guest.email === email && guest.here)
}
