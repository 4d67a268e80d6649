/** Very many meetings, made inside the database: words by Zipf's law, as in speech, in chunks of ten lines. */
import pg from 'pg'
import { newId } from '../../../src/lib/ids.ts'

export type Library = {
  caller: { organizationId: string; userId: string; email: string }
  chunks: number
  words: number
}

const WORDS = 20_000
const LINES_PER_CHUNK = 10
const WORDS_PER_LINE = 11
/** In one organization, so that a search has the whole library before it; a second one is the neighbour to hide. */
const SHARE_OF_MINE = 0.9
const SESSIONS_AT_ONCE = 100

type Size = { sessions: number; lines: number }

export async function fillLibrary(ownerUrl: string, size: Size): Promise<Library> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return fill(client, size).finally(() => client.end())
}

async function fill(client: pg.Client, { sessions, lines }: Size): Promise<Library> {
  const [mine, theirs, user] = [newId(), newId(), newId()]
  await client.query(
    `insert into organizations (id, name, slug) values ($1, 'Mine', 'mine'), ($2, 'Theirs', 'theirs')`,
    [mine, theirs],
  )
  await client.query(`insert into users (id, email, full_name) values ($1, 'ana@acme.test', 'Ana Lima')`, [
    user,
  ])
  await client.query('insert into organization_members (id, organization_id, user_id) values ($1, $2, $3)', [
    newId(),
    mine,
    user,
  ])
  await client.query(`create function pg_temp.word() returns text language sql volatile as $$
    select 'w' || floor(exp(random() * ln(${WORDS})))::int $$`)
  await client.query('set role liveconvo_system') // the owner is held by the policies, too
  const ofMine = Math.ceil(sessions * SHARE_OF_MINE)
  for (let from = 0; from < sessions; from += SESSIONS_AT_ONCE) {
    const count = Math.min(SESSIONS_AT_ONCE, sessions - from)
    await addSessions(client, { organizationId: from < ofMine ? mine : theirs, user, count, lines })
  }
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from search_chunks')
  await client.query(`insert into search_terms (organization_id, term, chunks)
    select organization_id, term, count(*)::int from search_chunks, unnest(array_append(tsvector_to_array(terms), '')) as term
    group by 1, 2`)
  await client.query('reset role')
  await client.query('analyze')
  return {
    caller: { organizationId: mine, userId: user, email: 'ana@acme.test' },
    chunks: rows[0]?.count ?? 0,
    words: WORDS,
  }
}

type Batch = { organizationId: string; user: string; count: number; lines: number }

/** Half of them private to somebody whom the searcher is not invited by: found, and then left out. */
async function addSessions(client: pg.Client, { organizationId, user, count, lines }: Batch) {
  const { rows } = await client.query<{ id: string }>(
    `insert into sessions (organization_id, id, user_id, title, status, visibility, scheduled_start)
     select $1, gen_random_uuid(), $2, 'Meeting ' || n, 'complete', case when n % 2 = 0 then 'organization' else 'private' end,
       now() - n * interval '1 hour' from generate_series(1, $3::int) as n returning id`,
    [organizationId, user, count],
  )
  const ids = rows.map(({ id }) => id)
  await client.query(
    `insert into transcripts (organization_id, id, session_id, sequence_number, content, speaker, start_time_seconds, end_time_seconds)
     select $1, gen_random_uuid(), session, n,
       (select string_agg(pg_temp.word(), ' ') from generate_series(1, ${WORDS_PER_LINE} + n * 0)), 'Speaker ' || n % 7, n * 4, n * 4 + 4
     from unnest($2::uuid[]) as session, generate_series(0, $3::int - 1) as n`,
    [organizationId, ids, lines],
  )
  await client.query(
    `insert into search_chunks (organization_id, session_id, place, kind, first_sequence, last_sequence, terms)
     select organization_id, session_id, sequence_number / ${LINES_PER_CHUNK}, 'lines', min(sequence_number), max(sequence_number),
       to_tsvector('simple', string_agg(content, ' ' order by sequence_number))
     from transcripts where organization_id = $1 and session_id = any($2::uuid[])
     group by organization_id, session_id, sequence_number / ${LINES_PER_CHUNK}`,
    [organizationId, ids],
  )
}

/** One to four words each, from the commonest to the rarest. */
export function questionsFor(words: number): string[] {
  const word = (share: number) => `w${Math.max(1, Math.floor(words ** share))}`
  return [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.99].flatMap((share) => [
    word(share),
    `${word(share)} ${word(0.7)}`,
    `${word(share)} ${word(0.4)} ${word(0.85)}`,
    `what about ${word(share)} and ${word(0.1)} with ${word(0.3)} or ${word(0.6)}`,
  ])
}
