import { type Kysely, sql } from 'kysely'

// A decision is kept once: the one that stands with its sighting, the ones that it has replaced in the history. Whose
// event it is says its calendar, which a foreign key ties to its person; three more of them for every event were a
// third of what storing it cost.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_sightings add column facts jsonb not null default '{}';
    comment on column calendar_sightings.facts is 'what the meeting looked like when this was decided';
    comment on column calendar_sightings.decided_at is 'since when it is decided like this';
    comment on column calendar_sightings.trail is 'every step of the decision; of one that only passed, the name';
    comment on table calendar_auto_join_logs is 'decisions that stand no more, each with its trail; the one that stands is the sighting''s';

    alter table calendar_events drop constraint calendar_events_user_id_fkey;
    alter table calendar_sightings drop constraint calendar_sightings_user_id_fkey;
    alter table calendar_auto_join_logs drop constraint calendar_auto_join_logs_user_id_fkey;

    set local role liveconvo_system;
    update calendar_sightings as sighting set facts = newest.facts, decided_at = newest.decided_at
      from (${newest}) as newest
      where newest.organization_id = sighting.organization_id and newest.calendar_event_id = sighting.calendar_event_id;
    delete from calendar_auto_join_logs as entry using (${newest}) as newest
      where newest.organization_id = entry.organization_id and newest.id = entry.id;
    reset role`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_events add foreign key (user_id) references users(id);
    alter table calendar_sightings add foreign key (user_id) references users(id);
    alter table calendar_auto_join_logs add foreign key (user_id) references users(id);

    set local role liveconvo_system;
    insert into calendar_auto_join_logs (organization_id, id, user_id, calendar_event_id, occurrence_id, action, because,
        join_at, trail, facts, decided_at)
      select organization_id, gen_random_uuid(), user_id, calendar_event_id, occurrence_id,
        case when wants then 'join' else 'skip' end, because, join_at, trail, facts, decided_at
      from calendar_sightings;
    reset role;
    alter table calendar_sightings drop column facts`.execute(db)
}

const newest = sql.raw(`
  select distinct on (organization_id, calendar_event_id) *
  from calendar_auto_join_logs
  order by organization_id, calendar_event_id, decided_at desc, number desc`)
