/**
 * Who sees a meeting inside an organization: this one function, used by reads, the live feed, mail and exports.
 * Private: its owner and the members invited to it. Organization: every member. Admins manage; they do not read.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '#db/tables.gen.ts'

export type Viewer = { userId: string; email: string }

type Condition = (eb: ExpressionBuilder<Tables, 'sessions'>) => Expression<SqlBool>

/** A condition on `sessions` rows: the viewer may see this one. Deleted ones are seen by nobody. */
export function visibleTo({ userId, email }: Viewer): Condition {
  const invited = JSON.stringify([{ email: email.toLowerCase() }])
  return seenBy(sql<string>`${userId}::uuid`, sql`${invited}::jsonb`)
}

/** The same for many viewers at once: the names of the columns that hold their ids, and their addresses. */
export const visibleToEach = (userIdColumn: string, emailColumn: string): Condition =>
  seenBy(
    sql.ref<string>(userIdColumn),
    sql`jsonb_build_array(jsonb_build_object('email', lower(${sql.ref(emailColumn)})))`,
  )

const seenBy =
  (userId: Expression<string>, invited: Expression<unknown>): Condition =>
  (eb) =>
    eb.and([
      eb('sessions.deletedAt', 'is', null),
      eb.or([
        eb('sessions.userId', '=', userId),
        eb('sessions.visibility', '=', 'organization'),
        sql<boolean>`sessions.participants @> ${invited}`,
      ]),
    ])
