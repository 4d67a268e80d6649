/** Reports as their makers see them; nobody else does. */
import type { OrganizationTx } from '#db/db.ts'

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
