/** The record or the summary was changed: the summary follows, in the same transaction, without asking any model. */
import type { OrganizationTx } from '#db/db.ts'
import type { Events } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { followPoints } from '#pipeline/following/follow-points.ts'
import { sourceEdited } from '#pipeline/following/source-edited.ts'
import { loadLines } from '#pipeline/store.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import { loadTitleAndPeople } from '#pipeline/summarizing/summary-store.ts'
import type { Meeting } from '#pipeline/types.ts'
import { lockSections, saveSections } from '#sessions/points/sections.ts'

type Needs = { jobs: Queue; clock: Clock }

/** Reaction to record.changed. A summary that is being written rests on the old words: it is asked for again. */
export async function followRecord(
  tx: OrganizationTx,
  { jobs, clock }: Needs,
  { organizationId, sessionId, transcriptIds, words }: Events['record.changed'],
): Promise<void> {
  if (await isBeingWritten(tx, sessionId))
    return requestSummary(tx, { jobs, now: clock.now() }, { organizationId, sessionId })
  const sections = await lockSections(tx, sessionId)
  const meeting = sections && (await loadMeeting(tx, sessionId))
  if (!sections || !meeting) return
  const after = followPoints(sections, { transcriptIds: new Set(transcriptIds), words, meeting })
  await saveSections(tx, clock, sessionId, sourceEdited(after, meeting))
}

/** Whoever changes the record holds the meeting's lock, and so does whoever finishes its summary: this stays true. */
async function isBeingWritten(tx: OrganizationTx, sessionId: string): Promise<boolean> {
  const summary = tx.selectFrom('summaries').select('id').where('sessionId', '=', sessionId)
  const open = await summary.where('generationStatus', 'in', ['pending', 'generating']).executeTakeFirst()
  return open !== undefined
}

/** Reaction to points.edited, and to summary.ready once people's edits are in it. */
export async function followEdits(
  tx: OrganizationTx,
  { clock }: Needs,
  { sessionId }: { sessionId: string },
): Promise<void> {
  const sections = await lockSections(tx, sessionId)
  const meeting = sections && (await loadMeeting(tx, sessionId))
  if (sections && meeting) await saveSections(tx, clock, sessionId, sourceEdited(sections, meeting))
}

/** As it stands now, without its redacted lines. */
async function loadMeeting(tx: OrganizationTx, sessionId: string): Promise<Meeting | null> {
  const session = await loadTitleAndPeople(tx, sessionId)
  if (!session) return null
  const lines = (await loadLines(tx, sessionId)).map(({ id, speaker, text }, index) => ({
    ...{ number: index + 1, id, speaker, text },
  }))
  const invited = session.participants.flatMap(({ name }) => name ?? [])
  return {
    title: session.title,
    lines,
    people: [...new Set([...lines.map(({ speaker }) => speaker), ...invited])],
  }
}

/** Reaction to record.joined: both meetings have other words now. */
export async function followJoin(
  tx: OrganizationTx,
  { jobs, clock }: Needs,
  { organizationId, sessionId, otherId }: Events['record.joined'],
): Promise<void> {
  for (const id of [sessionId, otherId]) {
    const [line] = await loadLines(tx, id)
    if (line) await requestSummary(tx, { jobs, now: clock.now() }, { organizationId, sessionId: id })
  }
}
