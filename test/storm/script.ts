/** What a storm will do, before it begins: who there is, which meetings, who does what and when. Made from a seed. */
import type { Met } from './chance.ts'
import { oneOf, unit } from './chance.ts'

/** Minutes count from the beginning of the storm. */
export type Meeting = {
  name: string
  organizer: string
  guests: string[]
  startsAt: number
  minutes: number
  /** What the link asks of the stand-in: `lobby:5`, `fatal:…` */
  course: string
}

export type Action = { at: number } & (
  | { does: 'plan'; meeting: Meeting }
  | { does: 'move'; meeting: string; by: number }
  | { does: 'make confidential'; meeting: string }
  | { does: 'call off' | 'delete' | 'end the call' | 'kick' | 'refuse in the lobby'; meeting: string }
  | { does: 'answer'; who: string; meeting: string; reply: 'accepted' | 'declined' }
  | { does: 'override'; who: string; meeting: string; say: 'join' | 'skip' | null }
  | { does: 'stop the bot' | 'redact a line'; who: string; meeting: string }
  | { does: 'change the rules'; who: string; autoJoin: boolean }
  | { does: 'disconnect' | 'connect again' | 'take back the permission'; who: string }
  | {
      does:
        | 'forget sync tokens'
        | 'expire access tokens'
        | 'close channels'
        | 'forge a webhook'
        | 'miss pushes'
    }
  | { does: 'run out of bots'; seconds: number }
)

export type Script = {
  seed: number
  people: { email: string; organization: number; provider: 'google' | 'microsoft' }[]
  /** How many minutes a month the first organization allows itself; absent: as many as it wants. */
  minutes?: number
  actions: Action[]
  /** Only these faults; absent: as the seed decides. */
  faults?: Met[]
}

export const CHAOS_MINUTES = 40
const SOON_AFTER = 15 // a few meetings have begun already, or are about to
const FAR_AHEAD = 6 * 60
const LIMITED = 0.25

export function scriptFor(seed: number): Script {
  const people = peopleOf(seed)
  const meetings = Array.from({ length: 4 + Math.floor(unit(seed, 'meetings') * 4) }, (_, n) =>
    meeting(seed, n, people),
  )
  const planned = meetings.map(
    (meeting, n): Action => ({ at: plannedAt(seed, n, meeting), does: 'plan', meeting }),
  )
  const later = Array.from({ length: 12 }, (_, n) => somethingElse(seed, n, people, meetings))
  const actions = [...planned, ...later, redaction(seed, people, meetings)].toSorted((a, b) => a.at - b.at)
  const isLimited = unit(seed, 'limited') < LIMITED
  return { seed, people, ...(isLimited && { minutes: oneOf([30, 60, 100], seed, 'limit') }), actions }
}

function peopleOf(seed: number): Script['people'] {
  const organizations = 2 + Math.floor(unit(seed, 'organizations') * 2)
  return Array.from({ length: organizations }, (_, organization) =>
    Array.from({ length: 2 + Math.floor(unit(seed, 'members', organization) * 2) }, (_, n) => ({
      email: `p${n}@org${organization}.example`,
      organization,
      provider: unit(seed, 'provider', organization, n) < 0.5 ? ('google' as const) : ('microsoft' as const),
    })),
  ).flat()
}

const courses = [
  'lobby:0',
  'lobby:5',
  'lobby:5',
  'lobby:30',
  'lobby:5,busy:1',
  'lobby:5,kick:20',
  'refuse',
  'fatal',
  'lobby:5,late:60',
] as const

function meeting(seed: number, n: number, people: Script['people']): Meeting {
  const emails = people.map(({ email }) => email) as [string, ...string[]] // there are always some
  const organizer = oneOf(emails, seed, 'organizer', n)
  const guests = emails.filter((email) => email !== organizer && unit(seed, 'guest', n, email) < 0.4)
  const isFar = n % 3 === 2
  const startsAt = isFar
    ? FAR_AHEAD + Math.round(unit(seed, 'start', n) * 180)
    : Math.round(unit(seed, 'start', n) * CHAOS_MINUTES)
  const minutes = oneOf([15, 30, 45], seed, 'minutes', n)
  return { name: `m${n}`, organizer, guests, startsAt, minutes, course: oneOf(courses, seed, 'course', n) }
}

