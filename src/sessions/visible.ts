/**
 * Who sees a meeting inside an organization: this one function, used by reads, the live feed, mail and exports.
 * Private: its owner and the members invited to it. Organization: every member. Admins manage; they do not read.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '#db/tables.gen.ts'

export type Viewer = { userId: string; email: string }

/** A condition on `sessions` rows: the viewer may see this one. Deleted ones are seen by nobody. */
export function visibleTo({ userId, email }: Viewer) {
  const invited = JSON.stringify([{ email: email.toLowerCase() }])
  return (eb: ExpressionBuilder<Tables, 'sessions'>): Expression<SqlBool> =>
    eb.and([
      eb('sessions.deletedAt', 'is', null),
      eb.or([
        eb('sessions.userId', '=', userId),
        eb('sessions.visibility', '=', 'organization'),
        sql<boolean>`sessions.participants @> ${invited}::jsonb`,
      ]),
    ])
}
