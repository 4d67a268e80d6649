/** What the entries of a meeting mean, documents among them, where an embedder is at hand. */
import type { Db } from '#db/db.ts'
import { isRefusal } from '#lib/errors.ts'
import { chunksOf } from '#pipeline/search/chunks.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import type { Indexable } from '#pipeline/search/entries.ts'
import { loadUnembedded, saveEmbeddings } from '#pipeline/search/store.ts'
import { toBytes } from '#pipeline/search/vectors.ts'

type Where = { organizationId: string; sessionId: string }
type Unembedded = Awaited<ReturnType<typeof loadUnembedded>>[number]

/**
 * Meaning is an extra: where it cannot be had, words have to do until a sweep asks again. Without the meeting's words,
 * only its documents.
 */
export async function embedSession(
  db: Db,
  embedder: Embedder,
  { organizationId, sessionId }: Where,
  meeting: Indexable | null,
): Promise<void> {
  const missing = await db.asOrganization(organizationId, (tx) =>
    loadUnembedded(tx, sessionId, embedder.name),
  )
  const wordsOf = wordsIn(meeting)
  const wanted = missing.flatMap((entry) => {
    const text = wordsOf(entry)
    return text ? [{ place: entry.place, createdAt: entry.createdAt, text }] : []
  })
  try {
    const vectors = await embedder.embed(wanted.map(({ text }) => text))
    const rows = vectors.flatMap((vector, at) => {
      const entry = wanted[at]
      return entry ? [{ ...entry, embedding: toBytes(vector) }] : []
    })
    await db.asOrganization(organizationId, (tx) => saveEmbeddings(tx, sessionId, embedder.name, rows))
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}

/** The words behind an entry. */
function wordsIn(meeting: Indexable | null) {
  const chunks = chunksOf(meeting?.lines ?? [])
  return ({ kind, place, passage }: Unembedded): string | null | undefined => {
    if (kind === 'document') return passage
    if (!meeting) return null
    if (kind === 'lines') return chunks[place]?.text
    return kind === 'title' ? meeting.title || meeting.people.join(', ') : meeting.points[-2 - place]?.text
  }
}
