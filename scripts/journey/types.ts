/** The nouns of the journey. */
import type { DateTime } from 'luxon'
import type { MeetingScript } from '../../sim/meeting-script.ts'
import type { Browser } from '../../test/browser-session.ts'
import type { World } from '../../test/world.ts'

export type Person = { browser: Browser; email: string }

export type Step = { name: string; ok: boolean; ms: number; at: string; fact: string }

/** What is printed for machines; the names are part of the command's promise. */
export type Facts = {
  ok: boolean
  steps: Step[]
  meeting: string
  lines: number
  summary: { status: string; writtenBy: string | null; points: number } | null
  emails: number
  billable_seconds: number
}

/** One walk: what is known at the start, and what the steps find on their way. */
export type Walk = {
  world: World
  person: Person
  script: MeetingScript
  /** When the calendar says that it begins; moved once on the way. */
  start: DateTime
  facts: Facts
  eventId: string
  recallBotId: string
  sessionId: string
}

/** Does its part and returns the fact that proves it; throws a sentence when the fact does not hold. */
export type StepWork = (walk: Walk) => Promise<string>
