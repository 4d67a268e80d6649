/**
 * Very many meetings, made inside the database: words by Zipf's law, as in speech, in chunks of ten lines. Lines are
 * drawn from a pool, and indexes are made when the rows are there: ten million lines take minutes.
 */
import pg from 'pg'
import { newId } from '../../../src/lib/ids.ts'

export type Person = { organizationId: string; userId: string; email: string }
export type Library = {
  /** Sees half of the meetings of an organization that has nine tenths of the library. */
  caller: Person
  /** Sees but a few of them. */
  guest: Person
  chunks: number
  words: number
}

const WORDS = 20_000
const LINES_PER_CHUNK = 10
const WORDS_PER_LINE = 11
const POOL_LINES = 100_000
/** In one organization, so that a search has the whole library before it; a second one is the neighbour to hide. */
const SHARE_OF_MINE = 0.9
const SESSIONS_AT_ONCE = 500
/** Every so many-th meeting invites the guest. */
const WITH_GUEST = 150

type Size = { sessions: number; lines: number }

export async function fillLibrary(ownerUrl: string, size: Size): Promise<Library> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return fill(client, size).finally(() => client.end())
}

async function fill(client: pg.Client, { sessions, lines }: Size): Promise<Library> {
  await client.query(`set maintenance_work_mem = '1GB'`)
  const [mine, theirs] = [newId(), newId()]
  await client.query(
    `insert into organizations (id, name, slug) values ($1, 'Mine', 'mine'), ($2, 'Theirs', 'theirs')`,
    [mine, theirs],
  )
  const caller = await addPerson(client, mine, 'ana@acme.test')
  const colleague = await addPerson(client, mine, 'ben@acme.test')
  const guest = await addPerson(client, mine, 'guest@acme.test')
  const index = await dropTermIndex(client)
  await client.query('set role liveconvo_system') // the owner is held by the policies, too
  await addPool(client)
  const ofMine = Math.ceil(sessions * SHARE_OF_MINE)
  for (let from = 0; from < sessions; from += SESSIONS_AT_ONCE) {
    const count = Math.min(SESSIONS_AT_ONCE, sessions - from)
    const organizationId = from < ofMine ? mine : theirs
    await addSessions(client, { organizationId, owner: colleague.userId, from, count, lines })
  }
  await client.query('reset role')
  await client.query(index)
  await client.query('set role liveconvo_system')
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from search_chunks')
  await client.query(`insert into search_terms (organization_id, term, chunks)
    select organization_id, term, count(*)::int from search_chunks, unnest(array_append(tsvector_to_array(terms), '')) as term
    group by 1, 2`)
  await client.query('reset role')
  await client.query('vacuum analyze sessions, transcripts, search_chunks, search_terms')
  return { caller, guest, chunks: rows[0]?.count ?? 0, words: WORDS }
}

async function addPerson(client: pg.Client, organizationId: string, email: string): Promise<Person> {
  const userId = newId()
  await client.query('insert into users (id, email, full_name) values ($1, $2, $2)', [userId, email])
  await client.query('insert into organization_members (id, organization_id, user_id) values ($1, $2, $3)', [
    newId(),
    organizationId,
    userId,
  ])
  return { organizationId, userId, email }
}

/** Returns how to make it again. */
async function dropTermIndex(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_indexdef('search_chunks_by_term'::regclass) as definition`,
  )
  await client.query('drop index search_chunks_by_term')
  return rows[0]?.definition ?? ''
}

const addPool = (client: pg.Client) =>
  client.query(`create temp table pool as
    select line, string_agg('w' || floor(exp(random() * ln(${WORDS})))::int, ' ') as content
    from generate_series(0, ${POOL_LINES - 1}) as line, generate_series(1, ${WORDS_PER_LINE}) group by line;
    alter table pool add primary key (line);
    analyze pool`)

type Batch = { organizationId: string; owner: string; from: number; count: number; lines: number }

/** Half of them private to somebody else: found, and then left out. One a hour, the newest first. */
async function addSessions(client: pg.Client, { organizationId, owner, from, count, lines }: Batch) {
  const { rows } = await client.query<{ id: string }>(
    `insert into sessions (organization_id, id, user_id, title, status, visibility, participants, scheduled_start)
     select $1, uuidv7(), $2, 'Meeting ' || n, 'complete', case when n % 2 = 0 then 'organization' else 'private' end,
       case when n % ${WITH_GUEST} = 1 then '[{"email": "guest@acme.test"}]'::jsonb else '[]'::jsonb end,
       now() - n * interval '1 hour' from generate_series($3::int, $3::int + $4::int - 1) as n returning id`,
    [organizationId, owner, from, count],
  )
  const ids = rows.map(({ id }) => id)
  await client.query(
    `insert into transcripts (organization_id, id, session_id, sequence_number, content, speaker, start_time_seconds, end_time_seconds)
     select $1, uuidv7(), spoken.session, n, pool.content, 'Speaker ' || n % 7, n * 4, n * 4 + 4
     from (select session, n, floor(random() * ${POOL_LINES})::int as line
       from unnest($2::uuid[]) as session, generate_series(0, $3::int - 1) as n) as spoken
     join pool on pool.line = spoken.line`,
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
