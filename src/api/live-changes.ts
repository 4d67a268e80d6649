/** What the numbered feed holds for one viewer. */
import type { Caller } from '#api/needs.ts'
import type { OrganizationTx } from '#db/db.ts'
import { visibleTo } from '#sessions/visible.ts'

/** As many as one read brings. */
export const PAGE = 500

export type Change = Awaited<ReturnType<typeof changesAfter>>[number]

export const newestNumber = async (tx: OrganizationTx) =>
  (await tx.selectFrom('liveCounters').select('lastNumber').executeTakeFirst())?.lastNumber ?? 0

/** What this viewer may know of: their own topics, and sessions that they may see. */
export const changesAfter = (tx: OrganizationTx, after: number, viewer: Caller) =>
  tx
    .selectFrom('liveChanges as change')
    .leftJoin('transcripts as line', (join) =>
      join
        .onRef('line.organizationId', '=', 'change.organizationId')
        .onRef('line.id', '=', 'change.subjectId')
        .on('change.topic', '=', 'line'),
    )
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
    .select([
      'change.number',
      'change.topic',
      'change.subjectId',
      'change.sessionId',
      'line.id as lineId',
      'line.sequenceNumber as sequence',
      'line.speaker',
      'line.content as text',
      'line.startTimeSeconds as start',
      'line.endTimeSeconds as end',
      'line.isFinal',
    ])
    .orderBy('change.number')
    .limit(PAGE)
    .execute()
