/** The passages of documents: kept when a document was read, shown to those who may see its meeting. */
import type { ExpressionBuilder } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import type { Tables } from '#db/tables.gen.ts'
import { documentsOf } from '#documents/reads.ts'
import type { DocumentKind, Passage } from '#documents/types.ts'
import { Refusal } from '#lib/errors.ts'

type Where = { organizationId: string; documentId: string }

/** Not read yet; or read before documents were kept in passages, and to be read once more. */
export const isUnread = ({ or, and, eb, not, exists, selectFrom }: ExpressionBuilder<Tables, 'documents'>) =>
  or([
    eb('processingStatus', '=', 'pending'),
    and([
      eb('processingStatus', '=', 'complete'),
      not(
        exists(
          selectFrom('documentPassages as passage')
            .select('passage.place')
            .whereRef('passage.organizationId', '=', 'documents.organizationId')
            .whereRef('passage.documentId', '=', 'documents.id'),
        ),
      ),
    ]),
  ])

export async function savePassages(
  tx: OrganizationTx,
  { organizationId, documentId }: Where,
  passages: readonly Passage[],
): Promise<void> {
  if (passages.length === 0) return
  const rows = passages.map((passage) => ({ organizationId, documentId, ...passage }))
  await tx.insertInto('documentPassages').values(rows).execute()
}

/** All that was read of a document, in order. Throws not_found for one of another meeting. */
export async function readPassages(tx: OrganizationTx, sessionId: string, documentId: string) {
  const document = await documentsOf(tx, sessionId)
    .select(['originalFilename as name', 'fileType as kind', 'pageCount as pages'])
    .where('documents.id', '=', documentId)
    .executeTakeFirst()
  if (!document) throw new Refusal('not_found', 'There is no such document')
  return { ...document, passages: await passagesOf(tx, documentId) }
}

const passagesOf = (tx: OrganizationTx, documentId: string): Promise<Passage[]> =>
  tx
    .selectFrom('documentPassages')
    .select(['place', 'page', 'paragraph', 'text'])
    .where('documentId', '=', documentId)
    .orderBy('place')
    .execute()

/** A passage as it is found and cited. */
export type NamedPassage = Passage & { documentId: string; document: string; kind: DocumentKind }

/** A document as search takes it in: the meeting under which it is found now. Null once it was taken away. */
export async function loadForSearch(tx: OrganizationTx, documentId: string) {
  const document = await tx
    .selectFrom('documents')
    .innerJoin('sessions', 'sessions.id', 'documents.sessionId')
    .select(({ fn }) => fn.coalesce('sessions.joinedInto', 'sessions.id').as('sessionId'))
    .select('originalFilename as name')
    .where('documents.id', '=', documentId)
    .executeTakeFirst()
  return document ? { ...document, passages: await passagesOf(tx, documentId) } : null
}
