/** The words behind places of the index that lie in documents, read behind row-level security. */
import type { OrganizationTx } from '#db/db.ts'
import type { NamedPassage } from '#documents/passages.ts'

type Place = { kind: string; sessionId: string; place: number }

/** By meeting and place in the index, as `session/place`. */
export async function readPassagesAt(
  tx: OrganizationTx,
  places: readonly Place[],
): Promise<Map<string, NamedPassage>> {
  const wanted = places.filter(({ kind }) => kind === 'document')
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .selectFrom('searchChunks as entry')
    .innerJoin('documentPassages as passage', (join) =>
      join
        .onRef('passage.documentId', '=', 'entry.documentId')
        .onRef('passage.place', '=', 'entry.firstSequence'),
    )
    .innerJoin('documents', 'documents.id', 'passage.documentId')
    .select(['entry.sessionId', 'entry.place as at', 'originalFilename as document', 'fileType as kind'])
    .select(['passage.documentId', 'passage.place', 'passage.page', 'passage.paragraph', 'passage.text'])
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('entry.sessionId', 'entry.place'),
        'in',
        wanted.map(({ sessionId, place }) => tuple(sessionId, place)),
      ),
    )
    .execute()
  return new Map(rows.map(({ sessionId, at, ...passage }) => [`${sessionId}/${at}`, passage]))
}
