/**
 * Does the provider count as we do? Once a day its sum for the whole workspace is compared with the seconds of all
 * our bots on that day, from joining to done. What does not agree is shown to the operator, never charged.
 */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Fact } from '#billing/metering/intervals.ts'
import type { Db, SystemTx } from '#db/db.ts'
import { defineSweep } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'

export type Day = { from: DateTime; to: DateTime }
/** What Recall's port offers to this. */
export type UsageSource = { usageSeconds(span: Day): Promise<number> }
type Needs = { db: Db; clock: Clock; log: Log; recall: UsageSource | null }

/** Whatever the provider rounds. */
const SECONDS_PER_BOT = 1

/** Yesterday, once it is surely over and everything that was said about it has arrived. */
export const checkProviderUsage = defineSweep({
  name: 'billing.check-provider-usage',
  everySeconds: 3_600,
  async run({ db, clock, log, recall }: Needs) {
    if (!recall) return
    const to = clock.now().minus({ hours: 6 }).startOf('day')
    const day = { from: to.minus({ days: 1 }), to }
    if (await db.asSystem((tx) => isChecked(tx, day))) return
    const theirs = await recall.usageSeconds(day).catch((err: unknown) => {
      if (!isRefusal(err)) throw err
      log.warn({ err }, 'the provider does not say what it counts; it is asked again')
      return null
    })
    if (theirs !== null) await db.asSystem((tx) => saveCheck(tx, day, theirs, clock.now()))
  },
})

const nameOf = ({ from }: Day) => from.toFormat('yyyy-MM-dd')

const isChecked = (tx: SystemTx, day: Day) =>
  tx.selectFrom('providerUsageChecks').select('day').where('day', '=', nameOf(day)).executeTakeFirst()

async function saveCheck(
  tx: SystemTx,
  day: Day,
  providerSeconds: number,
  checkedAt: DateTime,
): Promise<void> {
  const lives = await livesOn(tx, day)
  const check = compare(providerSeconds, lives, day)
  await tx
    .insertInto('providerUsageChecks')
    .values({ day: nameOf(day), providerSeconds, checkedAt, ...check })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute()
}

/** Pure. A bot that ended in fatal may be charged or not (the provider's pages disagree): both are accepted. */
export function compare(providerSeconds: number, lives: readonly (readonly Fact[])[], day: Day) {
  const counted = lives.map((facts) => spanOf(facts, day)).filter((span) => span !== null)
  const seconds = (ofFatal: boolean) =>
    counted.filter(({ isFatal }) => isFatal === ofFatal).reduce((sum, { ms }) => sum + ms / 1_000, 0)
  const [ourSeconds, fatalSeconds] = [seconds(false), seconds(true)]
  const tolerance = SECONDS_PER_BOT * Math.max(1, counted.length)
  const isDiscrepancy =
    providerSeconds < ourSeconds - tolerance || providerSeconds > ourSeconds + fatalSeconds + tolerance
  const by = Math.round(Math.abs(providerSeconds - ourSeconds))
  const sentence = isDiscrepancy
    ? `The provider counts ${by} seconds ${providerSeconds > ourSeconds ? 'more' : 'less'} than our bots were seen to use.`
    : 'The provider counts as we do.'
  return { ourSeconds, fatalSeconds, isDiscrepancy, sentence }
}

/** From the first joining to the end, counted whole on the day of the joining; null where it is of another day. */
function spanOf(facts: readonly Fact[], day: Day): { ms: number; isFatal: boolean } | null {
  const first = (codes: readonly string[]) =>
    Math.min(...facts.filter(({ code }) => codes.includes(code)).map(({ occurredAt }) => +occurredAt))
  const [from, to] = [first(['joining_call']), first(['done', 'fatal'])]
  const isOfTheDay = from >= +day.from && from < +day.to
  if (!isOfTheDay || !Number.isFinite(to) || to <= from) return null
  return { ms: to - from, isFatal: facts.some(({ code }) => code === 'fatal') }
}

/** Of every bot that joined on this day. */
async function livesOn(tx: SystemTx, { from, to }: Day): Promise<Fact[][]> {
  const { rows } = await sql<Fact & { botId: string }>`
    select bot_id, code, occurred_at from bot_status_events
    where code in ('joining_call', 'done', 'fatal') and bot_id in (
      select bot_id from bot_status_events
      where code = 'joining_call' and occurred_at >= ${from} and occurred_at < ${to})`.execute(tx)
  return [...Map.groupBy(rows, ({ botId }) => botId).values()]
}

const SHOWN = 14

export const providerChecks = (tx: SystemTx) =>
  tx
    .selectFrom('providerUsageChecks')
    .select(['day', 'providerSeconds', 'ourSeconds', 'isDiscrepancy', 'sentence'])
    .orderBy('day', 'desc')
    .limit(SHOWN)
    .execute()
