/** Whose meeting a bot writes down while it runs. It never changes, so that it is looked up once for each process. */
import type { LiveBot } from '#bots/life/live-token.ts'
import type { Db } from '#db/db.ts'

const MOST_KNOWN = 10_000
const known = new WeakMap<Db, Map<string, Promise<string | null>>>()

/** null: there is no such bot, or none any more. */
export function liveSessionOf(db: Db, { organizationId, botId }: LiveBot): Promise<string | null> {
  const sessions = known.get(db) ?? new Map<string, Promise<string | null>>()
  known.set(db, sessions)
  const looked = sessions.get(botId)
  if (looked) return looked
  if (sessions.size >= MOST_KNOWN) sessions.clear()
  const looking = db.asOrganization(organizationId, async (tx) => {
    const bot = await tx.selectFrom('bots').select('sessionId').where('id', '=', botId).executeTakeFirst()
    return bot?.sessionId ?? null
  })
  sessions.set(botId, looking)
  looking.then(
    (found) => found === null && sessions.delete(botId),
    () => sessions.delete(botId),
  )
  return looking
}
