/** How soon a search comes to the lines that people marked as the answer, among the chunks of the same meeting. */
import { bm25 } from '../../src/pipeline/search/bm25.ts'
import { type Chunk, chunksOf } from '../../src/pipeline/search/chunks.ts'
import type { Embedder } from '../../src/pipeline/search/embedder.ts'
import { inOrder, type Rankable, scoreChunks } from '../../src/pipeline/search/rank-chunks.ts'
import { searchTerms } from '../../src/pipeline/text/words.ts'
import type { AskedMeeting, Question } from './data.ts'

export type Found = { hit1: number; hit3: number; hit5: number; mrr: number }
type Place = Chunk & Rankable

/** `embedder`: null for words alone. */
export async function searchOf(
  asked: readonly AskedMeeting[],
  embedder: Embedder | null,
): Promise<Record<string, Found>> {
  const ranks: Record<string, number[]> = { engine: [], bm25: [], 'bm25, neighbours joined': [] }
  for (const { name, meeting, specific } of asked) {
    const chunks = chunksOf(meeting.lines).map((chunk, place): Place => ({ ...chunk, meeting: name, place }))
    const baseline = bm25(chunks.map(({ text }) => searchTerms(text)))
    const questions = specific.filter(({ spans }) => spans.length > 0)
    const vectors = embedder ? await embedder.embed(chunks.map(({ text }) => text)) : null
    const asVectors = embedder ? await embedder.embed(questions.map(({ query }) => query)) : null
    for (const [at, question] of questions.entries()) {
      const [own, all] = [asVectors?.[at], vectors]
      const meaning = own && all ? all.map((vector) => dot(vector, own)) : undefined
      const scores = scoreChunks(question.query, chunks, { meaning })
      const plain = baseline.scores(searchTerms(question.query))
      ranks.engine?.push(rankOf(inOrder(scores, chunks), chunks, question))
      ranks.bm25?.push(
        rankOf(
          [...plain.keys()].sort((a, b) => (plain[b] ?? 0) - (plain[a] ?? 0)),
          chunks,
          question,
        ),
      )
      ranks['bm25, neighbours joined']?.push(rankOf(inOrder(plain, chunks), chunks, question))
    }
  }
  return Object.fromEntries(Object.entries(ranks).map(([name, list]) => [name, foundIn(list)]))
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

/** 1 for the first place. */
function rankOf(order: readonly number[], chunks: readonly Chunk[], { spans }: Question): number {
  const at = order.findIndex((index) => {
    const chunk = chunks[index]
    return chunk && spans.some(([from, to]) => chunk.to >= from && chunk.from <= to)
  })
  return at === -1 ? Number.POSITIVE_INFINITY : at + 1
}

function foundIn(ranks: readonly number[]): Found {
  const share = (most: number) => ranks.filter((rank) => rank <= most).length / Math.max(1, ranks.length)
  const mrr = ranks.reduce((sum, rank) => sum + 1 / rank, 0) / Math.max(1, ranks.length)
  return { hit1: share(1), hit3: share(3), hit5: share(5), mrr }
}
