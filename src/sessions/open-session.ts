/** The session of a meeting: opened when a bot is first wished for it, kept in step with the calendar until it begins. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { json, type Participant } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

export type Meeting = {
  organizationId: string
  occurrenceId: string
  ownerUserId: string
  title: string
  platform: string
  start: DateTime
  end: DateTime
  participants: Participant[]
}

/**
 * The occurrence's session, made if there is none; two callers get the same one, because the occurrence is locked.
 * Once it has begun, its title and times stay: they are then what happened, not what was planned. Who is invited
 * follows the calendar until the end, because it decides who may see the session.
 */
export async function openSession(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  meeting: Meeting,
): Promise<string> {
  const occurrence = await tx
    .selectFrom('meetingOccurrences')
    .select('sessionId')
    .where('id', '=', meeting.occurrenceId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!occurrence) throw new Refusal('not_found', 'There is no such meeting')
  if (occurrence.sessionId) return keepInStep(tx, clock, occurrence.sessionId, meeting)
  return create(tx, clock, meeting)
}

async function create(tx: OrganizationTx, clock: Clock, meeting: Meeting): Promise<string> {
  const id = newId()
  const { organizationId } = meeting
  const now = clock.now()
  await tx
    .insertInto('sessions')
    .values({ organizationId, id, ...planned(meeting), ...invited(meeting), createdAt: now, updatedAt: now })
    .execute()
  await tx
    .updateTable('meetingOccurrences')
    .set({ sessionId: id, updatedAt: now })
    .where('id', '=', meeting.occurrenceId)
    .execute()
  return id
}

async function keepInStep(tx: OrganizationTx, clock: Clock, id: string, meeting: Meeting): Promise<string> {
  const row = tx.updateTable('sessions').where('id', '=', id)
  await row
    .set({ ...planned(meeting), updatedAt: clock.now() })
    .where('status', '=', 'draft')
    .execute()
  await row
    .set({ ...invited(meeting), updatedAt: clock.now() })
    .where('status', '!=', 'archived')
    .execute()
  return id
}

const planned = ({ ownerUserId, title, platform, start, end }: Meeting) => ({
  userId: ownerUserId,
  title,
  meetingPlatform: platform,
  scheduledStart: start,
  scheduledEnd: end,
})

const invited = ({ participants }: Meeting) => ({
  participants: json(participants.map((person) => ({ ...person, email: person.email.toLowerCase() }))),
})
