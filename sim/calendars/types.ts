// The words of the two calendar stand-ins: who there is, and what is in their calendars. Times are milliseconds since 1970.

export type ProviderName = 'google' | 'microsoft'
export type Role = 'owner' | 'reader' | 'freeBusyReader'
export type OwnCalendar = { id: string; name: string; role: Role }

/** Somebody with an account. Their first calendar is the one that invitations land in. */
export type Person = {
  email: string
  name: string
  provider: ProviderName
  /** An IANA zone. */
  zone: string
  calendars: [OwnCalendar, ...OwnCalendar[]]
}

export type Reply = 'accepted' | 'declined' | 'tentative' | 'needsAction'
export type Guest = {
  email: string
  name: string
  reply: Reply
  optional: boolean
  /** Whether it still stands in this person's calendar. */
  here: boolean
}
export type Platform = 'zoom' | 'google_meet' | 'teams'

/** One meeting at one time, whoever is invited. Every calendar shows a copy of it. */
export type Appointment = {
  id: string
  /** The iCalendar UID: the same in every calendar, and for every occurrence of a series. */
  uid: string
  title: string
  description: string
  location: string
  link: string | null
  /** Google is still making the conference: there is no link to be seen yet. */
  isLinkPending: boolean
  /** So many guests that Google shows only oneself. */
  omitsGuests: boolean
  start: number
  end: number
  /** Then start and end are midnights in UTC, end exclusive. */
  allDay: boolean
  zone: string
  organizer: { email: string; name: string; here: boolean }
  /** Which of the organizer's calendars. */
  calendar: string
  guests: Guest[]
  private: boolean
  showAs: 'busy' | 'free' | 'oof'
  state: 'planned' | 'cancelled' | 'deleted'
  series: Series | null
  createdAt: number
  updatedAt: number
  /** Bumped when its time changes, as in iCalendar. */
  sequence: number
  /** The place of its last change among all changes: what sync tokens count by. */
  change: number
}
export type Series = { id: string; originalStart: number; rule: string; exception: boolean }

export type DraftGuest = string | { email: string; name?: string; reply?: Reply; optional?: boolean }
/** What it takes to make one; everything else has a plain default. */
export type Draft = {
  id?: string
  title: string
  start: number
  end: number
  link?: string | null
  isLinkPending?: boolean
  omitsGuests?: boolean
  people?: DraftGuest[]
  /** Absent: the person in whose calendar it is made. */
  organizer?: { email: string; name: string }
  description?: string
  location?: string
  allDay?: boolean
  private?: boolean
  showAs?: Appointment['showAs']
  calendar?: string
  series?: { id: string; originalStart: number; rule: string }
}

export type Change = {
  person: Person
  calendar: string
  appointment: Appointment
  kind: 'created' | 'updated' | 'deleted'
}
