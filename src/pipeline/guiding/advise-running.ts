/**
 * The model second: about each meeting that runs and in which somebody has spoken, at most one question in 15 seconds,
 * whoever else asks, and within the organization's budget. The rules do not wait for it.
 */
import { sql } from 'kysely'
import type { Db, OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal } from '#lib/errors.ts'
import { redactedOf } from '#pipeline/following/redacted.ts'
import { advise, type Moment } from '#pipeline/guiding/advise.ts'
import type { Seen } from '#pipeline/guiding/guide.ts'
import { grown, type Running, readNow } from '#pipeline/guiding/running.ts'
import { addHappenings, addHints } from '#pipeline/guiding/save-seen.ts'
import { isWithinBudget } from '#pipeline/model/budget.ts'
import { counted, type Model } from '#pipeline/model/model.ts'
import { type Prices, recordUsage } from '#pipeline/model/usage.ts'
import { lockSession } from '#pipeline/store.ts'

export const BETWEEN_QUESTIONS_SECONDS = 15
const AT_ONCE = 3
/** Earlier hints that the model is told not to repeat. */
const MOST_HINTED = 8

type Needs = { db: Db; clock: Clock; model: Model; modelPrices?: Prices | null | undefined }

/** Returns how many meetings have to wait for their next question. */
export async function adviseRunning(needs: Needs): Promise<number> {
  const unasked = sql<boolean>`line.newest > sessions.guided_by_model_sequence`
  const running = await needs.db.asSystem((tx) => grown(tx, unasked))
  let waiting = 0
  for (let from = 0; from < running.length; from += AT_ONCE) {
    const asked = await Promise.all(running.slice(from, from + AT_ONCE).map((one) => askAbout(needs, one)))
    waiting += asked.filter((isAsked) => !isAsked).length
  }
  return waiting
}

/** Read, ask with no transaction open, write. False where it is too early. */
async function askAbout(needs: Needs, { organizationId, id: sessionId, newest }: Running): Promise<boolean> {
  const turn = await needs.db.asOrganization(organizationId, async (tx) => {
    if (!(await takeTurn(tx, needs.clock, sessionId, newest))) return null
    const mayAsk = await isWithinBudget(tx, needs.clock.now())
    return { moment: mayAsk ? await readMoment(tx, needs.clock, sessionId) : null }
  })
  if (turn?.moment) await askNow(needs, { organizationId, sessionId }, turn.moment)
  return turn !== null
}

/** One process gets it, once in so many seconds. */
async function takeTurn(tx: OrganizationTx, clock: Clock, sessionId: string, newest: number) {
  const now = clock.now()
  const taken = await tx
    .updateTable('sessions')
    .set({ guidedByModelAt: now, guidedByModelSequence: newest })
    .where('id', '=', sessionId)
    .where('status', '=', 'active')
    .where(({ or, eb }) =>
      or([
        eb('guidedByModelAt', 'is', null),
        eb('guidedByModelAt', '<=', now.minus({ seconds: BETWEEN_QUESTIONS_SECONDS })),
      ]),
    )
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

async function readMoment(tx: OrganizationTx, clock: Clock, sessionId: string): Promise<Moment> {
  const hinted = await tx
    .selectFrom('guidance')
    .select('content')
    .where('sessionId', '=', sessionId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(MOST_HINTED)
    .execute()
  const now = await readNow(tx, sessionId, clock.now())
  return { ...now, hinted: hinted.map(({ content }) => content) }
}

/** A model that cannot be had is no trouble here: the rules go on, and it is asked again. */
async function askNow(
  needs: Needs,
  where: { organizationId: string; sessionId: string },
  moment: Moment,
): Promise<void> {
  const { model, used } = counted(needs.model)
  const seen = await advise(model, moment).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    return { hints: [], happenings: [] }
  })
  await needs.db.asOrganization(where.organizationId, async (tx) => {
    const now = needs.clock.now()
    await recordUsage(tx, needs, { ...where, purpose: 'guidance', model: model.name, ...used })
    const { hints, happenings } = await stillSaid(tx, where.sessionId, seen)
    const isNew = [
      await addHints(tx, where, hints, { writtenBy: model.name, now }),
      await addHappenings(tx, where, happenings, now),
    ]
    if (isNew.includes(true)) emit(tx, 'session.guided', where)
  })
}

/** The model took its time: without what was redacted or erased meanwhile. */
async function stillSaid(tx: OrganizationTx, sessionId: string, { hints, happenings }: Seen): Promise<Seen> {
  const session = await lockSession(tx, sessionId)
  if (!session || session.status === 'archived') return { hints: [], happenings: [] }
  const gone = await redactedOf(tx, [
    ...hints.flatMap(({ lineIds }) => lineIds),
    ...happenings.map(({ lineId }) => lineId),
  ])
  return {
    hints: hints.filter(({ lineIds }) => !lineIds.some((id) => gone.has(id))),
    happenings: happenings.filter(({ lineId }) => !gone.has(lineId)),
  }
}
