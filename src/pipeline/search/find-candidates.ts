/**
 * The places that may answer a question, out of all meetings that the viewer may see: found by their words inside the
 * database, then read behind row-level security.
 */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'
import type { NamedPassage } from '#documents/passages.ts'
import { wordsOfName } from '#pipeline/search/entries.ts'
import type { Corpus, Rankable } from '#pipeline/search/rank-chunks.ts'
import { readPassagesAt } from '#pipeline/search/read-passages.ts'
import { sessionsOfSeries } from '#pipeline/search/series.ts'
import { termOf } from '#pipeline/search/store.ts'
import { readSummaryTexts } from '#pipeline/summarizing/reads.ts'
import { questionTerms } from '#pipeline/text/words.ts'
import type { Viewer } from '#sessions/visible.ts'

export type Filters = {
  sessionId?: string | undefined
  /** One meeting of a series: only in this series. */
  series?: string | undefined
  /** Part of a name or an address; a domain is a part of one. */
  person?: string | undefined
  from?: DateTime | undefined
  to?: DateTime | undefined
  platform?: string | undefined
  type?: string | undefined
}
export type SearchLine = {
  id: string
  sequence: number
  speaker: string
  text: string
  start: number
  end: number
}
export type Candidate = Rankable & {
  kind: 'lines' | 'title' | 'summary' | 'document'
  session: { id: string; title: string; start: DateTime; ownerName: string }
  /** The lines of the chunk, or those that a point of the summary begins with; of a document none. */
  lines: SearchLine[]
  /** Of a document. */
  passage: NamedPassage | null
  embedding: Buffer | null
  embeddingModel: string | null
}
export type Candidates = { candidates: Candidate[]; corpus: Corpus; asked: string[] }

/** At most `most`, in no particular order. */
export async function findCandidates(
  tx: OrganizationTx,
  viewer: Viewer,
  question: string,
  filters: Filters,
  most: number,
): Promise<Candidates> {
  const asked = [...new Set(questionTerms(question).map(termOf))].slice(0, MOST_TERMS)
  const places = asked.length === 0 ? [] : await searchPlaces(tx, viewer, asked, filters, most)
  const [lines, sessions, corpus] = [
    await readRanges(tx, places.filter(isSpoken)),
    await readSessions(tx, places),
    await readCorpus(tx, asked),
  ]
  const [points, passages] = [await readPoints(tx, places), await readPassagesAt(tx, places)]
  const candidates = places.flatMap((place): Candidate[] => {
    const session = sessions.get(place.sessionId)
    if (!session) return []
    if (place.kind === 'document') {
      const passage = passages.get(`${place.sessionId}/${place.place}`)
      return passage ? [{ ...place, ...rankableOf(passage), session, lines: [], passage }] : []
    }
    const own = (lines.get(place.sessionId) ?? []).filter(
      ({ sequence }) => sequence >= place.firstSequence && sequence <= place.lastSequence,
    )
    const text = textOf(place, session.title, own, points)
    const speakers = speakersIn(place.kind, own)
    return [{ ...place, meeting: place.sessionId, session, lines: own, passage: null, text, speakers }]
  })
  return { candidates, corpus, asked }
}

const isSpoken = ({ kind }: Place) => kind !== 'document'

/** Passages are neighbours within their document, and are found by its name as lines are by who speaks. */
const rankableOf = ({ documentId, document, place, text }: NamedPassage): Rankable => ({
  ...{ meeting: documentId, place, text },
  speakers: [wordsOfName(document)],
})

const MOST_TERMS = 12

type Place = Pick<Candidate, 'kind' | 'place' | 'embedding' | 'embeddingModel'> & {
  sessionId: string
  firstSequence: number
  lastSequence: number
}

async function searchPlaces(
  tx: OrganizationTx,
  viewer: Viewer,
  asked: string[],
  filters: Filters,
  most: number,
) {
  const only = await sessionsFor(tx, viewer, filters)
  const { person = null, from, to, platform = null, type = null } = filters
  const { rows } = await sql<Place>`
    select session_id, place, kind, first_sequence, last_sequence, embedding, embedding_model
    from search_places(${viewer.userId}::uuid, ${viewer.email}, ${asked}::text[], ${most}, ${only}::uuid[],
      ${from?.toISO() ?? null}::timestamptz, ${to?.toISO() ?? null}::timestamptz, ${person}, ${platform}, ${type})`.execute(
    tx,
  )
  return rows
}

/** Null: all of them. */
const sessionsFor = async (tx: OrganizationTx, viewer: Viewer, { sessionId, series }: Filters) =>
  sessionId ? [sessionId] : series ? sessionsOfSeries(tx, viewer, series) : null

const textOf = (
  { kind, place, sessionId }: Place,
  title: string,
  lines: readonly SearchLine[],
  points: ReadonlyMap<string, Point[]>,
) =>
  kind === 'title'
    ? title
    : kind === 'summary'
      ? (points.get(sessionId)?.[-2 - place]?.text ?? '')
      : lines.map(({ text }) => text).join(' ')

const speakersIn = (kind: Place['kind'], lines: readonly SearchLine[]) =>
  kind === 'lines' ? [...new Set(lines.map(({ speaker }) => speaker))] : []

type Range = Pick<Place, 'sessionId' | 'firstSequence' | 'lastSequence'>

/** The lines of all places, by meeting, in order. */
export async function readRanges(
  tx: OrganizationTx,
  places: readonly Range[],
): Promise<Map<string, SearchLine[]>> {
  if (places.length === 0) return new Map()
  const { rows } = await sql<SearchLine & { sessionId: string }>`
    select distinct t.session_id, t.id, t.sequence_number as sequence, t.speaker, t.content as text,
      t.start_time_seconds as start, t.end_time_seconds as "end"
    from unnest(${places.map(({ sessionId }) => sessionId)}::uuid[], ${places.map(({ firstSequence }) => firstSequence)}::int[],
        ${places.map(({ lastSequence }) => lastSequence)}::int[]) as p(session_id, first, last)
    join transcripts t on t.organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid)
      and t.session_id = p.session_id and t.sequence_number between p.first and p.last
    order by t.session_id, t.sequence_number`.execute(tx)
  return Map.groupBy(rows, ({ sessionId }) => sessionId)
}

async function readSessions(tx: OrganizationTx, places: readonly Place[]) {
  const ids = [...new Set(places.map(({ sessionId }) => sessionId))]
  if (ids.length === 0) return new Map<string, Candidate['session']>()
  const rows = await tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select(['sessions.id', 'sessions.title', 'owner.fullName as ownerName'])
    .select(sql<DateTime>`coalesce(sessions.scheduled_start, sessions.created_at)`.as('start'))
    .where('sessions.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, { ...row, ownerName: row.ownerName ?? 'A former member' }]))
}

function readPoints(tx: OrganizationTx, places: readonly Place[]) {
  const ids = places.filter(({ kind }) => kind === 'summary').map(({ sessionId }) => sessionId)
  return readSummaryTexts(tx, [...new Set(ids)])
}

async function readCorpus(tx: OrganizationTx, asked: readonly string[]): Promise<Corpus> {
  const rows = await tx
    .selectFrom('searchTerms')
    .select(['term', 'chunks'])
    .where('term', 'in', ['', ...asked])
    .execute()
  const counts = new Map(rows.map(({ term, chunks }) => [term, chunks]))
  return { count: counts.get('') ?? 0, inHowMany: counts }
}
