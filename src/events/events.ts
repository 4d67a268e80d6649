/**
 * What happened here, said once: a verb emits, the switchboard's reactions run in the same transaction (they only
 * write rows and add jobs), and the browsers that may see it are told after commit. Rooms do not know who listens.
 */
import type { AnyTx, OrganizationTx } from '#db/db.ts'

type Where = { organizationId: string }
/** Words of one line, before and after a correction: what they were is gone afterwards. */
export type ChangedWords = { transcriptId: string | null; from: string; to: string }
/** A line as it was just said, for the browsers that this process serves: they need not wait until it is read again. */
export type SaidLine = {
  sequence: number
  participantId: string | null
  speaker: string
  text: string
  /** Seconds since the recording began. */
  start: number
  end: number
  isFinal: boolean
}
/** Every domain event and what it carries: ids, and content only as said above. */
export type Events = {
  'occurrence.changed': Where & { occurrenceId: string }
  'calendar.changed': Where & { calendarId: string; userId: string }
  'calendar.lost': Where & { userId: string; lossId: string }
  'preferences.changed': Where & { userId: string }
  'bot.changed': Where & { botId: string; sessionId: string }
  'bot.ended': Where & { botId: string; sessionId: string }
  'transcript.line': Where & { sessionId: string; transcriptId: string; line: SaidLine }
  'people.changed': Where & { sessionId: string }
  'transcript.ready': Where & { sessionId: string; botId: string }
  'session.changed': Where & { sessionId: string }
  'session.guided': Where & { sessionId: string }
  /** Everything that was said is taken away for good. */
  'record.erased': Where & { sessionId: string }
  'record.changed': Where & { sessionId: string; transcriptIds: string[]; words: ChangedWords[] }
  'record.joined': Where & { sessionId: string; otherId: string }
  'context.changed': Where & { sessionId: string }
  'document.changed': Where & { documentId: string }
  'points.edited': Where & { sessionId: string }
  'summary.ready': Where & { sessionId: string }
  'report.changed': Where & { reportId: string; userId: string }
  'usage.changed': Where & { sessionId: string }
  'spending.warned': Where & { warningId: string }
  'limits.changed': Where
  'objections.changed': Where
  'policies.changed': Where
  'members.changed': Where
  'member.removed': Where & { userId: string }
}
export type EventName = keyof Events
export type DomainEvent = { [Name in EventName]: { name: Name } & Events[Name] }[EventName]

/** Who reacts; `Needs` is what the switchboard hands to each reaction. */
export type Reactions<Needs> = {
  [Name in EventName]?: readonly ((
    tx: OrganizationTx,
    needs: Needs,
    event: Events[Name],
  ) => Promise<unknown>)[]
}

const emitted = new WeakMap<AnyTx, DomainEvent[]>()

/** Say what happened, in the transaction that made it so. */
export function emit<Name extends EventName>(tx: AnyTx, name: Name, facts: Events[Name]): void {
  const list = emitted.get(tx) ?? []
  list.push({ name, ...facts } as DomainEvent) // the union is built from the same map as the parameters
  emitted.set(tx, list)
}

/** Takes the events that were emitted since the last call. */
export function takeEmitted(tx: AnyTx): DomainEvent[] {
  const list = emitted.get(tx) ?? []
  emitted.delete(tx)
  return list
}
