/** Search: places in meetings that answer best, each with the line to open at and its neighbours. */
import type { Db, OrganizationTx } from '#db/db.ts'
import { isRefusal } from '#lib/errors.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import {
  type Candidate,
  type Filters,
  findCandidates,
  readRanges,
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
  /** The title, or the point of the summary, that was found; null for what speaks for itself. */
  text: string | null
  /** Of a document: what was found. */
  passage: Candidate['passage']
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
    const opened = best.map((candidate) => ({ candidate, line: lineToOpen(candidate, new Set(asked)) }))
    const near = await readNear(tx, opened)
    const results = opened.map((one) => shown(one, near, new Set(asked)))
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

type Opened = { candidate: Candidate; line: SearchLine | null }

/** Of the lines that were found, the one that says most of what was asked. */
function lineToOpen({ lines }: Candidate, asked: ReadonlySet<string>): SearchLine | null {
  const matches = ({ text }: SearchLine) => new Set(searchTerms(text).filter((term) => asked.has(term))).size
  const counted = lines.map((line) => ({ line, count: matches(line) }))
  return counted.toSorted((a, b) => b.count - a.count || a.line.sequence - b.line.sequence)[0]?.line ?? null
}

function shown(
  { candidate: { session, kind, text, passage }, line }: Opened,
  read: ReadonlyMap<string, SearchLine[]>,
  asked: ReadonlySet<string>,
): SearchResult {
  const isNear = ({ sequence }: SearchLine) => line && Math.abs(sequence - line.sequence) <= NEIGHBOURS
  const near = (read.get(session.id) ?? []).filter(isNear)
  const words = [text, ...near.map((one) => one.text)].flatMap(wordsOf)
  return {
    ...{ session, kind, text: kind === 'title' || kind === 'summary' ? text : null, line, passage },
    before: near.filter(({ sequence }) => line && sequence < line.sequence),
    after: near.filter(({ sequence }) => line && sequence > line.sequence),
    marks: [...new Set(words)].filter((word) => searchTerms(word).some((term) => asked.has(term))),
  }
}

/** The lines around all that are opened, by meeting. */
const readNear = (tx: OrganizationTx, opened: readonly Opened[]) =>
  readRanges(
    tx,
    opened.flatMap(({ candidate, line }) =>
      line
        ? [
            {
              sessionId: candidate.session.id,
              firstSequence: line.sequence - NEIGHBOURS,
              lastSequence: line.sequence + NEIGHBOURS,
            },
          ]
        : [],
    ),
  )
