/** A question to all meetings that the asker may see: an answer made of cited lines and passages of documents, or none. */
import type { Db, OrganizationTx } from '#db/db.ts'
import { readBackground } from '#documents/background.ts'
import type { NamedPassage } from '#documents/passages.ts'
import type { Clock } from '#lib/clock.ts'
import { type Answered, answerQuestion, type Excerpt } from '#pipeline/asking/answer-question.ts'
import { passagesOf, readOne, wholeOf } from '#pipeline/asking/ask-one.ts'
import { asksToCatchUp, catchUp } from '#pipeline/asking/catch-up.ts'
import { findPassages, type Passage } from '#pipeline/asking/find-passages.ts'
import { isWithinBudget, OVER_BUDGET } from '#pipeline/model/budget.ts'
import { counted, type Model } from '#pipeline/model/model.ts'
import { type Prices, recordUsage } from '#pipeline/model/usage.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import {
  type Candidate,
  type Filters,
  findCandidates,
  type SearchLine,
} from '#pipeline/search/find-candidates.ts'
import { meaningOf, vectorOf } from '#pipeline/search/search-meetings.ts'
import { isWhollyIndexed } from '#pipeline/search/store.ts'
import type { Meeting } from '#pipeline/types.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

type Needs = {
  db: Db
  clock: Clock
  model: Model | null
  embedder: Embedder | null
  modelPrices?: Prices | null
}
type Caller = Viewer & { organizationId: string }
export type AnswerPoint = {
  text: string
  session: Candidate['session']
  /** What it rests on: what was said, and what stands in documents of the meeting. */
  lines: SearchLine[]
  passages: NamedPassage[]
}

const MOST_CANDIDATES = 120

export type Asking = {
  question: string
  filters: Filters
  /** Seconds of the recording: of one meeting, only what was said from then on. */
  since?: number | undefined
}

/** An empty answer means: not found in your meetings. One that runs is asked by its lines so far. */
export async function askMeetings(
  needs: Needs,
  caller: Caller,
  asking: Asking,
): Promise<{ points: AnswerPoint[]; writtenBy: string; trouble: string | null }> {
  const asVector = await vectorOf(needs.embedder, asking.question)
  const { passages, mayAsk, background } = await needs.db.asOrganization(
    caller.organizationId,
    async (tx) => ({
      passages: await passagesFor(tx, needs, caller, asking, asVector),
      mayAsk: await isWithinBudget(tx, needs.clock.now()),
      background: await backgroundFor(tx, caller, asking),
    }),
  )
  const cited = passages.flatMap(sourcesIn)
  const excerpt = { ...excerptOf(cited), background }
  const answered = await answer(needs, caller, asking, excerpt, mayAsk)
  const points = isCatchUp(asking) ? inOrderOfTime(answered.points) : answered.points
  return { ...answered, points: points.flatMap((point) => shown(point, cited)) }
}

type Found = Passage & Pick<Candidate, 'session' | 'lines' | 'passage'>

async function passagesFor(
  tx: OrganizationTx,
  { embedder }: Needs,
  caller: Caller,
  { question, filters, since }: Asking,
  asVector: Float32Array | null,
): Promise<Found[]> {
  const { sessionId } = filters
  const isTold = isCatchUp({ question, filters })
  if (sessionId && (isTold || since !== undefined || !(await isWhollyIndexed(tx, sessionId)))) {
    const one = await readOne(tx, caller, sessionId, since)
    if (!one) return []
    if (isTold) return [wholeOf(one)]
    if (since !== undefined) return findPassages(question, passagesOf(one))
    const { candidates } = await findCandidates(tx, caller, question, filters, MOST_CANDIDATES)
    const written = candidates.filter(({ kind }) => kind === 'document')
    return findPassages<Found>(question, [...passagesOf(one), ...written])
  }
  const { candidates, corpus } = await findCandidates(tx, caller, question, filters, MOST_CANDIDATES)
  const sources = candidates.filter(({ kind }) => kind === 'lines' || kind === 'document')
  return findPassages(question, sources, { corpus, meaning: meaningOf(sources, embedder, asVector) })
}

/** What was brought to the one meeting that is asked, if the asker may see it. */
async function backgroundFor(tx: OrganizationTx, caller: Caller, { filters: { sessionId } }: Asking) {
  if (!sessionId) return null
  const seen = tx.selectFrom('sessions').select('sessions.id').where('sessions.id', '=', sessionId)
  return (await seen.where(visibleTo(caller)).executeTakeFirst()) ? readBackground(tx, sessionId) : null
}

/** Only one meeting can be told from its beginning. */
const isCatchUp = ({ question, filters: { sessionId } }: Asking) =>
  sessionId !== undefined && asksToCatchUp(question)

const inOrderOfTime = (points: Answered['points']) =>
  points.toSorted((a, b) => (a.evidence[0] ?? 0) - (b.evidence[0] ?? 0))

async function answer(
  needs: Needs,
  { organizationId }: Caller,
  asking: Asking,
  excerpt: Excerpt,
  mayAsk: boolean,
): Promise<Answered> {
  const { question } = asking
  const manner = isCatchUp(asking) ? catchUp : undefined
  if (!needs.model) return answerQuestion(null, question, excerpt, manner)
  if (!mayAsk) return { ...(await answerQuestion(null, question, excerpt, manner)), trouble: OVER_BUDGET }
  const { model, used } = counted(needs.model)
  const answered = await answerQuestion(model, question, excerpt, manner)
  const sessionId = asking.filters.sessionId ?? null // lines of it were read: it exists
  const spent = { organizationId, sessionId, purpose: 'ask' as const, model: model.name, ...used }
  await needs.db.asOrganization(organizationId, (tx) => recordUsage(tx, needs, spent))
  return answered
}

/** One thing that a point can rest on: a line, or a passage of a document. */
type Source = { session: Candidate['session'] } & (
  | { line: SearchLine; passage: null }
  | { line: null; passage: NamedPassage }
)

const sourcesIn = ({ session, lines, passage }: Found): Source[] =>
  passage ? [{ session, passage, line: null }] : lines.map((line) => ({ session, line, passage: null }))

const excerptOf = (sources: readonly Source[]): Meeting => ({
  title: '',
  people: [...new Set(sources.flatMap(({ line }) => line?.speaker ?? []))],
  lines: sources.map(({ line, passage }, index) => ({
    number: index + 1,
    ...(line
      ? { id: line.id, speaker: line.speaker, text: line.text }
      : {
          id: `${passage.documentId}/${passage.place}`,
          speaker: `Document ${passage.document}`,
          text: passage.text,
        }),
  })),
})

/** A point belongs to the meeting of the first line or passage that it cites; those of others are left out. */
function shown(
  { text, evidence }: { text: string; evidence: readonly number[] },
  cited: readonly Source[],
): AnswerPoint[] {
  const all = evidence.flatMap((number) => cited[number - 1] ?? [])
  const [first] = all
  if (!first) return []
  const own = all.filter(({ session }) => session.id === first.session.id)
  const { session } = first
  return [
    {
      ...{ text, session },
      lines: own.flatMap(({ line }) => line ?? []),
      passages: own.flatMap(({ passage }) => passage ?? []),
    },
  ]
}
