/** Earlier meetings that count for a coming one: of the same series, or with the same people. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { ActionItem, Participant, Point } from '#db/json.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

/** More than anybody reads before a meeting. */
const MOST = 12
const LOOKED_AT = 60
/** Of the people who are coming, so many must have been invited to that one, too. */
const ENOUGH_OF_THEM = 0.5

type Coming = { id: string; start: DateTime; people: Participant[] }
export type Related = {
  id: string
  title: string
  at: DateTime
  isSeries: boolean
  shared: Participant[]
  tldr: Point[]
  keyDecisions: Point[]
  actionItems: ActionItem[]
  followUpQuestions: Point[]
}

/** Newest first; only those that the viewer may see, and that have a summary. */
export async function findRelated(
  tx: OrganizationTx,
  viewer: Viewer,
  coming: Coming,
  seriesSessionIds: readonly string[],
): Promise<Related[]> {
  const series = new Set(seriesSessionIds)
  const others = coming.people.filter(({ email }) => email !== viewer.email.toLowerCase())
  const rows = await candidates(tx, viewer, coming, {
    series: [...series],
    emails: others.map(({ email }) => email),
  })
  return rows
    .map(({ participants, ...row }) => {
      const there = new Set(participants.map(({ email }) => email))
      return { ...row, isSeries: series.has(row.id), shared: others.filter(({ email }) => there.has(email)) }
    })
    .filter(({ isSeries, shared }) => isSeries || shared.length >= ENOUGH_OF_THEM * others.length)
    .slice(0, MOST)
}

type By = { series: string[]; emails: string[] }

const candidates = (tx: OrganizationTx, viewer: Viewer, { id, start }: Coming, { series, emails }: By) =>
  tx
    .selectFrom('sessions')
    .innerJoin('summaries', 'summaries.sessionId', 'sessions.id')
    .select(['sessions.id', 'sessions.title', 'sessions.participants', startOf.as('at')])
    .select(['summaries.tldr', 'summaries.keyDecisions'])
    .select(['summaries.actionItems', 'summaries.followUpQuestions'])
    .where(visibleTo(viewer))
    .where('sessions.id', '!=', id)
    .where('sessions.status', '=', 'complete')
    .where('summaries.generationStatus', '=', 'completed')
    .where(startOf, '<', start)
    .where(({ or }) =>
      or([
        sql<boolean>`sessions.id = any(${series}::uuid[])`,
        sql<boolean>`exists (select from jsonb_array_elements(sessions.participants) as person
                             where person ->> 'email' = any(${emails}::text[]))`,
      ]),
    )
    .orderBy(startOf, 'desc')
    .orderBy('sessions.id', 'desc')
    .limit(LOOKED_AT)
    .execute()

/** The expression of the index sessions_by_start. */
const startOf = sql<DateTime>`coalesce(sessions.scheduled_start, sessions.created_at)`
