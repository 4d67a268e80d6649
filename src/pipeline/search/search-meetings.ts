/** Search: places in meetings that answer best, each with the line to open at and its neighbours. */
import type { Db, OrganizationTx } from '#db/db.ts'
import { isRefusal } from '#lib/errors.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import {
  type Candidate,
  type Filters,
  findCandidates,
  type SearchLine,
} from '#pipeline/search/find-candidates.ts'
import { inOrder, scoreChunks } from '#pipeline/search/rank-chunks.ts'
import { likeness } from '#pipeline/search/vectors.ts'
import { searchTerms, wordsOf } from '#pipeline/text/words.ts'
import type { Viewer } from '#sessions/visible.ts'

type Needs = { db: Db; embedder: Embedder | null }
type Caller = Viewer & { organizationId: string }

export type SearchResult = {
  session: Candidate['session']
  kind: Candidate['kind']
  /** The title, or the point of the summary, that was found; null for lines, which speak for themselves. */
  text: string | null
  line: SearchLine | null
  before: SearchLine[]
  after: SearchLine[]
  /** The words that were found, as they stand there. */
  marks: string[]
}

const MOST_CANDIDATES = 80
const NEIGHBOURS = 2

/** Words decide first; meaning is added where an embedder is at hand. */
export async function searchMeetings(
  { db, embedder }: Needs,
  caller: Caller,
  { question, filters, limit }: { question: string; filters: Filters; limit: number },
): Promise<{ results: SearchResult[]; mode: 'hybrid' | 'lexical' }> {
  const asVector = await vectorOf(embedder, question)
  return db.asOrganization(caller.organizationId, async (tx) => {
    const { candidates, corpus, asked } = await findCandidates(tx, caller, question, filters, MOST_CANDIDATES)
    const meaning = meaningOf(candidates, embedder, asVector)
    const scores = scoreChunks(question, candidates, { corpus, meaning })
    const best = inOrder(scores, candidates)
      .slice(0, limit)
      .flatMap((at) => candidates[at] ?? [])
    const results = []
    for (const one of best) results.push(await shown(tx, one, new Set(asked)))
    return { results, mode: meaning ? 'hybrid' : 'lexical' }
  })
}

/** Null where there is no embedder, or it cannot be had just now: words alone do. */
export async function vectorOf(embedder: Embedder | null, text: string): Promise<Float32Array | null> {
  if (!embedder) return null
  try {
    return (await embedder.embed([text]))[0] ?? null
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

/** A candidate without a vector of this embedder counts as average. Undefined where none has one. */
export function meaningOf(
  candidates: readonly Candidate[],
  embedder: Embedder | null,
  vector: Float32Array | null,
) {
  if (!embedder || !vector) return undefined
  const likenesses = candidates.map(({ embedding, embeddingModel }) =>
    embedding && embeddingModel === embedder.name ? likeness(vector, embedding) : null,
  )
  const known = likenesses.filter((value) => value !== null)
  if (known.length === 0) return undefined
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  return likenesses.map((value) => value ?? mean)
}

async function shown(
  tx: OrganizationTx,
  { session, kind, lines, text }: Candidate,
  asked: ReadonlySet<string>,
): Promise<SearchResult> {
  const matches = (one: string) => new Set(searchTerms(one).filter((term) => asked.has(term))).size
  const line =
    lines.toSorted((a, b) => matches(b.text) - matches(a.text) || a.sequence - b.sequence)[0] ?? null
  const near = line ? await readNear(tx, session.id, line.sequence) : []
  const words = [text, ...near.map((one) => one.text)].flatMap(wordsOf)
  return {
    ...{ session, kind, text: kind === 'lines' ? null : text, line },
    before: near.filter(({ sequence }) => line && sequence < line.sequence),
    after: near.filter(({ sequence }) => line && sequence > line.sequence),
    marks: [...new Set(words)].filter((word) => searchTerms(word).some((term) => asked.has(term))),
  }
}

const readNear = (tx: OrganizationTx, sessionId: string, sequence: number): Promise<SearchLine[]> =>
  tx
    .selectFrom('transcripts')
    .select(['id', 'sequenceNumber as sequence', 'speaker', 'content as text'])
    .select(['startTimeSeconds as start', 'endTimeSeconds as end'])
    .where('sessionId', '=', sessionId)
    .where('sequenceNumber', '>=', sequence - NEIGHBOURS)
    .where('sequenceNumber', '<=', sequence + NEIGHBOURS)
    .orderBy('sequenceNumber')
    .execute()
