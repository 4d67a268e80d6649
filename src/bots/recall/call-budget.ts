/**
 * How often Recall may be called: a token bucket per group of endpoints, in the database, so that every process draws
 * from the same one. The provider counts a sliding minute per workspace (https://docs.recall.ai/reference/errors).
 */
import type { DateTime } from 'luxon'
import type { Db, SystemTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'

export type CallGroup = 'create' | 'list' | 'retrieve' | 'change' | 'command'
export type CallBudget = {
  /** One call. Refuses (provider_rate_limited, with the seconds to wait) where none is left. */
  take(group: CallGroup): Promise<void>
  /** A quick repeat of a call that was allowed: it counts, and is not refused, since its outcome may be in doubt. */
  spend(group: CallGroup): Promise<void>
  /** The provider itself asked us to wait, whatever we had counted. */
  block(group: CallGroup, seconds: number): Promise<void>
}

/** The base limits of a workspace, in calls a minute. */
const PER_MINUTE: Record<CallGroup, number> = {
  create: 60,
  list: 60,
  retrieve: 300,
  change: 300,
  command: 300,
}
/** Full bucket and a minute's inflow together stay below the limit, so that no sliding minute holds more. */
const AT_ONCE = 0.25
const INFLOW = 0.7

export type Bucket = { tokens: number; filledAt: DateTime; blockedUntil: DateTime | null }

export const capacityOf = (group: CallGroup) => PER_MINUTE[group] * AT_ONCE
export const perSecond = (group: CallGroup) => (PER_MINUTE[group] * INFLOW) / 60

/** What the bucket holds at this instant. Pure. */
export function tokensAt(bucket: Bucket | undefined, group: CallGroup, now: DateTime): number {
  if (!bucket) return capacityOf(group)
  if (bucket.blockedUntil && bucket.blockedUntil > now) return 0
  const seconds = Math.max(0, now.diff(bucket.filledAt).as('seconds'))
  return Math.min(capacityOf(group), bucket.tokens + seconds * perSecond(group))
}

/** Whole seconds until the nth call from now may be made; 0 for those that the bucket still holds. Pure. */
export function secondsUntil(
  bucket: Bucket | undefined,
  group: CallGroup,
  nth: number,
  now: DateTime,
): number {
  const blocked = bucket?.blockedUntil ? Math.max(0, bucket.blockedUntil.diff(now).as('seconds')) : 0
  const missing = Math.max(0, nth - tokensAt(bucket, group, now))
  return Math.ceil(blocked + missing / perSecond(group))
}

export const readBucket = (tx: SystemTx, group: CallGroup): Promise<Bucket | undefined> =>
  tx
    .selectFrom('callBudgets')
    .select(['tokens', 'filledAt', 'blockedUntil'])
    .where('name', '=', group)
    .executeTakeFirst()

export function callBudget(db: Db, clock: Clock): CallBudget {
  const withBucket = <T>(
    group: CallGroup,
    work: (bucket: Bucket, now: DateTime, save: (change: Partial<Bucket>) => Promise<unknown>) => Promise<T>,
  ) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const bucket = await lockBucket(tx, group, now)
      return work(bucket, now, (change) =>
        tx.updateTable('callBudgets').set(change).where('name', '=', group).execute(),
      )
    })
  return {
    async take(group) {
      const wait = await withBucket(group, async (bucket, now, save) => {
        const seconds = secondsUntil(bucket, group, 1, now)
        if (seconds > 0) return seconds
        await save({ tokens: tokensAt(bucket, group, now) - 1, filledAt: now, blockedUntil: null })
        return 0
      })
      if (wait > 0)
        throw new Refusal('provider_rate_limited', 'Recall may not be asked more often', {
          retryAfterSeconds: wait,
        })
    },
    spend: (group) =>
      withBucket(group, async (bucket, now, save) => {
        await save({ tokens: tokensAt(bucket, group, now) - 1, filledAt: now })
      }),
    block: (group, seconds) =>
      withBucket(group, async (_bucket, now, save) => {
        await save({ blockedUntil: now.plus({ seconds }) })
      }),
  }
}

async function lockBucket(tx: SystemTx, group: CallGroup, now: DateTime): Promise<Bucket> {
  const full = { name: group, tokens: capacityOf(group), filledAt: now }
  await tx
    .insertInto('callBudgets')
    .values(full)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('callBudgets')
    .select(['tokens', 'filledAt', 'blockedUntil'])
    .where('name', '=', group)
    .forUpdate()
    .executeTakeFirstOrThrow()
}
