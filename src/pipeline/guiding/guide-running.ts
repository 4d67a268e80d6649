/** Looks at the meetings that run, and writes down what the rules see. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Db, OrganizationTx, SystemTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import { guide, type LiveLine, type Seen } from '#pipeline/guiding/guide.ts'

const AT_ONCE = 100
/** The last half hour or so; what came before has been looked at. */
const MOST_LINES = 400
/** A hint that nobody needed for so long is old. */
const LIVES_MINUTES = 5

type Running = { organizationId: string; id: string; newest: number }

/** One look at all of them; looking again adds nothing twice. */
export async function guideRunning({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  for (const session of await db.asSystem((tx) => grown(tx)))
    await db.asOrganization(session.organizationId, (tx) => look(tx, clock.now(), session))
}

/** Running meetings in which somebody has spoken since they were looked at. */
const grown = (tx: SystemTx): Promise<Running[]> =>
  tx
    .selectFrom('sessions')
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('transcripts')
          .select('sequenceNumber as newest')
          .whereRef('transcripts.organizationId', '=', 'sessions.organizationId')
          .whereRef('transcripts.sessionId', '=', 'sessions.id')
          .where('isFinal', '=', true)
          .orderBy('sequenceNumber', 'desc')
          .limit(1)
          .as('line'),
      (join) => join.onTrue(),
    )
    .select(['sessions.organizationId', 'sessions.id', 'line.newest'])
    .where('sessions.status', '=', 'active')
    .where('sessions.deletedAt', 'is', null)
    .where(sql<boolean>`line.newest > sessions.guided_sequence`)
    .orderBy('sessions.id')
    .limit(AT_ONCE)
    .execute()

async function look(tx: OrganizationTx, now: DateTime, { organizationId, id: sessionId, newest }: Running) {
  const seen = guide(await newestLines(tx, sessionId))
  const where = { organizationId, sessionId }
  const isNew = [await saveHints(tx, where, seen, now), await saveHappenings(tx, where, seen, now)]
  await tx.updateTable('sessions').set({ guidedSequence: newest }).where('id', '=', sessionId).execute()
  if (isNew.includes(true)) emit(tx, 'session.guided', where)
}

/** Live lines seldom carry an address: whoever bears the owner's name is taken for the owner. */
async function newestLines(tx: OrganizationTx, sessionId: string): Promise<LiveLine[]> {
  const owner = await tx
    .selectFrom('sessions')
    .innerJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select('owner.fullName')
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst()
  const name = owner?.fullName?.toLowerCase()
  const lines = await tx
    .selectFrom('transcripts')
    .select(['id', 'speaker', 'content as text', 'isOwner'])
    .select(['startTimeSeconds as start', 'endTimeSeconds as end'])
    .where('sessionId', '=', sessionId)
    .where('isFinal', '=', true)
    .where('isRedacted', '=', false)
    .orderBy('sequenceNumber', 'desc')
    .limit(MOST_LINES)
    .execute()
  return lines
    .reverse()
    .map((line) => ({ ...line, isOwner: line.isOwner || line.speaker.toLowerCase() === name }))
}

type Where = { organizationId: string; sessionId: string }

/** New ones are added; those that the rules see no more have done their work. */
async function saveHints(tx: OrganizationTx, where: Where, { hints }: Seen, now: DateTime): Promise<boolean> {
  const keys = hints.map(({ key }) => key)
  const settled = await tx
    .updateTable('guidance')
    .set({ settledAt: now })
    .where('sessionId', '=', where.sessionId)
    .where('settledAt', 'is', null)
    .where('writtenBy', '=', 'rule')
    .where('guidanceKey', 'not in', keys.length > 0 ? keys : [''])
    .returning('id')
    .execute()
  if (hints.length === 0) return settled.length > 0
  const added = await tx
    .insertInto('guidance')
    .values(
      hints.map(({ type, key, text, lineIds }) => ({
        ...{ ...where, id: newId(), guidanceType: type, guidanceKey: key, content: text },
        ...{ transcriptIds: json(lineIds), writtenBy: 'rule', createdAt: now },
        expiresAt: now.plus({ minutes: LIVES_MINUTES }),
      })),
    )
    .onConflict((conflict) => conflict.columns(['organizationId', 'sessionId', 'guidanceKey']).doNothing())
    .returning('id')
    .execute()
  return added.length + settled.length > 0
}

async function saveHappenings(tx: OrganizationTx, where: Where, { happenings }: Seen, now: DateTime) {
  if (happenings.length === 0) return false
  const added = await tx
    .insertInto('sessionTimelineEvents')
    .values(
      happenings.map(({ type, title, lineId, at }) => ({
        ...{
          ...where,
          id: newId(),
          eventType: type,
          title,
          transcriptId: lineId,
          atSeconds: at,
          createdAt: now,
        },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}
