/** Reports as their makers see them; nobody else does. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

export const listReports = (tx: OrganizationTx, userId: string) =>
  tx
    .selectFrom('customReports')
    .select([
      'id',
      'title',
      'prompt',
      'templateId',
      'generationStatus as status',
      'modelUsed as writtenBy',
      'createdAt',
    ])
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()

/** Undefined where there is none, or it is another person's. */
export const loadReport = (tx: OrganizationTx, userId: string, id: string) =>
  tx
    .selectFrom('customReports')
    .select(['id', 'title', 'prompt', 'templateId', 'sessionIds', 'generationStatus as status', 'createdAt'])
    .select([
      'generationError as trouble',
      'generatedContent as content',
      'sources',
      'modelUsed as writtenBy',
    ])
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()

/** Of its meetings those that its maker may see now, in the order in which they were held. */
export const meetingsOf = (tx: OrganizationTx, viewer: Viewer, sessionIds: readonly string[]) =>
  tx
    .selectFrom('sessions')
    .select(['sessions.id', 'sessions.title'])
    .select(sql<DateTime>`coalesce(sessions.scheduled_start, sessions.created_at)`.as('at'))
    .where('sessions.id', '=', sql<string>`any(${sessionIds}::uuid[])`)
    .where(visibleTo(viewer))
    .orderBy('at')
    .orderBy('sessions.id')
    .execute()
