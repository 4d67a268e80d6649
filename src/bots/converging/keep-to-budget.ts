/**
 * Every minute, where an organization has limits: whether each coming bot still fits, the nearest meeting first. The
 * last look is within twelve minutes of the start, after which Recall can no longer be told without a late refusal.
 */
import type { DateTime } from 'luxon'
import { maySpend } from '#billing/may-spend.ts'
import { isOverLimit, SAID } from '#billing/spending/within-limits.ts'
import type { WishNeeds } from '#bots/converging/ask-to-converge.ts'
import { callOff, wishAnew } from '#bots/converging/refuse-over-budget.ts'
import { lockBot, newestBot } from '#bots/store.ts'
import type { Bot } from '#bots/types.ts'
import type { Db, OrganizationTx, SystemTx } from '#db/db.ts'
import { defineSweep } from '#jobs/define.ts'

type Needs = WishNeeds & { db: Db }

export const keepToBudget = defineSweep({
  name: 'bots.keep-to-budget',
  everySeconds: 60,
  async run(needs: Needs) {
    const { db, clock } = needs
    for (const organizationId of await db.asSystem(withLimits))
      for (const id of await db.asOrganization(organizationId, (tx) => coming(tx, clock.now())))
        await db.asOrganization(organizationId, (tx) => look(tx, needs, id))
  },
})

/** Also those that had limits until lately, and have bots that were refused by them. */
async function withLimits(tx: SystemTx): Promise<string[]> {
  const rows = await tx
    .selectFrom('spendingLimits')
    .select('organizationId')
    .union(
      tx
        .selectFrom('bots')
        .select('organizationId')
        .where('unwantedBecause', 'in', Object.keys(SAID))
        .where('state', '=', 'cancelled'),
    )
    .execute()
  return rows.map(({ organizationId }) => organizationId).toSorted()
}

/** Not on their way yet, or refused for want of minutes; the nearest first. */
async function coming(tx: OrganizationTx, now: DateTime): Promise<string[]> {
  const rows = await tx
    .selectFrom('bots')
    .select('id')
    .where('meetingEnd', '>', now)
    .where((eb) =>
      eb.or([
        eb.and([eb('isWanted', '=', true), eb('state', 'in', ['planned', 'claiming', 'scheduled'])]),
        eb.and([eb('state', '=', 'cancelled'), eb('unwantedBecause', 'in', Object.keys(SAID))]),
      ]),
    )
    .orderBy('joinAt')
    .orderBy('sessionId')
    .execute()
  return rows.map(({ id }) => id)
}

async function look(tx: OrganizationTx, needs: Needs, id: string): Promise<void> {
  const bot = await lockBot(tx, id)
  if (!bot || (await newestBot(tx, bot))?.id !== id) return
  const { organizationId, userId, sessionId, joinAt: start, meetingEnd: end } = bot
  const verdict = await maySpend(tx, { organizationId, userId, sessionId, start, end })
  if (verdict.isAllowed && isRefused(bot)) await wishAnew(tx, needs, bot)
  if (!verdict.isAllowed && isComing(bot)) await callOff(tx, needs, bot, verdict.because)
}

const isRefused = ({ state, unwantedBecause }: Bot) => state === 'cancelled' && isOverLimit(unwantedBecause)
const isComing = ({ state, isWanted }: Bot) =>
  isWanted && (state === 'planned' || state === 'claiming' || state === 'scheduled')
