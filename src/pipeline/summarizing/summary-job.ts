/** Write one version of a summary: read → the model, with no transaction open → write. */
import { z } from 'zod'
import type { Db, OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'
import { emit } from '#events/events.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import { type Clock, stopwatch } from '#lib/clock.ts'
import type { Model } from '#pipeline/model/model.ts'
import { loadLines } from '#pipeline/store.ts'
import {
  beginSummary,
  findUnwritten,
  loadTitleAndPeople,
  type StoredNotes,
  saveSummary,
} from '#pipeline/summarizing/summary-store.ts'
import { writeNotes } from '#pipeline/summarizing/write-notes.ts'
import type { DraftPoint, Meeting, Notes } from '#pipeline/types.ts'

type Needs = { db: Db; clock: Clock; model: Model | null }

/** Longer than the model may take for a long meeting: some ten questions, three at a time, each twice. */
const EXPIRE_SECONDS = 900

export const summarizeSession = defineJob({
  name: 'pipeline.summarize',
  input: z.object({ organizationId: z.uuid(), sessionId: z.uuid(), version: z.int() }),
  expireSeconds: EXPIRE_SECONDS,
  async run({ db, clock, model }: Needs, { organizationId, sessionId, version }) {
    const meeting = await db.asOrganization(organizationId, async (tx) =>
      (await beginSummary(tx, sessionId, version, clock.now())) ? loadMeeting(tx, sessionId) : null,
    )
    if (!meeting) return
    const elapsed = stopwatch()
    const { notes, ...written } = await writeNotes(model, meeting)
    const result = { ...written, notes: storedNotes(notes, meeting), ms: elapsed() }
    await db.asOrganization(organizationId, async (tx) => {
      const isNew = await saveSummary(tx, sessionId, version, result, clock.now())
      if (isNew) emit(tx, 'summary.ready', { organizationId, sessionId })
    })
  },
})

/** Longer than a run may take: whoever wrote it is gone. */
const FORGOTTEN_AFTER_MINUTES = 20
const AT_ONCE = 100

/** Summaries whose writer was lost are asked for again. */
export const writeForgotten = defineSweep({
  name: 'pipeline.write-forgotten',
  everySeconds: 300,
  run: ({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Queue }) =>
    db.asSystem(async (tx) => {
      const before = clock.now().minus({ minutes: FORGOTTEN_AFTER_MINUTES })
      for (const summary of await findUnwritten(tx, before, AT_ONCE))
        await jobs.add(tx, summarizeSession, summary)
    }),
})

async function loadMeeting(tx: OrganizationTx, sessionId: string): Promise<Meeting | null> {
  const session = await loadTitleAndPeople(tx, sessionId)
  if (!session) return null
  const lines = (await loadLines(tx, sessionId)).map(({ id, speaker, text }, index) => ({
    ...{ number: index + 1, id, speaker, text },
  }))
  const invited = session.participants.flatMap(({ name }) => (name ? [name] : []))
  const people = [...new Set([...lines.map(({ speaker }) => speaker), ...invited])]
  return { title: session.title, lines, people }
}

/** Numbers → ids. A point that rests on nothing is not stored. */
function storedNotes(notes: Notes, { lines }: Meeting): StoredNotes {
  const stored = <P extends DraftPoint>(points: readonly P[]): (Point & { from: P })[] =>
    points.flatMap((from) => {
      const transcriptIds = from.evidence.flatMap((number) => lines[number - 1]?.id ?? [])
      return transcriptIds.length > 0 ? [{ text: from.text, transcriptIds, from }] : []
    })
  const plain = (points: readonly DraftPoint[]) => stored(points).map(({ from: _, ...point }) => point)
  return {
    tldr: plain(notes.tldr),
    decisions: plain(notes.decisions),
    actionItems: stored(notes.actionItems).map(({ from: { owner, due }, ...point }) => ({
      ...{ ...point, owner, dueDate: due, isConfirmed: false },
    })),
    followUpQuestions: plain(notes.followUpQuestions),
    highlights: plain(notes.highlights),
  }
}
