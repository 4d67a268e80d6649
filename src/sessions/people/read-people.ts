/** Who is in the call, who was, and what was written in its chat, for somebody who may see the meeting. */
import type { OrganizationTx } from '#db/db.ts'
import { type CallEvent, peopleOf } from '#sessions/people/people-of.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

/** Of a meeting with thousands of guests the newest are shown. */
const MOST = 2_000

/** `atSeconds` counts from the beginning of the recording, as the lines do. Throws not_found. */
export async function readPeople(tx: OrganizationTx, viewer: Viewer, sessionId: string) {
  const { recordingStartedAt, status } = await readSession(tx, viewer, sessionId)
  const rows = await tx
    .selectFrom('participantEvents')
    .select(['id', 'eventType as type', 'participantId', 'participantName as name', 'isHost'])
    .select(['content as text', 'occurredAt'])
    .where('sessionId', '=', sessionId)
    .orderBy('occurredAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  const zero = recordingStartedAt ?? rows.at(-1)?.occurredAt
  const events: CallEvent[] = rows.toReversed().map(({ occurredAt, ...row }) => ({
    ...row,
    atSeconds: zero ? Math.max(0, occurredAt.diff(zero).as('seconds')) : 0,
  }))
  return {
    people: peopleOf(events, status === 'active'),
    events: events.map(({ participantId: _, isHost: __, ...event }) => event),
  }
}
