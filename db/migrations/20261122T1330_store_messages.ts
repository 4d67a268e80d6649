import { type Kysely, sql } from 'kysely'

// The door for messages: the server, which may not even look at the inbox, hands verified messages to this one
// function. One statement, and so one round trip and one commit, however many they are.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function store_messages(
      senders text[], message_ids text[], event_types text[], headers text[], bodies bytea[],
      organization_ids uuid[], at timestamptz
    ) returns void language sql security definer set search_path = public as $$
      insert into webhook_inbox
        (sender, message_id, event_type, headers, body, organization_id, received_at, next_attempt_at)
      select sender, message_id, event_type, header::jsonb, body, organization_id, at, at
      from unnest(senders, message_ids, event_types, headers, bodies, organization_ids)
        as given (sender, message_id, event_type, header, body, organization_id)
      on conflict (sender, message_id) do nothing
    $$;
    revoke all on function store_messages from public;
    grant execute on function store_messages to liveconvo_app`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function store_messages`.execute(db)
}
