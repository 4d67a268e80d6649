/** The record or the summary was changed: the summary follows, in the same transaction, without asking any model. */
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'
import type { Events } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { followPoints } from '#pipeline/following/follow-points.ts'
import { meetingNow, titleStill } from '#pipeline/following/meeting-now.ts'
import { sourceEdited } from '#pipeline/following/source-edited.ts'
import { loadLines } from '#pipeline/store.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import type { Meeting } from '#pipeline/types.ts'
import { forgetEdits, forgetTitles } from '#sessions/points/edit-store.ts'
import { lockSections, type Sections, saveSections } from '#sessions/points/sections.ts'

type Needs = { jobs: Queue; clock: Clock }

/** Reaction to record.changed. A summary that is being written rests on the old words: it is asked for again. */
export async function followRecord(
  tx: OrganizationTx,
  { jobs, clock }: Needs,
  { organizationId, sessionId, transcriptIds, words }: Events['record.changed'],
): Promise<void> {
  if (await isBeingWritten(tx, sessionId))
    await requestSummary(tx, { jobs, now: clock.now() }, { organizationId, sessionId })
  const sections = await lockSections(tx, sessionId, { inAnyState: true })
  const meeting = sections && (await meetingNow(tx, sessionId))
  if (!sections || !meeting) return
  const after = followPoints(sections, { transcriptIds: new Set(transcriptIds), words, meeting })
  const left = new Set(idsIn(after))
  const gone = idsIn(sections).filter((id) => !left.has(id))
  await forgetEdits(tx, sessionId, gone)
  await forgetTitles(tx, sessionId, lostTitles(sections, after))
  await saveSections(tx, clock, sessionId, sourceEdited(after, meeting))
  await followTitle(tx, sessionId, meeting)
}

async function followTitle(tx: OrganizationTx, sessionId: string, meeting: Meeting) {
  const summary = tx.selectFrom('summaries').select('title').where('sessionId', '=', sessionId)
  const { title } = await summary.executeTakeFirstOrThrow()
  if (title !== titleStill(title, meeting))
    await tx.updateTable('summaries').set({ title: null }).where('sessionId', '=', sessionId).execute()
}

function idsIn(sections: Sections): string[] {
  const { topics, ...lists } = sections
  const points: Point[] = [...Object.values(lists).flat(), ...topics.flatMap((topic) => topic.points)]
  return points.flatMap(({ id }) => id ?? [])
}

const lostTitles = (before: Sections, after: Sections): string[] =>
  before.topics.flatMap(({ title }) => (after.topics.some((topic) => topic.title === title) ? [] : [title]))

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
  const meeting = sections && (await meetingNow(tx, sessionId))
  if (sections && meeting) await saveSections(tx, clock, sessionId, sourceEdited(sections, meeting))
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
