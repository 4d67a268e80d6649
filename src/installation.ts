/**
 * Which installation a database belongs to: the name that its bots carry at Recall (RECALL_ENVIRONMENT, else the host of
 * PUBLIC_URL), remembered in the database and compared at each start. A copy of the database elsewhere still knows the
 * original's bots, calendars and letters, and touches none of them until the operator has said what it is.
 */
import type { DateTime } from 'luxon'
import type { Config } from '#config.ts'
import type { Db, SystemTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { CannotStart } from '#lib/cannot-start.ts'
import type { Clock } from '#lib/clock.ts'

const KEY = 'installation'
/** Before it has an address: nobody's. */
const LOCAL = 'local'

/** Throws CannotStart, with what to do, where the database is another installation's. */
export async function checkInstallation(db: Db, clock: Clock, config: Config): Promise<void> {
  const { environment, copyOf } = config
  if (!reachesOthers(config)) return
  await db.asSystem(async (tx) => {
    const known = await installationOf(tx)
    if (known !== null && known !== LOCAL && known !== environment) {
      if (copyOf !== known) throw new CannotStart(whoseIsThis(known, environment))
      await letGo(tx, clock.now())
    }
    const value = json(environment)
    await tx
      .insertInto('systemSettings')
      .values({ key: KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  })
}

const reachesOthers = ({ recall, google, microsoft, smtp }: Config) =>
  [recall, google, microsoft, smtp].some((provider) => provider !== null)

async function installationOf(tx: SystemTx): Promise<string | null> {
  const row = await tx
    .selectFrom('systemSettings')
    .select('value')
    .where('key', '=', KEY)
    .forUpdate()
    .executeTakeFirst()
  return typeof row?.value === 'string' ? row.value : null
}

const whoseIsThis = (known: string, here: string) =>
  `This database belongs to the installation “${known}”, and this one is “${here}”. ` +
  `If it has moved here, set RECALL_ENVIRONMENT=${known}: it goes on with its bots. ` +
  `If this is a copy, start once with COPY_OF=${known}: its calendars are disconnected here, its bots and letters ` +
  'forgotten, and the original keeps its own.'

/** In the database alone: nobody outside is told, since everything there is the original's. */
async function letGo(tx: SystemTx, now: DateTime): Promise<void> {
  await tx
    .updateTable('bots')
    .set(({ ref }) => ({
      ...{ state: 'cancelled' as const, stateChangedAt: now, isWanted: false, unwantedBecause: COPIED },
      ...{ agreedNumber: ref('wishNumber'), watchAt: null, nextAttemptAt: null, updatedAt: now },
    }))
    .where('state', 'not in', ['done', 'failed', 'cancelled'])
    .execute()
  await tx.updateTable('bots').set({ recallBotId: null }).execute() // nor may a person's click here delete its media
  await tx.deleteFrom('botDirectory').execute()
  await tx
    .updateTable('botCommands')
    .set({ status: 'refused', detail: 'This database is a copy', updatedAt: now })
    .where('status', '=', 'planned')
    .execute()
  await tx
    .updateTable('calendarConnections')
    .set({ status: 'disconnected', oauthRefreshToken: null, oauthAccessToken: null, updatedAt: now })
    .execute()
  await tx
    .updateTable('calendars')
    .set({ syncCursor: null, leaseUntil: null, nextPollAt: null, updatedAt: now })
    .execute()
  await tx
    .updateTable('emailNotifications')
    .set({ status: 'skipped', errorMessage: 'This database is a copy', updatedAt: now })
    .where('status', '=', 'planned')
    .execute()
}

const COPIED = 'copied'
