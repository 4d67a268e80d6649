/** The nouns of the bots room. */
import type { Selectable } from 'kysely'
import type { DateTime } from 'luxon'
import type { Recall } from '#bots/recall/recall.ts'
import type { Db } from '#db/db.ts'
import type { Participant } from '#db/json.ts'
import type { BotStatusEvents, Bots } from '#db/tables.gen.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import type { Vault } from '#lib/vault.ts'

export type Bot = Selectable<Bots>
export type BotState = Bot['state']
/** The one step of a bot that Recall tells only to those who ask. */
export const UNANNOUNCED = 'ready'
/** A fact that changes no state: what Recall remarks in its log. */
export const REMARK = 'remark'
/** One thing that Recall said happened to a bot, at Recall's time. */
export type StatusEvent = Pick<Selectable<BotStatusEvents>, 'code' | 'subCode' | 'occurredAt'>

/** What the calendar wants for one meeting: a bot like this, or none and why. */
export type BotWish = { organizationId: string; occurrenceId: string } & (
  | {
      isWanted: true
      ownerUserId: string
      title: string
      meetingUrl: string
      /** Another link to the same meeting, tried once if Recall does not accept the first. */
      alternateUrl?: string | null
      roomKey: string
      platform: string
      joinAt: DateTime
      start: DateTime
      end: DateTime
      participants: Participant[]
    }
  | { isWanted: false; because: string }
)
export type WantedBot = Extract<BotWish, { isWanted: true }>

/** What the jobs of this room may use. `recall` is null where it is switched off. */
export type BotNeeds = {
  db: Db
  jobs: Queue
  clock: Clock
  log: Log
  vault: Vault
  recall: Recall | null
  publicUrl: string
}

export const ENDED: readonly BotState[] = ['done', 'failed', 'cancelled']
/** As the database's index on one live bot per occurrence sees it: a bot that is being removed is not live. */
export const isLive = (state: BotState) => state !== 'cancelling' && !ENDED.includes(state)
/** People are in the room with it. */
export const isInCall = (state: BotState) => state === 'in_call' || state === 'recording'

export const STOPPED_BY_PERSON = 'stopped_by_person'
export const STOPPED_BY_PARTICIPANT = 'stopped_by_participant'
/** Somebody's no holds for the whole meeting: neither the calendar nor a failure brings another bot. */
export const isFinalStop = (because: string | null) =>
  because === STOPPED_BY_PERSON || because === STOPPED_BY_PARTICIPANT

/** Links that differ in a passcode, an account or where they were clicked lead to the same room. */
export function isSameRoom(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)]
  return one === other || (a !== null && a.host === b?.host && a.pathname === b.pathname)
}

/** Its successor takes over: another time or link that Recall would not change any more. */
export const REPLACED = 'replaced'

/** What the due timer listens for: due times may have changed. */
export const DUE = 'bots due'
