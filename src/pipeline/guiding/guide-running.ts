/** Looks at the meetings that run, and writes down what the rules see. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Db, OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { AGENDA_FROM, guide, type Seen } from '#pipeline/guiding/guide.ts'
import { grown, type Now, type Running, readAllSaid, readNow } from '#pipeline/guiding/running.ts'
import { addHappenings, addHints, type Where } from '#pipeline/guiding/save-seen.ts'
import { lockSession } from '#pipeline/store.ts'

/** One look at all of them; looking again adds nothing twice. */
export async function guideRunning({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const unseen = sql<boolean>`line.newest > sessions.guided_sequence`
  for (const session of await db.asSystem((tx) => grown(tx, unseen)))
    await db.asOrganization(session.organizationId, (tx) => look(tx, clock.now(), session))
}

/** Under the meeting's lock: what is redacted meanwhile is not written down after it. */
async function look(tx: OrganizationTx, now: DateTime, { organizationId, id: sessionId, newest }: Running) {
  if (!(await lockSession(tx, sessionId))) return
  const current = await readNow(tx, sessionId, now)
  const heard = await heardOf(tx, sessionId, current)
  const seen = guide(current.lines, { ...current, ...(heard !== null && { heard }) })
  const where = { organizationId, sessionId }
  const isNew = [
    await settle(tx, where, seen, now),
    await addHints(tx, where, seen.hints, { writtenBy: RULE, now }),
    await addHappenings(tx, where, seen.happenings, now),
  ]
  await tx.updateTable('sessions').set({ guidedSequence: newest }).where('id', '=', sessionId).execute()
  if (isNew.includes(true)) emit(tx, 'session.guided', where)
}

const RULE = 'rule'

/** Only where it is asked what was left out, and lines are missing. */
const heardOf = async (tx: OrganizationTx, sessionId: string, { agenda, share, isWhole }: Now) =>
  agenda.length > 0 && !isWhole && (share ?? 0) >= AGENDA_FROM ? readAllSaid(tx, sessionId) : null

/** Hints that the rules see no more have done their work. */
async function settle(tx: OrganizationTx, where: Where, { hints }: Seen, now: DateTime): Promise<boolean> {
  const keys = hints.map(({ key }) => key)
  const settled = await tx
    .updateTable('guidance')
    .set({ settledAt: now })
    .where('sessionId', '=', where.sessionId)
    .where('settledAt', 'is', null)
    .where('writtenBy', '=', RULE)
    .where('guidanceKey', 'not in', keys.length > 0 ? keys : [''])
    .returning('id')
    .execute()
  return settled.length > 0
}
