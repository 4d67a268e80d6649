/** I-01 to I-12: exactly one bot, for whom it was wished, where and when it was wished. */
import { linkOf } from '../people.ts'
import type { World } from '../world.ts'
import { aliveIn, type BotRow, intentOf, isAlive, isInside, organizationOf, type Seen } from './look.ts'
import { wantedBy } from './oracle.ts'
import { twice } from './twice.ts'
import type { Invariant } from './types.ts'

const A_MINUTE = 60_000
const ENDED = ['done', 'failed', 'cancelled']

/** What was last seen of each row, per world. */
const before = new WeakMap<World, Map<string, BotRow>>()

export const bots: readonly Invariant[] = [
  {
    id: 'I-01',
    says: 'one organization never has two live bots in one meeting',
    always: ({ atRecall }) =>
      twice(atRecall.filter(isInside).map((bot) => `${organizationOf(bot)} in ${bot.config.metadata.occ}`)),
  },
  {
    id: 'I-02',
    says: 'a bot at the provider has an intent of ours that is not younger than it; none is left behind',
    always: ({ atRecall, row }) =>
      atRecall.filter(isAlive).flatMap((bot) => {
        const mine = row(intentOf(bot) ?? '')
        if (!mine) return [`${bot.id} belongs to nobody`]
        return mine.createdAt > bot.createdAt + 2 * A_MINUTE ? [`${bot.id} is older than its intent`] : []
      }),
    end: ({ atRecall, row }) =>
      atRecall.filter(isAlive).flatMap((bot) => {
        const mine = row(intentOf(bot) ?? '')
        const isHeld = mine?.recallBotId === bot.id && !ENDED.includes(mine.state)
        return isHeld
          ? []
          : [`${bot.place} ${bot.id}: its row is ${mine?.state ?? 'missing'} and holds ${mine?.recallBotId}`]
      }),
  },
  {
    id: 'I-03',
    says: 'every bot at the provider carries its intent, and no two the same',
    always: ({ atRecall }) => [
      ...atRecall.filter((bot) => intentOf(bot) === null).map(({ id }) => id),
      ...twice(atRecall.filter(isAlive).map(intentOf)),
    ],
  },
  {
    id: 'I-04',
    says: 'one intent never makes two bots, also when the provider has forgotten its key',
    always: (_seen, { network }) =>
      [...network.ledger.made].flatMap(([intent, ids]) =>
        ids.size > 1 ? [`${intent} made ${ids.size}`] : [],
      ),
  },
  {
    id: 'I-05',
    says: 'in the end there is a bot for each meeting that has to come if, and only if, somebody wants one',
    end: (seen, world, known) =>
      wantedBy(world, known, seen).flatMap(({ organizationId, meeting, isWanted, isLimited, why }) => {
        const there = aliveIn(seen, organizationId, meeting).length
        const isRight = there === (isWanted ? 1 : 0) || (isLimited && there === 0) // which of them have room: I-30
        return isRight ? [] : [`${meeting.name} has ${there} bots: ${why}`]
      }),
  },
  {
    id: 'I-06',
    says: 'in calm weather no bot sets out a minute after it was called off',
    end: ({ atRecall, row }, world) =>
      atRecall.flatMap((bot) => {
        const mine = row(intentOf(bot) ?? '')
        const joined = bot.statusChanges.find(({ code }) => code === 'joining_call')?.at ?? 0
        const off =
          world.calmSince() === null
            ? Number.POSITIVE_INFINITY
            : Math.max(mine?.changedAt ?? 0, world.calmSince() ?? 0)
        return mine && !mine.isWanted && joined > off + A_MINUTE ? [`${bot.id} joined at ${joined}`] : []
      }),
  },
  {
    id: 'I-07',
    says: 'a bot that waits joins when its meeting begins, to the second',
    end: (seen, { sims }, known) =>
      seen.atRecall
        .filter(({ place }) => place === 'waiting')
        .flatMap((bot) => {
          const meeting = [...known.meetings.values()].find((one) => linkOf(one) === bot.config.meeting_url)
          const start = meeting && sims.google.getEvent(meeting.id)?.start
          return start !== undefined && Math.abs((bot.joinAt ?? 0) - start) <= 1_000
            ? []
            : [`${bot.id} joins at ${bot.joinAt}, not at ${start}`]
        }),
  },
  {
    id: 'I-08',
    says: 'a bot serves one organization, and always the same',
    always: ({ atRecall, row }) =>
      atRecall.flatMap((bot) => {
        const mine = row(intentOf(bot) ?? '')
        return mine && mine.organizationId !== organizationOf(bot) ? [bot.id] : []
      }),
  },
  {
    id: 'I-09',
    says: 'an end is an end: no bot leaves done, failed or cancelled but for what was recorded after all',
    always: ({ bots: rows }, world) =>
      changes(world, rows).flatMap(([old, row]) =>
        ENDED.includes(old.state) && !ENDED.includes(row.state)
          ? [`${row.id}: ${old.state} → ${row.state}`]
          : [],
      ),
  },
  {
    id: 'I-11',
    says: "the provider's limits are kept: no more than 60 new bots and 60 lists a minute, and nobody asks again before they were told to",
    always: (seen, world) => [...tooMany(seen, world), ...tooSoon(world), ...sameKey(world)],
  },
  {
    id: 'I-19',
    says: 'turns are numbered: neither the turn, the wish nor what was agreed ever goes back',
    always: ({ bots: rows }, world) =>
      changes(world, rows).flatMap(([old, row]) =>
        row.attempts < old.attempts || row.wishNumber < old.wishNumber || row.agreedNumber > row.wishNumber
          ? [`${row.id}: turn ${old.attempts} → ${row.attempts}, wish ${old.wishNumber} → ${row.wishNumber}`]
          : [],
      ),
  },
  {
    id: 'I-20',
    says: 'what a dead worker was at is taken over: nothing is overdue by more than half a minute in the end',
    end: ({ bots: rows, now }) =>
      rows.flatMap((row) =>
        row.wishNumber > row.agreedNumber &&
        row.nextAttemptAt !== null &&
        row.nextAttemptAt < now - A_MINUTE / 2
          ? [`${row.id} (${row.state}) is due since ${row.nextAttemptAt}`]
          : [],
      ),
  },
]

