/** Connect a secret ICS address: it is read once, outside any transaction, so that a wrong one is told at once. */

import { connectCalendar } from '#calendar/connecting/connect-calendar.ts'
import { type CalendarPorts, portFor } from '#calendar/providers/provider.ts'
import type { Db } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { tokenHash } from '#lib/ids.ts'
import type { Vault } from '#lib/vault.ts'

type Needs = CalendarPorts & { db: Db; jobs: Queue; clock: Clock; vault: Vault }
type Feed = { organizationId: string; userId: string; email: string; address: string }

/**
 * Returns the connection's id. Throws `provider_refused` with a sentence for an address that is not called,
 * `not_found` or `provider_unavailable` for one that leads nowhere.
 */
export async function connectFeed(needs: Needs, feed: Feed): Promise<string> {
  const { organizationId, userId, email } = feed
  const address = feed.address.trim().replace(/^webcals?:/i, 'https:')
  const port = portFor(needs, 'ics')
  const calendars = await port.listCalendars(address)
  const tokens = await port.refresh(address)
  const name = calendars[0]?.name ?? null
  const grant = { ...tokens, refreshToken: address, accountId: tokenHash(address), email, name }
  return needs.db.asOrganization(organizationId, (tx) =>
    connectCalendar(tx, needs, { organizationId, userId, provider: 'ics', grant, calendars }),
  )
}
