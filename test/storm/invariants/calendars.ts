/** I-10 and I-21: what we hold of a calendar is what is in it, and the permission we hold is the newest one. */

import { refreshContext } from '#calendar/connecting/sealed-tokens.ts'
import { createVault } from '#lib/vault.ts'
import type { Known, Person } from '../people.ts'
import type { World } from '../world.ts'
import type { Invariant } from './types.ts'

export const calendars: readonly Invariant[] = [
  {
    id: 'I-10',
    says: "our copy of a calendar is the provider's",
    async end(_seen, world, known) {
      const rows = await world.ask<{ userId: string; title: string; start: number }>(
        `select calendar_events.user_id as "userId", title, (extract(epoch from start_time) * 1000)::float8 as start
          from calendar_events join calendars on calendars.id = calendar_events.calendar_id
          join calendar_connections connection on connection.id = calendars.calendar_connection_id
          where calendar_events.deleted_at is null and calendar_events.is_cancelled = false
            and connection.status = 'active' and end_time > $1`,
        [world.clock.now().toISO()],
      )
      return known.people
        .filter(({ isConnected }) => isConnected)
        .flatMap((person) => {
          const held = rows
            .filter(({ userId }) => userId === person.userId)
            .map(({ title, start }) => `${title} at ${start}`)
          return difference(held, truthOf(world, known, person)).map((what) => `${person.email}: ${what}`)
        })
    },
  },
  {
    id: 'I-21',
    says: 'no permission that a newer one has replaced is kept',
    async end(_seen, { ask, network, secret }) {
      const vault = createVault([secret])
      const kept = await ask<{ id: string; email: string; sealed: Parameters<typeof vault.open>[0] }>(
        `select id, email, oauth_refresh_token as sealed from calendar_connections
         where status = 'active' and oauth_refresh_token is not null`,
      )
      return kept.flatMap(({ id, email, sealed }) =>
        network.ledger.replaced.has(vault.open(sealed, refreshContext(id))) ? [email] : [],
      )
    },
  },
]

function truthOf({ sims, clock }: World, known: Known, { email }: Person): string[] {
  return [...known.meetings.values()].flatMap(({ id }) => {
    const event = sims.google.getEvent(id)
    if (event?.state !== 'planned' || event.end <= clock.now().toMillis()) return []
    const isHere =
      event.organizer.email === email
        ? event.organizer.here
        : event.guests.some((guest) => guest.email === email && guest.here)
    return isHere ? [`${event.title} at ${event.start}`] : []
  })
}

function difference(held: readonly string[], truth: readonly string[]): string[] {
  const [ours, theirs] = [new Set(held), new Set(truth)]
  return [
    ...truth.filter((one) => !ours.has(one)).map((one) => `${one} is missing`),
    ...held.filter((one) => !theirs.has(one)).map((one) => `${one} is not there any more`),
    ...(held.length === ours.size ? [] : ['something is held twice']),
  ]
}
