import { type Kysely, sql } from 'kysely'

// What reading calendars right in every case needs to remember: flags of an event that decisions look at, when a
// wanted meeting is looked at once more before its bot joins, which meeting's bot covers another one in the same room.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_events
      add column is_tentative boolean not null default false,
      add column is_optional boolean not null default false,
      add column is_attendees_omitted boolean not null default false,
      add column is_guest_list_hidden boolean not null default false,
      add column trouble text;
    comment on column calendar_events.trouble is 'why the provider''s entry could not be understood as it is now';

    alter table calendars
      add column next_event_at timestamptz,
      add column lost_at timestamptz,
      add column is_listed boolean not null default true,
      add column is_push_supported boolean not null default true,
      add column unreadable_count integer not null default 0;
    comment on column calendars.next_event_at is 'the next start in it: calendars with meetings soon are read first';
    comment on column calendars.lost_at is 'since when the provider says that there is no such calendar';

    alter table calendar_connections
      add column listed_at timestamptz,
      add column feed_address text;
    comment on column calendar_connections.listed_at is 'when the list of its calendars was read last';
    comment on column calendar_connections.feed_address is 'a secret ICS address, sealed by lib/vault, context calendar_connections:<id>:feed';

    alter table calendar_sightings add column check_at timestamptz;
    comment on column calendar_sightings.check_at is 'when the event is read once more before its bot joins';
    create index calendar_sightings_to_check on calendar_sightings (check_at) where check_at is not null;

    alter table meeting_occurrences add column covered_by uuid;
    comment on column meeting_occurrences.covered_by is 'the meeting whose bot is in the same room at the same time';
    create index meeting_occurrences_by_room on meeting_occurrences (organization_id, room_key, start_time)
      where room_key is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index meeting_occurrences_by_room;
    alter table meeting_occurrences drop column covered_by;
    alter table calendar_sightings drop column check_at;
    alter table calendar_connections drop column listed_at, drop column feed_address;
    alter table calendars drop column next_event_at, drop column lost_at, drop column is_listed,
      drop column is_push_supported, drop column unreadable_count;
    alter table calendar_events drop column is_tentative, drop column is_optional,
      drop column is_attendees_omitted, drop column is_guest_list_hidden, drop column trouble`.execute(db)
}
