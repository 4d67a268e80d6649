import { type Kysely, sql } from 'kysely'

// The same search with a bound on its work, however large the library and however common the words.
//
// Words that stand in few places are looked up in the index, and so are several common ones that seldom come together.
// Where there are more places than can be scored in time, the newest meetings that fit are read through instead: a word
// that is everywhere says little about which place is meant. Who may see a session is asked before anything is cut off,
// so that other people's meetings never crowd out one's own. Said as in src/sessions/visible.ts; a test compares.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(searchFunction).execute(db)
}

// An older release that finds this function says so when it searches: go back with a backup.
export async function down(): Promise<void> {}

const seen = `
  s.organization_id = own and s.deleted_at is null
  and (s.user_id = viewer or s.visibility = 'organization'
    or s.participants @> jsonb_build_array(jsonb_build_object('email', lower(viewer_email))))
  and (only_sessions is null or s.id = any(only_sessions))
  and (from_time is null or coalesce(s.scheduled_start, s.created_at) >= from_time)
  and (to_time is null or coalesce(s.scheduled_start, s.created_at) < to_time)
  and (platform is null or s.meeting_platform = platform)
  and (type is null or s.conversation_type = type)
  and (person is null or exists (
    select from jsonb_array_elements(s.participants) as p
    where strpos(lower(p ->> 'email'), lower(person)) > 0 or strpos(lower(p ->> 'name'), lower(person)) > 0))`

const searchFunction = `
grant create on schema public to liveconvo_system;
set local role liveconvo_system; -- whose function it is
drop function search_places;
create function search_places(
  viewer uuid, viewer_email text, asked text[], most integer,
  only_sessions uuid[], from_time timestamptz, to_time timestamptz, person text, platform text, type text
) returns table (
  session_id uuid, place integer, kind text, first_sequence integer, last_sequence integer, score real,
  embedding bytea, embedding_model text
)
language plpgsql stable security definer
set search_path = pg_catalog, public
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set work_mem = '32MB'
as $$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  looked_up constant integer := 8000; -- places that are fetched through the index of terms
  scored constant integer := 4000; -- places that are scored where a meeting is read through
  read_through constant integer := 250; -- meetings
  all_chunks double precision;
  found_terms text[];
  counts double precision[];
  weights double precision[];
  needles tsquery[];
  choosing tsquery;
  expected double precision;
  places tid[] := '{}';
begin
  if own is null then return; end if;
  select chunks into all_chunks from public.search_terms where organization_id = own and term = '';
  select array_agg(t.term order by t.chunks, t.term), array_agg(t.chunks order by t.chunks, t.term),
    array_agg(ln(1 + (greatest(all_chunks, t.chunks) - t.chunks + 0.5) / (t.chunks + 0.5)) order by t.chunks, t.term)
    into found_terms, counts, weights
    from public.search_terms t where t.organization_id = own and t.term = any(asked) and t.term <> '' and t.chunks > 0;
  if found_terms is null then return; end if;
  select array_agg(format('%L', term)::tsquery) into needles from unnest(found_terms) as term;

  -- the rarest terms as many as can be fetched; where already the rarest is too common, all terms together
  choosing := needles[1];
  expected := counts[1];
  if expected <= looked_up then
    for at in 2 .. cardinality(needles) loop
      exit when expected + counts[at] > looked_up;
      expected := expected + counts[at];
      choosing := choosing || needles[at];
    end loop;
  else
    for at in 2 .. cardinality(needles) loop
      expected := expected * counts[at] / greatest(all_chunks, counts[at]);
      choosing := choosing && needles[at];
    end loop;
  end if;

  if only_sessions is null and expected <= looked_up then
    select coalesce(array_agg(c.ctid), '{}') into places
    from public.search_chunks c join public.sessions s on s.organization_id = own and s.id = c.session_id
    where c.organization_id = own and c.terms @@ choosing and ${seen};
  end if;

  if only_sessions is not null or (counts[1] > looked_up and cardinality(places) < most) then
    for at in 1 .. cardinality(needles) loop
      choosing := choosing || needles[at];
    end loop;
    select places || coalesce(array_agg(near.ctid), '{}') into places from (
      select c.ctid from (
        select s.id from public.sessions s where ${seen}
        order by coalesce(s.scheduled_start, s.created_at) desc, s.id desc limit read_through
      ) newest
      cross join lateral (
        select c.ctid from public.search_chunks c
        where c.organization_id = own and c.session_id = newest.id and c.terms @@ choosing
      ) c limit scored
    ) near where near.ctid <> all(places);
  end if;

  return query
  select c.session_id, c.place, c.kind, c.first_sequence, c.last_sequence, (
      select sum(weights[at] * ts_rank('{1,1,1,1}', c.terms, needles[at]))
      from generate_subscripts(needles, 1) as at
    )::real as score, c.embedding, c.embedding_model
  from public.search_chunks c where c.ctid = any(places)
  order by score desc, c.session_id, c.place limit most;
end $$;
revoke all on function search_places from public;
grant execute on function search_places to liveconvo_app;
reset role;
revoke create on schema public from liveconvo_system;
`