/** Pairs of a row as it was and as it is. Remembers the present for the next time. */
function changes(world: World, rows: readonly BotRow[]): [BotRow, BotRow][] {
  const known = before.get(world) ?? new Map<string, BotRow>()
  const pairs = rows.flatMap((row): [BotRow, BotRow][] => {
    const old = known.get(row.id)
    return old ? [[old, row]] : []
  })
  return pairs
}

/** To be called once per look, after all checks. */
export function remember(world: World, { bots: rows }: Seen): void {
  before.set(world, new Map(rows.map((row) => [row.id, row])))
}

const isNewBot = ({ side, method, path }: { side: string; method: string; path: string }) =>
  side === 'recall' && method === 'POST' && path.endsWith('/bot/')

function tooMany({ now }: Seen, { network }: World): string[] {
  const recent = network.ledger.calls.filter(({ at }) => at > now - A_MINUTE)
  const made = recent.filter(isNewBot).length
  const lists = recent.filter(({ method, path }) => method === 'GET' && path.endsWith('/bot/')).length
  return made > 60 || lists > 60 ? [`${made} new bots and ${lists} lists in a minute`] : []
}

/** What makes a process forget what it was told, or believe that it is later. */
const EXCUSES = /^(crash|postgres|clock):/

/** The same intent, before its own Retry-After has passed. */
function tooSoon({ network, chance }: World): string[] {
  if (chance.met().some(({ what }) => EXCUSES.test(what))) return []
  const until = new Map<string, number>()
  return network.ledger.calls.filter(isNewBot).flatMap((call) => {
    const { metadata } = JSON.parse(String(call.body)) as { metadata: { intent: string } } // what we sent
    const asked = until.get(metadata.intent) ?? 0
    if (call.retryAfter !== null) until.set(metadata.intent, call.at + call.retryAfter * 1_000)
    const isSoon = call.at < asked - 1_000 && call.status !== 429
    return isSoon ? [`${metadata.intent} at ${call.at}, told to wait until ${asked}`] : []
  })
}

/** The provider replays a 507 under its key for an hour: nobody asks under it again who has heard, and could note it. */
const TRIES_OF_A_TURN = 3

function sameKey({ network, chance }: World): string[] {
  const unnoted = chance.met().filter(({ what }) => /^(crash|postgres):/.test(what)).length
  const refused = new Map<string, number>()
  return network.ledger.calls.filter(isNewBot).flatMap(({ key, status, isHeard }) => {
    if (key === null || !isHeard || (status !== 507 && !refused.has(key))) return []
    const times = refused.get(key) ?? 0
    refused.set(key, times + 1)
    return times > TRIES_OF_A_TURN * unnoted ? [`${key} was used ${times} times more`] : []
  })
}
