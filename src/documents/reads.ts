/** What can be shown of a meeting's documents, to those who may see the meeting. */
import { sql } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'

const PREVIEW_CHARS = 600

/** In the order in which they were added; those of a second half that was joined to this meeting, too. */
export const listDocuments = (tx: OrganizationTx, sessionId: string) =>
  documentsOf(tx, sessionId)
    .leftJoin('organizationPeople as person', 'person.userId', 'documents.userId')
    .select(['documents.id', 'documents.userId', 'originalFilename as name', 'fileType as kind'])
    .select(['fileSizeBytes as bytes', 'pageCount as pages', 'processingStatus as status'])
    .select(['processingError as trouble', 'documents.createdAt', 'ocrConfidenceScore as confidence'])
    .select(sql<string | null>`left(extracted_text, ${sql.lit(PREVIEW_CHARS)})`.as('preview'))
    .select(sql<number | null>`length(extracted_text)`.as('chars'))
    .select((eb) => eb.fn.coalesce('person.fullName', sql.lit('A former member')).as('addedBy'))
    .execute()

/** The file as it came. Throws not_found for one of another meeting, and gone where it could not be read. */
export async function loadFile(tx: OrganizationTx, sessionId: string, documentId: string) {
  const file = await documentsOf(tx, sessionId)
    .select(['originalFilename as name', 'fileType as kind', 'content'])
    .where('documents.id', '=', documentId)
    .executeTakeFirst()
  if (!file) throw new Refusal('not_found', 'There is no such document')
  const { content, ...named } = file
  if (!content) throw new Refusal('gone', 'This file could not be read, and was not kept')
  return { ...named, content }
}

/** Those that were read, with the beginning of their text. */
export const loadTexts = (tx: OrganizationTx, sessionId: string, chars: number) =>
  documentsOf(tx, sessionId)
    .select(['documents.id', 'originalFilename as name'])
    .select(sql<string>`left(coalesce(extracted_text, ''), ${chars})`.as('text'))
    .where('processingStatus', '=', 'complete')
    .execute()

export const documentsOf = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('documents')
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('documents.sessionId', '=', sessionId),
        eb(
          'documents.sessionId',
          'in',
          selectFrom('sessions').select('sessions.id').where('sessions.joinedInto', '=', sessionId),
        ),
      ]),
    )
    .orderBy('documents.createdAt')
    .orderBy('documents.id')
