/** One evaluation: notes for every meeting, then every comparison that the data allows. */

import { isRefusal } from '../../src/lib/errors.ts'
import { summarizeExtractively } from '../../src/pipeline/extractive/summarize.ts'
import type { Model } from '../../src/pipeline/model/model.ts'
import type { Embedder } from '../../src/pipeline/search/embedder.ts'
import { coverageOf } from '../../src/pipeline/summarizing/coverage.ts'
import { summarizeWithModel, type Written } from '../../src/pipeline/summarizing/summarize-with-model.ts'
import { verifyPoints } from '../../src/pipeline/summarizing/verify-points.ts'
import { wordCount } from '../../src/pipeline/text/words.ts'
import { type Meeting, type Notes, noNotes, pointsOf } from '../../src/pipeline/types.ts'
import type { Call, Data } from './data.ts'
import { memoryOfOne } from './memory.ts'
import { type Agreement, actionsOf, decisionsOf, isKeptAside } from './moments.ts'
import { type Found, searchOf } from './retrieval.ts'
import { type Answerer, abstractsOf, type Scores, specificOf, wholeOf } from './summaries.ts'

export type Figures = {
  specific?: Scores
  whole?: Scores
  abstracts?: Scores
  found?: Record<string, Found>
  actions?: Record<string, Agreement>
  json: Json
}
/** What machines read: the engine's figures, and the baselines under their names. */
export type Json = {
  engine: string
  meetings: number
  questions: number
  rouge: Record<string, { r1: number; r2: number; rl: number; baselines: Scores }>
  search: (Found & { baselines: Record<string, Found> }) | null
  actions: Agreement | null
  decisions: Agreement | null
  support: number
  /** Meetings of which the model could not be had; their notes are empty. */
  failed: number
  coverage: number
  ms_per_hour: number
  rss_mb: number
}

export type Engine = { name: string; model: Model | null; answer?: Answerer; embedder: Embedder | null }

export async function evaluate(data: Data, engine: Engine): Promise<Figures> {
  const meetings = [...data.asked, ...data.calls].map(({ meeting }) => meeting)
  const { notesOf, support, failed, msPerHour } = await noteAll(meetings, engine.model)
  const asked = data.asked.some(({ specific }) => specific.length > 0) ? data.asked : null
  const specific = asked ? await specificOf(asked, engine.answer) : undefined
  const whole = asked ? wholeOf(asked, notesOf) : undefined
  const abstracts = data.abstracted.length > 0 ? abstractsOf(data.abstracted, notesOf) : undefined
  const found = asked ? await searchOf(asked, engine.embedder) : undefined
  const actions = data.calls.length > 0 ? momentsIn(data.calls, notesOf) : undefined
  const json: Json = {
    engine: engine.name,
    meetings: meetings.length,
    questions: data.asked.reduce((sum, { specific: list }) => sum + list.length, 0),
    rouge: Object.fromEntries(
      Object.entries({ specific, whole, abstracts }).flatMap(([name, scores]) => {
        if (!scores?.engine) return []
        const { engine: own, ...baselines } = scores
        return [[name, { ...own, baselines }]]
      }),
    ),
    search: searchJson(found),
    actions: actions?.['actions, calls kept aside'] ?? null,
    decisions: actions?.['decisions, calls kept aside'] ?? null,
    support,
    failed,
    coverage: coverage(data.calls, notesOf),
    ms_per_hour: msPerHour,
    rss_mb: memoryOfOne(meetings),
  }
  return {
    ...(specific && { specific }),
    ...(whole && { whole }),
    ...(abstracts && { abstracts }),
    ...(found && { found }),
    ...(actions && { actions }),
    json,
  }
}

function searchJson(found: Record<string, Found> | undefined): Json['search'] {
  if (!found?.engine) return null
  const { engine, ...baselines } = found
  return { ...engine, baselines }
}

const WORDS_PER_HOUR = 9000

/** Each meeting once, by the clock, from its lines to points that were checked. */
async function noteAll(meetings: readonly Meeting[], model: Model | null) {
  const notesOf = new Map<Meeting, Notes>()
  let [held, dropped, failed, ms, words] = [0, 0, 0, 0, 0]
  for (const meeting of meetings) {
    const began = performance.now()
    const written = await write(meeting, model)
    ms += performance.now() - began
    held += pointsOf(written?.notes ?? noNotes()).length
    dropped += written?.dropped ?? 0
    failed += written ? 0 : 1
    words += meeting.lines.reduce((sum, { text }) => sum + wordCount(text), 0)
    notesOf.set(meeting, written?.notes ?? noNotes())
  }
  const [hours, all] = [words / WORDS_PER_HOUR, held + dropped]
  return { notesOf, failed, support: all === 0 ? 1 : held / all, msPerHour: ms / Math.max(hours, 1e-9) }
}

/** Null where the model could not be had. */
async function write(meeting: Meeting, model: Model | null): Promise<Written | null> {
  if (!model) {
    const { notes, dropped } = verifyPoints(summarizeExtractively(meeting), meeting)
    return { notes, dropped: dropped.length }
  }
  return summarizeWithModel(model, meeting).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    return null
  })
}

function momentsIn(calls: readonly Call[], notesOf: Map<Meeting, Notes>): Record<string, Agreement> {
  const [aside, tuned] = [calls.filter(isKeptAside), calls.filter((call) => !isKeptAside(call))]
  return {
    'actions, calls kept aside': actionsOf(aside, notesOf),
    'actions, calls tuned on': actionsOf(tuned, notesOf),
    'decisions, calls kept aside': decisionsOf(aside, notesOf),
    'decisions, calls tuned on': decisionsOf(tuned, notesOf),
  }
}

/** Only the calls have times. */
function coverage(calls: readonly Call[], notesOf: Map<Meeting, Notes>): number {
  const shares = calls.flatMap(({ meeting, starts }) => {
    const notes = notesOf.get(meeting)
    if (!notes) return []
    const lines = starts.map((start, index) => ({
      number: index + 1,
      start,
      end: starts[index + 1] ?? start,
    }))
    return [coverageOf(notes, lines).share]
  })
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
}
