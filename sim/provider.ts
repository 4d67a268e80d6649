// What every stand-in is given, and what it gives back. world.ts puts them together.
import type { Router } from 'express'
import type { SimClock } from './clock.ts'
import type { Meetings } from './meetings.ts'
import type { Store } from './store.ts'

export type SimSecrets = {
  recallApiKey: string
  recallWebhookSecret: string // whsec_<base64>
  googleClientId: string
  googleClientSecret: string
  microsoftClientId: string
  microsoftClientSecret: string
  openaiApiKey: string
}

export type SimContext = {
  clock: SimClock
  store: Store
  secrets: SimSecrets
  meetings: Meetings
  /** Where the product listens, without a trailing slash. */
  appUrl: string
  /** Where this server listens, without a trailing slash. Known once it listens: call it late. */
  url: () => string
}

/**
 * Every factory returns at least this. world.ts mounts the router at /<provider>, so paths inside it start after
 * that; bodies arrive unparsed, each router brings its own parser.
 */
export type Provider = {
  router: Router
  /** Resolves when nothing that this stand-in sends is in flight. */
  idle(): Promise<void>
  /** Called after the server listens: set timers again from what the store remembers. */
  start?(): void | Promise<void>
  close?(): void | Promise<void>
}

/** What a calendar stand-in shows on the control page, and lets it do. `at` is milliseconds since 1970. */
export type UpcomingEvent = {
  id: string
  email: string
  title: string
  startsAt: number
  endsAt: number
  link: string | null
  people: string[]
}
export type CalendarControls = {
  upcoming(): UpcomingEvent[]
  /** Puts the event in the calendars of those `people` whom this provider knows; returns the ids it made. */
  addEvent(event: {
    title: string
    startsAt: number
    endsAt: number
    link: string
    people: string[]
    description?: string
  }): string[]
  moveEvent(id: string, startsAt: number): boolean
  cancelEvent(id: string): boolean
  grant(
    email: string,
    scopes?: string[],
  ): { refresh_token: string; access_token: string; expires_in: number; scope: string }
  /** Takes back what this person has granted, as somebody does in their account's settings. */
  revoke(email: string): void
}
