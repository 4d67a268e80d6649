// Who has an account with which provider, and which calendars they have.
import type { Store } from '../store.ts'
import type { OwnCalendar, Person, ProviderName } from './types.ts'

export type NewPerson = {
  email: string
  name?: string
  provider: ProviderName
  zone?: string
  /** Besides the one that everybody has. */
  more?: OwnCalendar[]
}

export function openPeople(store: Store) {
  const kept = store.collection<Person>('people')
  return {
    get: (email: string) => kept.get(email.toLowerCase()),
    of: (provider: ProviderName) => kept.values().filter((person) => person.provider === provider),
    /** Another calendar of theirs. */
    addCalendar(email: string, calendar: OwnCalendar): void {
      const person = kept.get(email.toLowerCase())
      if (person) kept.set(person.email, { ...person, calendars: [...person.calendars, calendar] })
    },
    add(person: NewPerson): Person {
      const old = kept.get(person.email.toLowerCase())
      if (old) return old
      const made = fullPerson(person)
      kept.set(made.email, made)
      return made
    },
  }
}

function fullPerson({ email, name, provider, zone = 'Europe/Vienna', more = [] }: NewPerson): Person {
  const address = email.toLowerCase()
  const first: OwnCalendar = {
    id: 'primary',
    name: provider === 'google' ? address : 'Calendar',
    role: 'owner',
  }
  return { email: address, name: name ?? nameFrom(address), provider, zone, calendars: [first, ...more] }
}

function nameFrom(email: string): string {
  const words = (email.split('@')[0] ?? email).split(/[._-]+/)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
}
