/** A question to all meetings that the asker may see: an answer made of cited lines, or none. */
import type { Db } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { type Answered, answerQuestion } from '#pipeline/asking/answer-question.ts'
import { findPassages } from '#pipeline/asking/find-passages.ts'
import { isWithinBudget } from '#pipeline/model/budget.ts'
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
import type { Meeting } from '#pipeline/types.ts'
import type { Viewer } from '#sessions/visible.ts'

type Needs = {
  db: Db
  clock: Clock
  model: Model | null
  embedder: Embedder | null
  modelPrices?: Prices | null
}
type Caller = Viewer & { organizationId: string }
export type AnswerPoint = { text: string; session: Candidate['session']; lines: SearchLine[] }

const MOST_CANDIDATES = 120

/** An empty answer means: not found in your meetings. */
export async function askMeetings(
  needs: Needs,
  caller: Caller,
  { question, filters }: { question: string; filters: Filters },
): Promise<{ points: AnswerPoint[]; writtenBy: string; trouble: string | null }> {
  const { db, embedder } = needs
  const asVector = await vectorOf(embedder, question)
  const { passages, mayAsk } = await db.asOrganization(caller.organizationId, async (tx) => {
    const { candidates, corpus } = await findCandidates(tx, caller, question, filters, MOST_CANDIDATES)
    const lines = candidates.filter(({ kind }) => kind === 'lines')
    const meaning = meaningOf(lines, embedder, asVector)
    return {
      passages: findPassages(question, lines, { corpus, meaning }),
      mayAsk: await isWithinBudget(tx, needs.clock.now()),
    }
  })
  const cited = passages.flatMap(({ session, lines }) => lines.map((line) => ({ session, line })))
  const answered = await answer(needs, caller, question, excerptOf(cited.map(({ line }) => line)), mayAsk)
  return { ...answered, points: answered.points.flatMap((point) => shown(point, cited)) }
}

async function answer(
  needs: Needs,
  { organizationId }: Caller,
  question: string,
  excerpt: Meeting,
  mayAsk: boolean,
): Promise<Answered> {
  if (!needs.model || !mayAsk) return answerQuestion(null, question, excerpt)
  const { model, used } = counted(needs.model)
  const answered = await answerQuestion(model, question, excerpt)
  await needs.db.asOrganization(organizationId, (tx) =>
    recordUsage(tx, needs, { organizationId, sessionId: null, purpose: 'ask', model: model.name, ...used }),
  )
  return answered
}

const excerptOf = (lines: readonly SearchLine[]): Meeting => ({
  title: '',
  people: [...new Set(lines.map(({ speaker }) => speaker))],
  lines: lines.map(({ id, speaker, text }, index) => ({ number: index + 1, id, speaker, text })),
})

/** A point belongs to the meeting of the first line that it cites; lines of others are left out. */
function shown(
  { text, evidence }: { text: string; evidence: readonly number[] },
  cited: readonly { session: Candidate['session']; line: SearchLine }[],
): AnswerPoint[] {
  const own = evidence.flatMap((number) => cited[number - 1] ?? [])
  const [first] = own
  if (!first) return []
  return [
    {
      text,
      session: first.session,
      lines: own.filter(({ session }) => session.id === first.session.id).map(({ line }) => line),
    },
  ]
}
