/** I-27, I-28 and I-31: every second that was recorded is metered once. The oracle counts in the stand-in's own recordings. */
import type { SimBot } from '../../../sim/recall/types.ts'
import type { World } from '../world.ts'
import { aliveIn, organizationOf, type Seen } from './look.ts'
import { wantedBy } from './oracle.ts'
import type { Invariant } from './types.ts'
import { recordedSessions } from './words.ts'

const A_MINUTE = 60_000
type Span = { from: number; to: number }

const numbers = async ({ ask }: World, query: string) =>
  new Map((await ask<{ id: string; n: number }>(query)).map(({ id, n }) => [id, n]))

export const money: readonly Invariant[] = [
  {
    id: 'I-27',
    says: "a meeting's seconds are those of the union of its recordings",
    async end(seen, world) {
      const metered = await numbers(
        world,
        `select session_id as id, sum(seconds_recorded)::int as n from usage_tracking group by session_id`,
      )
      return recordedSessions(seen).flatMap(([sessionId, bots]) => {
        const truth = Math.floor(lengthOf(bots.flatMap(spansOf)) / 1_000)
        const ours = metered.get(sessionId) ?? 0
        return truth === ours ? [] : [`${sessionId}: ${truth} s were recorded, ${ours} s metered`]
      })
    },
  },
  {
    id: 'I-28',
    says: 'what is metered by the minute and what the meeting shows is one sum',
    always: ({ sums }) => sums,
  },
  {
    id: 'I-30',
    says: 'where minutes are limited, the bots that wait fit into what is left, the nearest first, and none is refused without need',
    end(seen, world, known) {
      return [...known.limits].flatMap(([organizationId, limit]) => {
        const used = minutesUsed(seen, organizationId)
        const places = wantedBy(world, known, seen)
          .filter((one) => one.organizationId === organizationId && one.isWanted)
          .map(({ meeting }) => ({ meeting, isThere: aliveIn(seen, organizationId, meeting).length > 0 }))
          .toSorted((a, b) => startOf(world, a.meeting) - startOf(world, b.meeting))
        let held = 0
        return places.flatMap(({ meeting, isThere }) => {
          const fits = used + held + meeting.minutes <= limit
          if (isThere) held += meeting.minutes
          const figures = `${meeting.name}: ${used} used, ${held} held, ${meeting.minutes} needed, of ${limit}`
          return fits === isThere ? [] : [`${figures}, and ${isThere ? 'a bot waits' : 'no bot comes'}`]
        })
      })
    },
  },
  {
    id: 'I-31',
    says: "what a bot costs us is the provider's own number, to the second",
    async end({ atRecall, bots: rows }, world) {
      const ours = await numbers(world, `select bot_id as id, provider_seconds as n from bot_usage_tracking`)
      return atRecall.flatMap((bot) => {
        const row = rows.find(({ recallBotId }) => recallBotId === bot.id)
        const truth = chargedFor(bot)
        const mine = ours.get(row?.id ?? '') ?? 0
        return row && truth !== null && Math.abs(mine - truth) > 1
          ? [`${bot.id}: ${truth} s there, ${mine} s here`]
          : []
      })
    },
  },
]

const startOf = ({ sims }: World, { id }: { id: string }) => sims.google.getEvent(id)?.start ?? 0

/** Each meeting's minutes that were begun, by what the stand-in recorded. */
const minutesUsed = (seen: Seen, organizationId: string): number =>
  recordedSessions(seen)
    .filter(([, [bot]]) => bot !== undefined && organizationOf(bot) === organizationId)
    .map(([, bots]) => Math.ceil(lengthOf(bots.flatMap(spansOf)) / A_MINUTE))
    .reduce((sum, minutes) => sum + minutes, 0)

function spansOf({ recordings }: SimBot): Span[] {
  return recordings.flatMap(({ startedAt, completedAt, pauses }) => {
    const end = completedAt ?? startedAt
    const cuts = [startedAt, ...pauses.flatMap(({ from, to }) => [from, to ?? end]), end]
    return Array.from({ length: cuts.length / 2 }, (_, n) => ({
      from: cuts[2 * n] ?? 0,
      to: cuts[2 * n + 1] ?? 0,
    }))
  })
}

function lengthOf(spans: readonly Span[]): number {
  let reached = 0
  return spans
    .toSorted((a, b) => a.from - b.from)
    .reduce((sum, { from, to }) => {
      const added = Math.max(0, to - Math.max(from, reached))
      reached = Math.max(reached, to)
      return sum + added
    }, 0)
}

/** From joining to done; null while it is not over, nothing for one that broke. */
function chargedFor({ statusChanges }: SimBot): number | null {
  const at = (code: string) => statusChanges.find((change) => change.code === code)?.at
  if (at('fatal') !== undefined) return 0
  const [joined, done] = [at('joining_call'), at('done')]
  return joined === undefined || done === undefined ? null : Math.floor((done - joined) / 1_000)
}
