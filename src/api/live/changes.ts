/** What the numbered feeds hold: of one organization for one viewer, or of many for the reader that serves them all. */
import { sql } from 'kysely'
import type { Caller } from '#api/needs.ts'
import type { AnyTx, OrganizationTx, SystemTx } from '#db/db.ts'
import type { Numbered } from '#events/live.ts'
import { visibleTo } from '#sessions/visible.ts'

/** As many of one feed as one read brings. */
export const PAGE = 500

export type Change = Awaited<ReturnType<typeof changesAfter>>[number]
export type ChangeOf = Change & { organizationId: string; userId: string | null }

export const newestNumber = async (tx: OrganizationTx) =>
  (await tx.selectFrom('liveCounters').select('lastNumber').executeTakeFirst())?.lastNumber ?? 0

/** What this viewer may know of: their own topics, and sessions that they may see. */
export const changesAfter = (tx: OrganizationTx, after: number, viewer: Pick<Caller, 'userId' | 'email'>) =>
  changes(tx)
    .where('change.number', '>', after)
    .where((eb) => eb.or([eb('change.userId', 'is', null), eb('change.userId', '=', viewer.userId)]))
    .where((eb) =>
      eb.or([
        eb('change.sessionId', 'is', null),
        eb.exists(
          eb
            .selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.id', '=', 'change.sessionId')
            .where(visibleTo(viewer)),
        ),
      ]),
    )
    .orderBy('change.number')
    .limit(PAGE)
    .execute()

/** What is newer than these numbers, feed by feed in order, a page of each. Who may know of it is not asked here. */
export async function changesOfAll(tx: SystemTx, after: ReadonlyMap<string, number>): Promise<ChangeOf[]> {
  const given = sql<{ organizationId: string; after: number }>`unnest(
    ${[...after.keys()]}::uuid[], ${[...after.values()]}::bigint[])`.as<'given'>(
    sql`given (organization_id, after)`,
  )
  return tx
    .selectFrom(given)
    .innerJoinLateral(
      (eb) =>
        changes(eb as unknown as AnyTx) // an expression builder selects as a transaction does
          .select(['change.organizationId', 'change.userId'])
          .where('change.organizationId', '=', sql.ref<string>('given.organization_id'))
          .where('change.number', '>', sql.ref<number>('given.after'))
          .orderBy('change.number')
          .limit(PAGE)
          .as('page'),
      (join) => join.onTrue(),
    )
    .selectAll('page')
    .orderBy('page.organizationId')
    .orderBy('page.number')
    .execute()
}

/** What this process has numbered itself needs no reading. */
export const asRead = ({ line, ...change }: Numbered): ChangeOf => ({
  ...{ organizationId: change.organizationId, number: change.number, topic: change.topic },
  subjectId: change.subjectId ?? null,
  sessionId: change.sessionId ?? null,
  userId: change.userId ?? null,
  lineId: line ? (change.subjectId ?? null) : null,
  sequence: line?.sequence ?? null,
  participantId: line?.participantId ?? null,
  speaker: line?.speaker ?? null,
  text: line?.text ?? null,
  start: line?.start ?? null,
  end: line?.end ?? null,
  isFinal: line?.isFinal ?? null,
})

const changes = (tx: AnyTx) =>
  tx
    .selectFrom('liveChanges as change')
    .leftJoin('transcripts as line', (join) =>
      join
        .onRef('line.organizationId', '=', 'change.organizationId')
        .onRef('line.id', '=', 'change.subjectId')
        .on('change.topic', '=', 'line'),
    )
    .select([
      'change.number',
      'change.topic',
      'change.subjectId',
      'change.sessionId',
      'line.id as lineId',
      'line.sequenceNumber as sequence',
      'line.participantId',
      'line.speaker',
      'line.content as text',
      'line.startTimeSeconds as start',
      'line.endTimeSeconds as end',
      'line.isFinal',
    ])
