/** The rows of planned letters, and what a summary letter tells. */
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'

export type Intent = {
  id: string
  sessionId: string | null
  userId: string | null
  recipientEmail: string
  messageId: string
  status: 'planned' | 'sent' | 'failed' | 'skipped'
  attempts: number
}

export const loadIntent = (tx: OrganizationTx, id: string): Promise<Intent | undefined> =>
  tx
    .selectFrom('emailNotifications')
    .select(['id', 'sessionId', 'userId', 'recipientEmail', 'messageId', 'status', 'attempts'])
    .where('id', '=', id)
    .executeTakeFirst()

type Outcome = { status: Intent['status']; because?: string; now: DateTime }

/** What became of a try. A letter that is settled already stays as it is. */
export const saveOutcome = (tx: OrganizationTx, id: string, { status, because, now }: Outcome) =>
  tx
    .updateTable('emailNotifications')
    .set(({ eb }) => ({
      status,
      errorMessage: because ?? null,
      attempts: eb('attempts', '+', status === 'skipped' ? 0 : 1),
      sentAt: status === 'sent' ? now : null,
      updatedAt: now,
    }))
    .where('id', '=', id)
    .where('status', '=', 'planned')
    .execute()

/** Everything that the letter shows; undefined when the meeting or its summary is gone. */
export async function loadSummaryMaterial(tx: OrganizationTx, sessionId: string) {
  const session = await tx
    .selectFrom('sessions')
    .innerJoin('summaries', (join) =>
      join
        .onRef('summaries.organizationId', '=', 'sessions.organizationId')
        .onRef('summaries.sessionId', '=', 'sessions.id'),
    )
    .select([
      'sessions.id',
      'sessions.title',
      'sessions.userId',
      'sessions.scheduledStart',
      'sessions.recordingStartedAt',
      'sessions.createdAt',
      'sessions.recordingDurationSeconds',
      'summaries.tldr',
      'summaries.keyDecisions',
      'summaries.actionItems',
      'summaries.followUpQuestions',
      'summaries.modelUsed',
      'summaries.generationStatus',
    ])
    .where('sessions.id', '=', sessionId)
    .where('sessions.deletedAt', 'is', null)
    .executeTakeFirst()
  if (!session) return undefined
  const moments = await tx
    .selectFrom('transcripts')
    .select(['id', 'startTimeSeconds'])
    .where('sessionId', '=', sessionId)
    .execute()
  return { ...session, moments: new Map(moments.map(({ id, startTimeSeconds }) => [id, startTimeSeconds])) }
}

export type SummaryMaterial = NonNullable<Awaited<ReturnType<typeof loadSummaryMaterial>>>

/** The recipient as a member; undefined for somebody who is not, or not any more. */
export const loadRecipient = (tx: OrganizationTx, userId: string) =>
  tx
    .selectFrom('organizationPeople')
    .select(['fullName', 'timezone'])
    .where('userId', '=', userId)
    .where('isActive', '=', true)
    .executeTakeFirst()

/** Letters that were planned a while ago and are not settled: a job was lost, or the server was away. */
export const findForgotten = (tx: SystemTx, before: DateTime, most: number) =>
  tx
    .selectFrom('emailNotifications')
    .select(['organizationId', 'id'])
    .where('status', '=', 'planned')
    .where('updatedAt', '<', before)
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(most)
    .execute()
