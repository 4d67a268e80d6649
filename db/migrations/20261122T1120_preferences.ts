import { type Kysely, sql } from 'kysely'

// Everything that a person can set about joining, one column per rule. The defaults are those that are proposed.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_preferences
      add column auto_join_scope text not null default 'all' check (auto_join_scope in
        ('all', 'organized_by_me', 'external_only', 'internal_only', 'accepted_only')),
      add column keyword_scope text not null default 'title'
        check (keyword_scope in ('title', 'title_and_description')),
      add column required_keywords text[] not null default '{}',
      add column excluded_domains text[] not null default '{}',
      add column min_invitees integer check (min_invitees > 0),
      add column max_invitees integer check (max_invitees > 0),
      add column max_minutes integer check (max_minutes > 0),
      add column working_hours jsonb not null default 'null',
      add column join_tentative boolean not null default true,
      add column join_free boolean not null default false,
      add column join_private boolean not null default false,
      add column join_solo boolean not null default true,
      add column join_optional boolean not null default true,
      add column join_not_invited boolean not null default false,
      add column join_from_mail boolean not null default false,
      add column join_running boolean not null default true;
    comment on column calendar_preferences.working_hours is 'zone, days (1 = Monday), from and until; null: at any time'`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_preferences
      drop column auto_join_scope, drop column keyword_scope, drop column required_keywords,
      drop column excluded_domains, drop column min_invitees, drop column max_invitees, drop column max_minutes,
      drop column working_hours, drop column join_tentative, drop column join_free, drop column join_private,
      drop column join_solo, drop column join_optional, drop column join_not_invited, drop column join_from_mail,
      drop column join_running`.execute(db)
}
