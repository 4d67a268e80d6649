/**
 * A grant that Recall is to hold (Calendar V2): it is handed over before anything is stored, and Recall's id of the
 * calendar stands where the tokens would, so that a connection is direct or Recall's, and never both.
 */
import type { Person } from '#calendar/connecting/begin-connecting.ts'
import { accountRow, type Connect, connectCalendar } from '#calendar/connecting/connect-calendar.ts'
import { mustBeTheSameWay } from '#calendar/connecting/one-way-only.ts'
import type { Grant, ProviderName, RecallCalendars } from '#calendar/providers/provider.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock; vault: Vault }
type Account = Person & { provider: ProviderName; grant: Grant }

/** Recall's id never runs out. */
const A_CENTURY_SECONDS = 100 * 365 * 86_400

/**
 * Returns the connection's id. Throws `conflict` where we read the account ourselves. That grant is not given back then:
 * at Google it would take the other one with it.
 */
export async function handOver(needs: Needs, recall: RecallCalendars, account: Account): Promise<string> {
  const { organizationId, userId, provider, grant } = account
  const inside = <T>(work: (tx: OrganizationTx) => Promise<T>) =>
    needs.db.asOrganization(organizationId, work)
  const known = await inside((tx) =>
    accountRow(tx, { userId, provider, providerAccountId: grant.accountId }).executeTakeFirst(),
  )
  if (known) mustBeTheSameWay(known, true)
  const instead = known && known.status !== 'disconnected' ? known.recallCalendarId : null
  const recallCalendarId = await recall.handOver(provider, grant, instead)
  try {
    return await inside((tx) => connectCalendar(tx, needs, heldByRecall(account, recallCalendarId)))
  } catch (error) {
    if (isRefusal(error) && recallCalendarId !== instead) await recall.revoke(recallCalendarId) // it was for nothing
    throw error
  }
}

/** The connection as it is to be stored. Only the primary calendar is synced by Recall. */
const heldByRecall = ({ grant, ...account }: Account, recallCalendarId: string): Connect => ({
  ...account,
  recallCalendarId,
  grant: {
    ...grant,
    accessToken: recallCalendarId,
    refreshToken: recallCalendarId,
    expiresInSeconds: A_CENTURY_SECONDS,
  },
  calendars: [{ id: grant.email, name: grant.email, isPrimary: true, timeZone: null }],
})
