/** The rows of the search index. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import { countsOf } from '#pipeline/search/bm25.ts'
import type { Entry } from '#pipeline/search/entries.ts'

type Where = { organizationId: string; sessionId: string }

/** The meeting has other words than were indexed, or was never indexed. */
export const wantIndexed = (tx: OrganizationTx, where: Where, now: DateTime) =>
  tx
    .insertInto('searchStates')
    .values({ ...where, updatedAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'sessionId'])
        .doUpdateSet(({ eb }) => ({ wanted: eb('searchStates.wanted', '+', 1), updatedAt: now })),
    )
    .execute()

export async function isIndexed(tx: OrganizationTx, sessionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('searchStates')
    .select('wanted')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  return row !== undefined
}

/** Over, and all that it says stands in the index. */
export async function isWhollyIndexed(tx: OrganizationTx, sessionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('searchStates')
    .innerJoin('sessions', 'sessions.id', 'searchStates.sessionId')
    .select('wanted')
    .where('sessionId', '=', sessionId)
    .whereRef('indexed', '=', 'wanted')
    .where('sessions.status', '!=', 'active')
    .executeTakeFirst()
  return row !== undefined
}

/** Undefined when nothing is left to do. Locks the row, so that two runs write one after the other. */
export const lockBehind = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('searchStates')
    .select('wanted')
    .where('sessionId', '=', sessionId)
    .whereRef('indexed', '<', 'wanted')
    .forUpdate()
    .executeTakeFirst()

export const saveIndexed = (tx: OrganizationTx, sessionId: string, wanted: number, now: DateTime) =>
  tx
    .updateTable('searchStates')
    .set({ indexed: wanted, updatedAt: now })
    .where('sessionId', '=', sessionId)
    .execute()

/** Asked for before `before`, and not done. */
export const findBehind = (tx: SystemTx, before: DateTime, most: number) =>
  tx
    .selectFrom('searchStates')
    .select(['organizationId', 'sessionId'])
    .whereRef('indexed', '<', 'wanted')
    .where('updatedAt', '<', before)
    .orderBy('updatedAt')
    .orderBy('sessionId')
    .limit(most)
    .execute()

/** With places that were indexed before `before` and have no vector: the embedder could not be had then. */
export const findWithoutVector = (tx: SystemTx, before: DateTime, most: number) =>
  tx
    .selectFrom('searchChunks')
    .select(['organizationId', 'sessionId'])
    .where('embedding', 'is', null)
    .where('createdAt', '<', before)
    .groupBy(['organizationId', 'sessionId'])
    .orderBy(({ fn }) => fn.min('createdAt'))
    .orderBy('sessionId')
    .limit(most)
    .execute()

/** Which entries of the index: those of a meeting's own words, or those of one document. */
type Which = { sessionId: string } | { documentId: string }
const are = (which: Which) =>
  'documentId' in which
    ? sql<boolean>`document_id = ${which.documentId}`
    : sql<boolean>`session_id = ${which.sessionId} and document_id is null`

/** Puts these entries in the place of those that were there, and counts their terms. */
export async function replaceEntries(
  tx: OrganizationTx,
  { organizationId, ...which }: Which & { organizationId: string },
  entries: readonly (Entry & { sessionId: string })[],
  now: DateTime,
) {
  const before = await countStoredTerms(tx, which)
  await tx.deleteFrom('searchChunks').where(are(which)).execute()
  for (let from = 0; from < entries.length; from += ENTRIES_AT_ONCE)
    await insertEntries(tx, organizationId, entries.slice(from, from + ENTRIES_AT_ONCE), now)
  const after = countsOf(entries.flatMap(({ terms }) => ['', ...new Set(terms)]))
  await addToCounts(tx, organizationId, difference(before, after))
}

const ENTRIES_AT_ONCE = 200

const insertEntries = (
  tx: OrganizationTx,
  organizationId: string,
  entries: readonly (Entry & { sessionId: string })[],
  now: DateTime,
) =>
  tx
    .insertInto('searchChunks')
    .values(
      entries.map(({ terms, ...entry }) => ({
        organizationId,
        ...entry,
        terms: sql<string>`${vectorOf(terms)}::tsvector`,
        createdAt: now,
      })),
    )
    .execute()

const MOST_POSITIONS = 16_383
const LONGEST_TERM_CHARS = 200

