/** Write one version of a summary: read → the model, with no transaction open → write. */
import { z } from 'zod'
import type { Db, OrganizationTx } from '#db/db.ts'
import type { Point, WrittenNotes } from '#db/json.ts'
import { readBackground } from '#documents/background.ts'
import { emit } from '#events/events.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import { type Clock, stopwatch } from '#lib/clock.ts'
import { isWithinBudget, OVER_BUDGET } from '#pipeline/model/budget.ts'
import { counted, type Model } from '#pipeline/model/model.ts'
import { type Prices, recordUsage } from '#pipeline/model/usage.ts'
import { loadLines, lockSession } from '#pipeline/store.ts'
import { coverageOf } from '#pipeline/summarizing/coverage.ts'
import type { Guidance } from '#pipeline/summarizing/prompt.ts'
import {
  beginSummary,
  findUnwritten,
  loadTitleAndPeople,
  saveFailed,
  saveSummary,
} from '#pipeline/summarizing/summary-store.ts'
import { writeNotes } from '#pipeline/summarizing/write-notes.ts'
import { instructionsFor, templateForKind } from '#pipeline/templates/templates.ts'
import type { DraftPoint, Meeting, Notes } from '#pipeline/types.ts'

type Needs = { db: Db; clock: Clock; model: Model | null; modelPrices?: Prices | null }

/** Longer than the model may take for a long meeting: some ten questions, three at a time, each twice. */
const EXPIRE_SECONDS = 900

export const summarizeSession = defineJob({
  name: 'pipeline.summarize',
  input: z.object({ organizationId: z.uuid(), sessionId: z.uuid(), version: z.int() }),
  expireSeconds: EXPIRE_SECONDS,
  async run(needs: Needs, { organizationId, sessionId, version }) {
    const { db, clock } = needs
    const task = await db.asOrganization(organizationId, (tx) => loadTask(tx, needs, sessionId, version))
    if (!task) return
    try {
      const elapsed = stopwatch()
      const { notes, used, ...written } = await writeCounted(needs.model, task)
      const result = {
        ...written,
        ...{
          notes: storedNotes(notes, task.meeting),
          coverage: coverageOf(notes, task.lines),
          ms: elapsed(),
        },
      }
      await db.asOrganization(organizationId, async (tx) => {
        await lockSession(tx, sessionId) // as whoever corrects its record: see follow-record.ts
        if (used) await recordUsage(tx, needs, { organizationId, sessionId, purpose: 'summary', ...used })
        const isNew = await saveSummary(tx, sessionId, version, result, clock.now())
        if (isNew) emit(tx, 'summary.ready', { organizationId, sessionId })
      })
    } catch (error) {
      await db.asOrganization(organizationId, async (tx) => {
        await lockSession(tx, sessionId)
        await saveFailed(tx, sessionId, version, clock.now())
        emit(tx, 'session.changed', { organizationId, sessionId })
      })
      throw error // a bug: the queue tries again, and the log has it whole
    }
  },
})

type Task = { meeting: Meeting; lines: Timed[]; guidance: Guidance; mayAsk: boolean }
type Timed = { number: number; start: number; end: number }

async function loadTask(
  tx: OrganizationTx,
  { clock }: Needs,
  sessionId: string,
  version: number,
): Promise<Task | null> {
  const wish = await beginSummary(tx, sessionId, version, clock.now())
  const read = wish && (await loadMeeting(tx, sessionId))
  if (!read) return null
  const templateId = wish.templateId ?? (await templateForKind(tx, sessionId))
  const guidance = {
    instructions: await instructionsFor(tx, { ...wish, templateId }),
    background: await readBackground(tx, sessionId),
  }
  return { ...read, guidance, mayAsk: await isWithinBudget(tx, clock.now()) }
}

/** Above the organization's limit rules write, and the reader is told. */
async function writeCounted(model: Model | null, { meeting, guidance, mayAsk }: Task) {
  if (!model) return { ...(await writeNotes(null, meeting)), used: null }
  if (!mayAsk) return { ...(await writeNotes(null, meeting)), trouble: OVER_BUDGET, used: null }
  const { model: own, used } = counted(model)
  return { ...(await writeNotes(own, meeting, guidance)), used: { model: model.name, ...used } }
}

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

async function loadMeeting(
  tx: OrganizationTx,
  sessionId: string,
): Promise<Pick<Task, 'meeting' | 'lines'> | null> {
  const session = await loadTitleAndPeople(tx, sessionId)
  if (!session) return null
  const stored = await loadLines(tx, sessionId)
  const lines = stored.map(({ id, speaker, text }, index) => ({ number: index + 1, id, speaker, text }))
  const invited = session.participants.flatMap(({ name }) => (name ? [name] : []))
  const people = [...new Set([...lines.map(({ speaker }) => speaker), ...invited])]
  const times = stored.map(({ start, end }, index) => ({ number: index + 1, start, end }))
  return { meeting: { title: session.title, lines, people }, lines: times }
}

/** Numbers → ids. A point that rests on nothing is not stored. */
function storedNotes(notes: Notes, { lines }: Meeting): WrittenNotes {
  const stored = <P extends DraftPoint>(points: readonly P[]): (Point & { from: P })[] =>
    points.flatMap((from) => {
      const transcriptIds = from.evidence.flatMap((number) => lines[number - 1]?.id ?? [])
      return transcriptIds.length > 0 ? [{ text: from.text, transcriptIds, from }] : []
    })
  const plain = (points: readonly DraftPoint[]) => stored(points).map(({ from: _, ...point }) => point)
  return {
    title: notes.title,
    tldr: plain(notes.tldr),
    decisions: plain(notes.decisions),
    actionItems: stored(notes.actionItems).map(({ from: { owner, due }, ...point }) => ({
      ...{ ...point, owner, dueDate: due, isConfirmed: false },
    })),
    followUpQuestions: plain(notes.followUpQuestions),
    highlights: plain(notes.highlights),
    topics: notes.topics.map(({ title, points }) => ({ title, points: plain(points) })),
  }
}
