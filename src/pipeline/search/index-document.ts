/** Bring the search index to what a document says, under the meeting that it belongs to now. */
import { z } from 'zod'
import type { Db, OrganizationTx } from '#db/db.ts'
import { loadForSearch } from '#documents/passages.ts'
import { documentsOf } from '#documents/reads.ts'
import type { Events } from '#events/events.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { embedSession } from '#pipeline/search/embed-session.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import { entriesOfDocument, type FoundDocument } from '#pipeline/search/entries.ts'
import { lockFreePlace, replaceEntries } from '#pipeline/search/store.ts'

type Needs = { db: Db; clock: Clock; embedder: Embedder | null }
type Where = { organizationId: string; documentId: string }

export const indexDocument = defineJob({
  name: 'pipeline.index-document',
  input: z.object({ organizationId: z.uuid(), documentId: z.uuid() }),
  expireSeconds: 600,
  async run({ db, clock, embedder }: Needs, { organizationId, documentId }) {
    const sessionId = await db.asOrganization(organizationId, async (tx) => {
      const read = await loadForSearch(tx, documentId)
      const entries = read ? await entriesIn(tx, { ...read, documentId }) : []
      await replaceEntries(tx, { organizationId, documentId }, entries, clock.now())
      return read?.sessionId
    })
    if (sessionId && embedder) await embedSession(db, embedder, { organizationId, sessionId }, null)
  },
})

async function entriesIn(
  tx: OrganizationTx,
  { sessionId, ...document }: FoundDocument & { sessionId: string },
) {
  const from = await lockFreePlace(tx, sessionId)
  return entriesOfDocument(document, from).map((entry) => ({ ...entry, sessionId }))
}

/** Reaction to document.changed: it was read, or taken away. */
export const wantDocumentIndexed = (
  tx: OrganizationTx,
  { jobs }: { jobs: Queue },
  { organizationId, documentId }: Where,
): Promise<void> => jobs.add(tx, indexDocument, { organizationId, documentId })

/** Reaction to record.joined: the documents of the other half are found where the half is now. */
export async function followDocuments(
  tx: OrganizationTx,
  needs: { jobs: Queue },
  { organizationId, otherId }: Events['record.joined'],
): Promise<void> {
  for (const { id } of await documentsOf(tx, otherId).select('documents.id').execute())
    await wantDocumentIndexed(tx, needs, { organizationId, documentId: id })
}
