/**
 * What somebody who watches a bot would notice at this moment, and when to look again. Pure: the table of its rules is
 * watch.test.ts. Looking twice notices nothing twice, since what was told is among the facts.
 */
import type { DateTime } from 'luxon'
import type { Bot } from '#bots/types.ts'

/** lobby: nobody opens · no_sign: it never set out · no_words: it records silence · no_end: it stays too long. */
export type Notice = 'lobby' | 'lobby_again' | 'let_in' | 'no_sign' | 'no_words' | 'no_end'

/** Somebody reads this within fifteen seconds of the bot's knock: ten to see whether the host opens by themselves. */
export const LOBBY_SECONDS = 10
const LOBBY_AGAIN_SECONDS = 120
/** After its time a bot that never set out is asked about. */
const SIGN_SECONDS = 120
const WORDS_SECONDS = 60
/** While a notice stands that ends by itself, and while an answer of Recall is awaited. */
const SOON_SECONDS = 10
const END_MINUTES = 30
const LEAVING_MINUTES = 15
/** By then every message about a life that is over should be here; what is missing would never come. */
const STORY_SECONDS = 120

export type Facts = Pick<Bot, 'state' | 'isWanted' | 'recallBotId' | 'joinAt' | 'meetingEnd'> & {
  since: DateTime
  /** The time of the newest words of this call; null = none yet. */
  lastWordsAt: DateTime | null
  /** What people were told about this bot, and whether it still holds. */
  told: ReadonlyMap<Notice, { isOpen: boolean }>
}

export type Look = {
  tell: Notice[]
  end: Notice[]
  /** Ask Recall itself: something that should have been said was not. */
  ask: boolean
  /** null = nothing to look for until something changes. */
  next: DateTime | null
}

export function watch(facts: Facts, now: DateTime): Look {
  switch (facts.state) {
    case 'scheduled':
      return facts.isWanted ? beforeTheCall(facts, now) : quiet(facts)
    case 'joining':
      return waitingFor(facts, now, facts.since.plus({ seconds: SIGN_SECONDS }))
    case 'waiting_room':
      return atTheDoor(facts, now)
    case 'in_call':
      return inside(facts, now, [])
    case 'recording':
      return listening(facts, now)
    case 'leaving':
      return waitingFor(facts, now, facts.since.plus({ minutes: LEAVING_MINUTES }))
    case 'done':
    case 'failed':
      return facts.recallBotId === null ? quiet(facts) : wholeStory(facts, now)
    default:
      return quiet(facts)
  }
}

/** Everything that was told about the present is over. */
const quiet = ({ told }: Facts): Look => ({ tell: [], end: open(told), ask: false, next: null })

const open = (told: Facts['told'], among?: Notice[]): Notice[] =>
  [...told].filter(([kind, { isOpen }]) => isOpen && (!among || among.includes(kind))).map(([kind]) => kind)

/** By then it has set out, or something is wrong. One that was sent late, or joins a call that runs, has as long. */
export const signDue = (joinAt: DateTime, sentAt: DateTime): DateTime =>
  latest(joinAt, sentAt).plus({ seconds: SIGN_SECONDS })

function beforeTheCall(facts: Facts, now: DateTime): Look {
  const late = signDue(facts.joinAt, facts.since)
  if (now < late) return { ...quiet(facts), next: late }
  return { tell: told(facts, 'no_sign'), end: [], ask: true, next: now.plus({ seconds: SOON_SECONDS * 3 }) }
}

/** For a message that has to come by then. */
function waitingFor(facts: Facts, now: DateTime, late: DateTime): Look {
  const isLate = now >= late
  return { ...quiet(facts), ask: isLate, next: isLate ? now.plus({ minutes: LEAVING_MINUTES }) : late }
}

/** Asked for once: look-at-bot.ts closes the book on the answer. */
const wholeStory = (facts: Facts, now: DateTime): Look =>
  waitingFor(facts, now, facts.since.plus({ seconds: STORY_SECONDS }))

function atTheDoor(facts: Facts, now: DateTime): Look {
  const steps: [Notice, DateTime][] = [
    ['lobby', facts.since.plus({ seconds: LOBBY_SECONDS })],
    ['lobby_again', facts.since.plus({ seconds: LOBBY_AGAIN_SECONDS })],
  ]
  const due = steps.filter(([kind, at]) => at <= now && !facts.told.has(kind)).map(([kind]) => kind)
  const next = steps.find(([, at]) => at > now)?.[1] ?? null
  return { tell: due.slice(-1), end: open(facts.told, ['no_sign']), ask: false, next }
}

/** Whoever was asked to open the door hears that it is open. */
function inside(facts: Facts, now: DateTime, more: Notice[]): Look {
  const letIn = facts.told.has('lobby') || facts.told.has('lobby_again') ? told(facts, 'let_in') : []
  const late = facts.meetingEnd.plus({ minutes: END_MINUTES })
  const isLate = now >= late
  return {
    tell: [...letIn, ...more, ...(isLate ? told(facts, 'no_end') : [])],
    end: open(facts.told, ['lobby', 'lobby_again', 'no_sign', 'no_words']).filter(
      (kind) => !more.includes(kind),
    ),
    ask: isLate && !facts.told.has('no_end'),
    next: isLate ? null : late,
  }
}

function listening(facts: Facts, now: DateTime): Look {
  const quietSince = latest(facts.since, facts.lastWordsAt)
  const due = quietSince.plus({ seconds: WORDS_SECONDS })
  const isSilent = now >= due
  const look = inside(facts, now, isSilent ? ['no_words'] : [])
  const isOpen = facts.told.get('no_words')?.isOpen ?? false
  const next = isSilent ? now.plus({ seconds: SOON_SECONDS }) : due
  return { ...look, tell: look.tell.filter((kind) => kind !== 'no_words' || !isOpen), next }
}

const told = (facts: Facts, kind: Notice): Notice[] => (facts.told.has(kind) ? [] : [kind])
const latest = (one: DateTime, other: DateTime | null) => (other && other > one ? other : one)