/** Most are known before the storm, some come up shortly before they begin; those of later today at any time. */
function plannedAt(seed: number, n: number, { startsAt }: Meeting): number {
  if (unit(seed, 'known', n) < 0.5) return 0
  const ahead = unit(seed, 'ahead', n)
  return isLater(startsAt)
    ? Math.round(ahead * SOON_AFTER)
    : Math.max(0, startsAt - Math.round(ahead * SOON_AFTER))
}

/** Its beginning is out of the storm's reach. */
const isLater = (startsAt: number) => startsAt >= FAR_AHEAD

function somethingElse(seed: number, n: number, people: Script['people'], meetings: Meeting[]): Action {
  const whose = oneOf(meetings as [Meeting, ...Meeting[]], seed, 'which', n) // there are always some
  const who = oneOf(people as [Script['people'][0], ...Script['people']], seed, 'who', n).email
  const at = Math.round(unit(seed, 'when', n) * CHAOS_MINUTES)
  // Around its own beginning a meeting is at its most delicate: half of what is done to it is done then.
  const nearby = clamp(whose.startsAt - 12 + unit(seed, 'how near', n) * 16)
  const near = unit(seed, 'near', n) < 0.5 || isLater(whose.startsAt) ? at : nearby
  const by = oneOf([-30, -8, 4, 9, 25, 90], seed, 'by', n)
  const meeting = whose.name
  const choices: [Action, ...Action[]] = [
    { at: near, does: 'move', meeting, by },
    { at: near, does: 'move', meeting, by },
    { at: near, does: 'make confidential', meeting },
    { at: near, does: 'call off', meeting },
    { at: near, does: 'delete', meeting },
    { at: near, does: 'end the call', meeting },
    { at: near, does: 'kick', meeting },
    { at: near, does: 'refuse in the lobby', meeting },
    { at: near, does: 'answer', who, meeting, reply: oneOf(['accepted', 'declined'], seed, 'reply', n) },
    { at: near, does: 'override', who, meeting, say: oneOf(['join', 'skip', null], seed, 'say', n) },
    { at: near, does: 'override', who, meeting, say: oneOf(['join', 'skip', null], seed, 'say', n) },
    { at: near, does: 'stop the bot', who, meeting },
    { at, does: 'change the rules', who, autoJoin: unit(seed, 'rules', n) < 0.5 },
    { at, does: oneOf(['disconnect', 'take back the permission'], seed, 'lose', n), who },
    { at, does: 'connect again', who },
    { at, does: oneOf(['forget sync tokens', 'expire access tokens', 'close channels'], seed, 'trouble', n) },
    { at, does: 'forge a webhook' },
    { at, does: 'miss pushes' },
    { at, does: 'run out of bots', seconds: 240 },
  ]
  return oneOf(choices, seed, 'choice', n)
}

/** In each storm somebody regrets what was said, while it is being written down or soon after. */
function redaction(seed: number, people: Script['people'], meetings: Meeting[]): Action {
  const near = meetings.filter(({ startsAt }) => startsAt < CHAOS_MINUTES) as [Meeting, ...Meeting[]] // two of three are
  const { name, startsAt } = oneOf(near, seed, 'regret')
  const who = oneOf(people as [Script['people'][0], ...Script['people']], seed, 'regrets').email // there are always some
  return {
    at: clamp(startsAt + 2 + unit(seed, 'regret it') * 20),
    ...{ does: 'redact a line', who, meeting: name },
  }
}

const clamp = (minute: number) => Math.round(Math.min(CHAOS_MINUTES, Math.max(0, minute)))
