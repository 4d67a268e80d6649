import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// What can be found: chunks of transcripts, titles and summaries as the terms that they can be found by.
//
// Row-level security hides indexes from operators that are not leakproof, such as @@: a search by the server's own
// role would read every row of its organization's neighbours. So one function searches with the rights of the system
// role, says the organization and the viewer itself, and is the only thing here with such rights. It gives places and
// scores, never words: those are read afterwards, behind row-level security.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists btree_gin;

    create table search_chunks (
      organization_id uuid not null,
      session_id uuid not null,
      place integer not null,
      kind text not null check (kind in ('lines', 'title', 'summary')),
      first_sequence integer not null,
      last_sequence integer not null,
      terms tsvector not null,
      embedding bytea,
      embedding_model text,
      created_at timestamptz not null default now(),
      primary key (organization_id, session_id, place),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column search_chunks.place is 'lines from 0 on; the title is -1, points of the summary -2 and below';
    comment on column search_chunks.embedding is '512 times a signed byte: the vector of length one, times 127 over its largest';
    create index search_chunks_by_term on search_chunks using gin (organization_id, terms) with (fastupdate = off);

    create table search_terms (
      organization_id uuid not null references organizations(id) on delete cascade,
      term text not null,
      chunks integer not null,
      primary key (organization_id, term)
    );
    comment on table search_terms is 'in how many chunks a term stands; the empty term counts them all';

    create table search_states (
      organization_id uuid not null,
      session_id uuid not null,
      wanted integer not null default 1,
      indexed integer not null default 0,
      updated_at timestamptz not null default now(),
      primary key (organization_id, session_id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    create index search_states_behind on search_states (updated_at) where indexed < wanted;
  `.execute(db)
  for (const table of tables) await tenantTable(db, table)
  await sql.raw(searchFunction).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function search_places`.execute(db)
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)}`.execute(db)
}

const tables = ['search_chunks', 'search_terms', 'search_states']

// Common terms alone would match half the library. The rarest terms choose the candidates, as many as are quickly
// scored; all terms score them. Who may see a session is said as in src/sessions/visible.ts; a test compares the two.
const searchFunction = `
create function search_places(
  viewer uuid, viewer_email text, asked text[], most integer,
  only_session uuid, from_time timestamptz, to_time timestamptz, person text, platform text, type text
) returns table (
  session_id uuid, place integer, kind text, first_sequence integer, last_sequence integer, score real,
  embedding bytea, embedding_model text
)
language plpgsql stable security definer
set search_path = pg_catalog, public
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  budget constant integer := 4000;
  all_chunks double precision;
  found_terms text[];
  weights double precision[];
  needles tsquery[];
  choosing tsquery;
  counts integer[];
  chosen integer;
begin
  if own is null then return; end if;
  select chunks into all_chunks from public.search_terms where organization_id = own and term = '';
  select array_agg(t.term order by t.chunks, t.term), array_agg(t.chunks order by t.chunks, t.term),
    array_agg(ln(1 + (greatest(all_chunks, t.chunks) - t.chunks + 0.5) / (t.chunks + 0.5)) order by t.chunks, t.term)
    into found_terms, counts, weights
    from public.search_terms t where t.organization_id = own and t.term = any(asked) and t.term <> '' and t.chunks > 0;
  if found_terms is null then return; end if;
  select array_agg(format('%L', term)::tsquery) into needles from unnest(found_terms) as term;

  choosing := needles[1];
  chosen := counts[1];
  if chosen > budget then
    for at in 2 .. coalesce(array_length(needles, 1), 0) loop
      choosing := choosing && needles[at];
    end loop;
  else
    for at in 2 .. coalesce(array_length(needles, 1), 0) loop
      exit when chosen + counts[at] > budget;
      chosen := chosen + counts[at];
      choosing := choosing || needles[at];
    end loop;
  end if;

  return query
  with matching as materialized (
    select c.session_id, c.place, c.kind, c.first_sequence, c.last_sequence, c.terms, c.embedding, c.embedding_model
    from public.search_chunks c
    where c.organization_id = own and c.terms @@ choosing and (only_session is null or c.session_id = only_session)
    limit 5 * budget
  ), seen as (
    select m.* from matching m
    join public.sessions s on s.organization_id = own and s.id = m.session_id
    where s.deleted_at is null
      and (s.user_id = viewer or s.visibility = 'organization'
        or s.participants @> jsonb_build_array(jsonb_build_object('email', lower(viewer_email))))
      and (from_time is null or coalesce(s.scheduled_start, s.created_at) >= from_time)
      and (to_time is null or coalesce(s.scheduled_start, s.created_at) < to_time)
      and (platform is null or s.meeting_platform = platform)
      and (type is null or s.conversation_type = type)
      and (person is null or exists (
        select from jsonb_array_elements(s.participants) as p
        where strpos(lower(p ->> 'email'), lower(person)) > 0 or strpos(lower(p ->> 'name'), lower(person)) > 0))
  ), scored as (
    select s.*, (
      select sum(weights[at] * ts_rank('{1,1,1,1}', s.terms, needles[at]))
      from generate_subscripts(needles, 1) as at
    )::real as score from seen s
  )
  select s.session_id, s.place, s.kind, s.first_sequence, s.last_sequence, s.score, s.embedding, s.embedding_model
  from scored s order by s.score desc, s.session_id, s.place limit most;
end $$;
revoke all on function search_places from public;
grant execute on function search_places to liveconvo_app, liveconvo_system;
grant create on schema public to liveconvo_system;
alter function search_places owner to liveconvo_system;
revoke create on schema public from liveconvo_system;
`