/** Terms with their places, as Postgres writes them. */
export const vectorOf = (terms: readonly string[]): string =>
  terms
    .slice(0, MOST_POSITIONS)
    .map((term, at) => `'${termOf(term).replaceAll('\\', '\\\\').replaceAll("'", "''")}':${at + 1}`)
    .join(' ')

/** As it is stored: without NUL, and not endless. */
export const termOf = (term: string): string => term.replaceAll('\0', '').slice(0, LONGEST_TERM_CHARS)

async function countStoredTerms(tx: OrganizationTx, which: Which): Promise<Map<string, number>> {
  const { rows } = await sql<{ term: string; count: number }>`
    select term, count(*)::int as count from search_chunks, unnest(array_append(tsvector_to_array(terms), '')) as term
    where ${are(which)} group by term`.execute(tx)
  return new Map(rows.map(({ term, count }) => [term, count]))
}

function difference(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) {
  const terms = [...new Set([...before.keys(), ...after.keys()])]
  return terms
    .map((term) => ({ term: termOf(term), chunks: (after.get(term) ?? 0) - (before.get(term) ?? 0) }))
    .filter(({ chunks }) => chunks !== 0)
}

/** In the order of the terms, so that two meetings never wait for each other in a circle. */
async function addToCounts(
  tx: OrganizationTx,
  organizationId: string,
  counts: { term: string; chunks: number }[],
) {
  if (counts.length === 0) return
  await sql`
    insert into search_terms (organization_id, term, chunks)
    select ${organizationId}::uuid, term, sum(chunks)
    from unnest(${counts.map(({ term }) => term)}::text[], ${counts.map(({ chunks }) => chunks)}::int[]) as t(term, chunks)
    group by term order by term
    on conflict (organization_id, term) do update set chunks = search_terms.chunks + excluded.chunks`.execute(
    tx,
  )
}

/** The entries that have no vector by this embedder yet; of a document with the words of the passage. */
export const loadUnembedded = (tx: OrganizationTx, sessionId: string, embedder: string) =>
  tx
    .selectFrom('searchChunks')
    .leftJoin('documentPassages as passage', (join) =>
      join
        .onRef('passage.documentId', '=', 'searchChunks.documentId')
        .onRef('passage.place', '=', 'searchChunks.firstSequence'),
    )
    .select(['searchChunks.place', 'searchChunks.createdAt', 'kind', 'passage.text as passage'])
    .where('sessionId', '=', sessionId)
    .where(({ or, eb }) => or([eb('embeddingModel', 'is', null), eb('embeddingModel', '!=', embedder)]))
    .orderBy('searchChunks.place')
    .execute()

/** Of entries that are still those that were read: one that was replaced meanwhile has other words. */
export async function saveEmbeddings(
  tx: OrganizationTx,
  sessionId: string,
  embeddingModel: string,
  vectors: readonly { place: number; createdAt: DateTime; embedding: Buffer }[],
) {
  for (const { place, createdAt, embedding } of vectors)
    await tx
      .updateTable('searchChunks')
      .set({ embedding, embeddingModel })
      .where('sessionId', '=', sessionId)
      .where('place', '=', place)
      .where('createdAt', '=', createdAt)
      .execute()
}

const FIRST_PLACE_OF_DOCUMENTS = 1_000_000

/** Two documents of one meeting take their places one after the other; between them one stays free. */
export async function lockFreePlace(tx: OrganizationTx, sessionId: string): Promise<number> {
  await tx.selectFrom('sessions').select('id').where('id', '=', sessionId).forNoKeyUpdate().execute()
  const { last } = await tx
    .selectFrom('searchChunks')
    .select(({ fn }) => fn.max('place').as('last'))
    .where('sessionId', '=', sessionId)
    .where('documentId', 'is not', null)
    .executeTakeFirstOrThrow()
  return last === null ? FIRST_PLACE_OF_DOCUMENTS : last + 2
}

/** Read before `before`, and not in the index. */
export const findUnindexed = (tx: SystemTx, before: DateTime, most: number) =>
  tx
    .selectFrom('documents')
    .select(['organizationId', 'id as documentId'])
    .where('processingStatus', '=', 'complete')
    .where('updatedAt', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('searchChunks')
            .select('place')
            .whereRef('searchChunks.organizationId', '=', 'documents.organizationId')
            .whereRef('searchChunks.documentId', '=', 'documents.id'),
        ),
      ),
    )
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(most)
    .execute()
