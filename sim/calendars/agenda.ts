// The truth behind both calendar stand-ins: people and their appointments. A change is visible everywhere at once.
import type { SimClock } from '../clock.ts'
import type { Store } from '../store.ts'
import { type NewPerson, openPeople } from './people.ts'
import type { Appointment, Change, Draft, OwnCalendar, Person, ProviderName, Reply } from './types.ts'
import { idOf, stampOf, uidOf } from './uid.ts'

export type Agenda = {
  /** Adds somebody, or answers with who has that address already. */
  addPerson(person: NewPerson): Person
  addCalendar(email: string, calendar: OwnCalendar): void
  person(email: string): Person | undefined
  people(provider: ProviderName): Person[]
  /** A draft with an id that exists already changes nothing: it answers with the old one. */
  add(email: string, draft: Draft): Appointment
  get(id: string): Appointment | undefined
  /** Everything that ever stood in this calendar, also what is gone from it. */
  of(email: string, calendar: string): Appointment[]
  /** Without `end` it keeps its length. */
  move(id: string, start: number, end?: number): boolean
  rename(id: string, title: string): boolean
  /** Another link, or none; a pending one is made with it. */
  relink(id: string, link: string | null): boolean
  /** Every meeting of a series that ever was. */
  ofSeries(seriesId: string): Appointment[]
  /** The organizer calls it off: guests are told. */
  cancel(id: string): boolean
  /** It disappears from every calendar. */
  remove(id: string): boolean
  respond(id: string, email: string, reply: Reply): boolean
  /** It disappears from this one calendar only. */
  forget(id: string, email: string): boolean
  /** How many changes there were so far. */
  changes(): number
  onChange(listener: (change: Change) => void): void
}

const opened = new WeakMap<Store, Agenda>()

/** The same memory gives the same agenda: so Google's stand-in and Microsoft's share one truth. */
export function agendaOf({ store, clock }: { store: Store; clock: SimClock }): Agenda {
  const agenda = opened.get(store) ?? openAgenda(store, clock)
  opened.set(store, agenda)
  return agenda
}

function openAgenda(store: Store, clock: SimClock): Agenda {
  const people = openPeople(store)
  const kept = store.collection<Appointment>('appointments')
  const listeners: ((change: Change) => void)[] = []
  let last = kept.values().reduce((most, { change }) => Math.max(most, change), 0)

  function save(appointment: Appointment, kind: Change['kind']) {
    const saved = { ...appointment, updatedAt: clock.now(), change: ++last }
    kept.set(saved.id, saved)
    for (const copy of copiesOf(saved, people.get))
      for (const listener of listeners) listener({ ...copy, appointment: saved, kind })
    return saved
  }
  function edit(id: string, kind: Change['kind'], change: (old: Appointment) => Appointment): boolean {
    const old = kept.get(id)
    if (!old || old.state === 'deleted' || (kind === 'updated' && old.state !== 'planned')) return false
    save(change(old), kind)
    return true
  }

  return {
    addPerson: people.add,
    addCalendar: people.addCalendar,
    person: people.get,
    people: people.of,
    add(email, draft) {
      const id = draft.id ?? idOf(email, draft.title, draft.start, last)
      const named = draft.series
        ? `${draft.series.id}_${stampOf(draft.series.originalStart, draft.allDay)}`
        : id
      return kept.get(named) ?? save(fromDraft(named, email, draft, clock.now(), people.get), 'created')
    },
    get: (id) => kept.get(id),
    of: (email, calendar) => kept.values().filter((one) => standsIn(one, email, calendar, people.get)),
    move: (id, start, end) =>
      edit(id, 'updated', (old) => movedTo(old, start, end ?? start + old.end - old.start)),
    rename: (id, title) => edit(id, 'updated', (old) => ({ ...old, title })),
    relink: (id, link) => edit(id, 'updated', (old) => ({ ...old, link, isLinkPending: false })),
    ofSeries: (seriesId) => kept.values().filter(({ series }) => series?.id === seriesId),
    cancel: (id) => edit(id, 'updated', (old) => ({ ...old, state: 'cancelled' })),
    remove: (id) => edit(id, 'deleted', (old) => ({ ...old, state: 'deleted' })),
    respond: (id, email, reply) => edit(id, 'updated', (old) => withGuest(old, email, { reply })),
    forget: (id, email) =>
      edit(id, 'deleted', (old) =>
        old.organizer.email === email
          ? { ...old, organizer: { ...old.organizer, here: false } }
          : withGuest(old, email, { here: false }),
      ),
    changes: () => last,
    onChange: (listener) => listeners.push(listener),
  }
}

type Find = (email: string) => Person | undefined

function fromDraft(id: string, email: string, draft: Draft, now: number, find: Find): Appointment {
  const owner = find(email)
  const { email: address, name } = draft.organizer ?? { email, name: owner?.name ?? email }
  const guests = (draft.people ?? []).map((guest) => (typeof guest === 'string' ? { email: guest } : guest))
  const invited = guests.some((guest) => guest.email === email) || address === email
  const all = invited ? guests : [{ email }, ...guests]
  return {
    id,
    uid: uidOf(draft.series?.id ?? id, { email: address }, find(address)?.provider ?? null, now),
    title: draft.title,
    description: draft.description ?? '',
    location: draft.location ?? '',
    link: draft.link ?? null,
    isLinkPending: draft.isLinkPending ?? false,
    omitsGuests: draft.omitsGuests ?? false,
    start: draft.start,
    end: draft.end,
    allDay: draft.allDay ?? false,
    zone: owner?.zone ?? 'UTC',
    organizer: { email: address, name, here: true },
    calendar: draft.calendar ?? 'primary',
    guests: all
      .filter((guest) => guest.email !== address)
      .map((guest) => ({
        name: find(guest.email)?.name ?? guest.email.split('@')[0] ?? guest.email,
        reply: 'needsAction',
        optional: false,
        ...guest,
        here: true,
      })),
    private: draft.private ?? false,
    showAs: draft.showAs ?? 'busy',
    state: 'planned',
    series: draft.series ? { ...draft.series, exception: draft.series.originalStart !== draft.start } : null,
    createdAt: now,
    updatedAt: now,
    sequence: 0,
    change: 0,
  }
}

function movedTo(old: Appointment, start: number, end: number): Appointment {
  const series = old.series && { ...old.series, exception: true }
  return { ...old, start, end, series, sequence: old.sequence + 1 }
}

const withGuest = (
  old: Appointment,
  email: string,
  change: { reply?: Reply; here?: boolean },
): Appointment => ({
  ...old,
  guests: old.guests.map((guest) => (guest.email === email ? { ...guest, ...change } : guest)),
})

/** Whose calendars it concerns, also those it has just left. */
function copiesOf({ organizer, guests, calendar }: Appointment, find: Find) {
  return [organizer, ...guests].flatMap(({ email }) => {
    const person = find(email)
    return person ? [{ person, calendar: email === organizer.email ? calendar : 'primary' }] : []
  })
}

function standsIn(appointment: Appointment, email: string, calendar: string, find: Find): boolean {
  return copiesOf(appointment, find).some((copy) => copy.person.email === email && copy.calendar === calendar)
}
