/** Around every commit: reactions run inside it, numbers are handed out last, and listeners are woken after it. */
import { type CommitHooks, type OrganizationTx, type Seen, within } from '#db/db.ts'
import { type DomainEvent, type Reactions, takeEmitted } from '#events/events.ts'
import { changesOf, type Numbered, recordChanges } from '#events/live.ts'
import type { Clock } from '#lib/clock.ts'

/** A reaction may emit further events; a chain longer than this is a bug. */
const LONGEST_CHAIN = 20

type Wiring<Needs> = {
  reactions: Reactions<Needs>
  needs: Needs
  clock: Clock
  /** Called after commit with what has become part of the feeds. */
  announce: (changes: readonly Numbered[]) => void
}

/** The commit hooks that carry the switchboard. */
export function settling<Needs>({ reactions, needs, clock, announce }: Wiring<Needs>): CommitHooks {
  const recorded = new WeakMap<object, Numbered[]>()

  async function react(seen: Seen): Promise<DomainEvent[]> {
    const all: DomainEvent[] = []
    for (let round = takeEmitted(seen.tx); round.length > 0; round = takeEmitted(seen.tx)) {
      if (all.push(...round) > LONGEST_CHAIN * 1000) throw new Error('Events cause each other without an end')
      for (const event of round)
        if (reactions[event.name]) await inside(seen, event, (tx) => reactTo(tx, reactions, needs, event))
    }
    return all
  }

  return {
    async before(seen) {
      const events = await react(seen)
      const changes = events.flatMap((event) =>
        changesOf(event).map((change) => ({ ...change, organizationId: event.organizationId })),
      )
      recorded.set(seen.tx, await recordChanges(seen.tx, changes, clock.now()))
    },
    after(seen) {
      const changes = recorded.get(seen.tx) ?? []
      if (changes.length > 0) announce(changes)
    },
  }
}

const inside = (
  seen: Seen,
  { organizationId }: { organizationId: string },
  work: (tx: OrganizationTx) => Promise<void>,
) => (seen.sees === 'one organization' ? work(seen.tx) : within(seen.tx, organizationId, work))

type AnyReaction<Needs> = (tx: OrganizationTx, needs: Needs, event: DomainEvent) => Promise<unknown>

async function reactTo<Needs>(
  tx: OrganizationTx,
  reactions: Reactions<Needs>,
  needs: Needs,
  event: DomainEvent,
) {
  // The list under an event's name takes that very event; the compiler cannot follow this through a union.
  const list = (reactions[event.name] ?? []) as unknown as readonly AnyReaction<Needs>[]
  for (const reaction of list) await reaction(tx, needs, event)
}
