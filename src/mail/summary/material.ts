/** What a letter about a meeting tells, as it stands in the tables. */
import type { OrganizationTx } from '#db/db.ts'

/** Undefined when the meeting or its summary is gone. */
export async function loadSummaryMaterial(tx: OrganizationTx, sessionId: string) {
  const session = await tx
    .selectFrom('sessions')
    .innerJoin('summaries', (join) =>
      join
        .onRef('summaries.organizationId', '=', 'sessions.organizationId')
        .onRef('summaries.sessionId', '=', 'sessions.id'),
    )
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select([
      'sessions.id',
      'sessions.title',
      'sessions.userId',
      'sessions.participants',
      'sessions.scheduledStart',
      'sessions.recordingStartedAt',
      'sessions.createdAt',
      'sessions.recordingDurationSeconds',
      'owner.fullName as ownerName',
      'owner.email as ownerEmail',
      'owner.timezone as ownerTimezone',
      'summaries.tldr',
      'summaries.keyDecisions',
      'summaries.actionItems',
      'summaries.followUpQuestions',
      'summaries.modelUsed',
      'summaries.generationStatus',
    ])
    .where('sessions.id', '=', sessionId)
    .where('sessions.deletedAt', 'is', null)
    .where('sessions.joinedInto', 'is', null)
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
