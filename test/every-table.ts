/** One row in every tenant table of an organization, for tests that prove who cannot see it. */
import { sql } from 'kysely'
import type { Db } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

/** A new tenant table is added here; the isolation test fails until it is. */
export async function fillEveryTable(db: Db, organizationId: string): Promise<void> {
  const [user, session, connection, calendar, event, occurrence, bot, guidance, document] = Array.from(
    { length: 9 },
    newId,
  )
  const o = organizationId
  const statements = [
    sql`insert into users (id, email, full_name) values (${user}, ${`${user}@there.test`}, 'Somebody')`,
    sql`insert into sessions (organization_id, id, user_id, title) values (${o}, ${session}, ${user}, 'Theirs')`,
    sql`insert into transcripts (organization_id, id, session_id, sequence_number, content, speaker, start_time_seconds, end_time_seconds)
        values (${o}, ${newId()}, ${session}, 0, 'secret words', 'Somebody', 0, 1)`,
    sql`insert into summaries (organization_id, id, session_id) values (${o}, ${newId()}, ${session})`,
    sql`insert into email_notifications (organization_id, id, session_id, email_type, recipient_email, message_id)
        values (${o}, ${newId()}, ${session}, 'summary', 'x@there.test', ${newId()})`,
    sql`insert into user_preferences (organization_id, id, user_id) values (${o}, ${newId()}, ${user})`,
    sql`insert into calendar_connections (organization_id, id, user_id, provider, provider_account_id, email)
        values (${o}, ${connection}, ${user}, 'google_calendar', 'account', 'x@there.test')`,
    sql`insert into calendars (organization_id, id, calendar_connection_id, user_id, provider_calendar_id, name)
        values (${o}, ${calendar}, ${connection}, ${user}, 'primary', 'Theirs')`,
    sql`insert into calendar_channels (organization_id, id, calendar_id, secret_hash) values (${o}, ${newId()}, ${calendar}, 'x')`,
    sql`insert into calendar_events (organization_id, id, calendar_id, user_id, external_event_id, start_time, end_time)
        values (${o}, ${event}, ${calendar}, ${user}, 'e1', now(), now())`,
    sql`insert into calendar_preferences (organization_id, id, user_id) values (${o}, ${newId()}, ${user})`,
    sql`insert into calendar_overrides (organization_id, id, user_id, calendar_id, meeting_key, scope, auto_join_enabled)
        values (${o}, ${newId()}, ${user}, ${calendar}, 'uid', 'series', false)`,
    sql`insert into calendar_series_splits (organization_id, calendar_id, meeting_key, first_meeting_key)
        values (${o}, ${calendar}, 'second', 'first')`,
    sql`insert into calendar_policies (organization_id, id, setting, value, set_by_user_id)
        values (${o}, ${newId()}, 'joinPrivate', 'false', ${user})`,
    sql`insert into meeting_occurrences (organization_id, id, occurrence_key, title, start_time, end_time)
        values (${o}, ${occurrence}, 'key', 'Theirs', now(), now())`,
    sql`insert into calendar_sightings (organization_id, id, calendar_event_id, occurrence_id, user_id, wants, because, decided_at)
        values (${o}, ${newId()}, ${event}, ${occurrence}, ${user}, true, 'rules', now())`,
    sql`insert into calendar_auto_join_logs (organization_id, id, user_id, calendar_event_id, action, because, decided_at)
        values (${o}, ${newId()}, ${user}, ${event}, 'join', 'rules', now())`,
    sql`insert into bots (organization_id, id, occurrence_id, session_id, user_id, meeting_url, room_key, join_at, meeting_end, state_changed_at)
        values (${o}, ${bot}, ${occurrence}, ${session}, ${user}, 'https://zoom.us/j/1', 'zoom:1', now(), now(), now())`,
    sql`insert into bot_status_events (organization_id, id, bot_id, code, occurred_at) values (${o}, ${newId()}, ${bot}, 'done', now())`,
    sql`insert into participant_events (organization_id, id, session_id, bot_id, event_type, participant_name, content, occurred_at, created_at)
        values (${o}, ${newId()}, ${session}, ${bot}, 'chat_message', 'Somebody', 'secret', now(), now())`,
    sql`insert into bot_recordings (organization_id, id, session_id, bot_id, recording_id, recording_status)
        values (${o}, ${newId()}, ${session}, ${bot}, 'r1', 'done')`,
    sql`insert into bot_usage_tracking (organization_id, id, bot_id, session_id, user_id) values (${o}, ${newId()}, ${bot}, ${session}, ${user})`,
    sql`insert into usage_tracking (organization_id, id, session_id, user_id, minute_timestamp, seconds_recorded)
        values (${o}, ${newId()}, ${session}, ${user}, now(), 60)`,
    sql`insert into record_edits (organization_id, id, session_id, user_id, kind, before)
        values (${o}, ${newId()}, ${session}, ${user}, 'text', '{"lines": []}')`,
    sql`insert into speaker_names (organization_id, id, user_id, heard, name) values (${o}, ${newId()}, ${user}, 'phone', 'Theirs')`,
    sql`insert into summary_edits (organization_id, id, session_id, user_id, point_id, section, transcript_ids, change)
        values (${o}, ${newId()}, ${session}, ${user}, ${newId()}, 'tldr', '[]', '{}')`,
    sql`insert into session_notes (organization_id, id, session_id, user_id, kind, content)
        values (${o}, ${newId()}, ${session}, ${user}, 'note', 'secret')`,
    sql`insert into guidance (organization_id, id, session_id, guidance_type, guidance_key, content, transcript_ids, written_by, expires_at, created_at)
        values (${o}, ${guidance}, ${session}, 'ask', 'k', 'secret', '[]', 'rule', now(), now())`,
    sql`insert into guidance_feedback (organization_id, id, guidance_id, user_id, feedback)
        values (${o}, ${newId()}, ${guidance}, ${user}, 'helpful')`,
    sql`insert into session_timeline_events (organization_id, id, session_id, event_type, title, transcript_id, at_seconds, created_at)
        values (${o}, ${newId()}, ${session}, 'decision', 'secret', ${newId()}, 0, now())`,
    sql`insert into mail_suppressions (organization_id, id, email, email_type) values (${o}, ${newId()}, 'x@there.test', 'post_call_summary')`,
    sql`insert into calendar_losses (organization_id, id, user_id, calendar_connection_id, reason, lost_at)
        values (${o}, ${newId()}, ${user}, ${connection}, 'gone', now())`,
    sql`insert into recording_objections (organization_id, id, email) values (${o}, ${newId()}, 'x@there.test')`,
    sql`insert into usage_records (organization_id, id, session_id, user_id, month, billable_seconds, billable_minutes, provider_seconds, because, created_at)
        values (${o}, ${newId()}, ${session}, ${user}, '2026-11', 60, 1, 90, 'metered', now())`,
    sql`insert into monthly_usage_cache (organization_id, id, user_id, month, billable_seconds, billable_minutes, provider_seconds, updated_at)
        values (${o}, ${newId()}, ${user}, '2026-11', 60, 1, 90, now())`,
    sql`insert into usage_reservations (organization_id, id, session_id, user_id, month, minutes, starts_at, created_at, updated_at)
        values (${o}, ${newId()}, ${session}, ${user}, '2026-11', 30, now(), now(), now())`,
    sql`insert into spending_limits (organization_id, id, monthly_minutes, created_at, updated_at) values (${o}, ${newId()}, 100, now(), now())`,
    sql`insert into spending_warnings (organization_id, id, month, percent, used_minutes, limit_minutes, created_at)
        values (${o}, ${newId()}, '2026-11', 80, 80, 100, now())`,
    sql`insert into bot_settings (organization_id, id) values (${o}, ${newId()})`,
    sql`insert into bot_notices (organization_id, id, bot_id, session_id, kind, given_at)
        values (${o}, ${newId()}, ${bot}, ${session}, 'lobby', now())`,
    sql`insert into bot_commands (organization_id, id, bot_id, session_id, kind, message)
        values (${o}, ${newId()}, ${bot}, ${session}, 'chat', 'secret')`,
    sql`insert into session_consents (organization_id, id, session_id, kind, said_by, consequence, occurred_at)
        values (${o}, ${newId()}, ${session}, 'objected', 'participant', 'secret', now())`,
    sql`insert into summary_versions (organization_id, id, session_id, version, content) values (${o}, ${newId()}, ${session}, 1, '{}')`,
    sql`insert into templates (organization_id, id, name, context_instructions) values (${o}, ${newId()}, 'Theirs', 'secret wishes')`,
    sql`insert into custom_reports (organization_id, id, user_id, title, prompt, session_ids) values (${o}, ${newId()}, ${user}, 'Theirs', 'x', '{}')`,
    sql`insert into model_usage (organization_id, id, purpose, model, prompt_tokens, completion_tokens) values (${o}, ${newId()}, 'ask', 'm', 1, 1)`,
    sql`insert into documents (organization_id, id, session_id, user_id, original_filename, file_type, file_size_bytes, sha256, created_at, updated_at)
        values (${o}, ${document}, ${session}, ${user}, 'secret.txt', 'txt', 1, 'x', now(), now())`,
    sql`insert into document_passages (organization_id, document_id, place, paragraph, text) values (${o}, ${document}, 0, 1, 'secret')`,
    sql`insert into session_context (organization_id, id, session_id, user_id, text_context, created_at, updated_at)
        values (${o}, ${newId()}, ${session}, ${user}, 'secret', now(), now())`,
    sql`insert into prep_checklist (organization_id, id, session_id, user_id, item_key, text, created_at, updated_at)
        values (${o}, ${newId()}, ${session}, ${user}, 'k', 'secret', now(), now())`,
    sql`insert into model_budgets (organization_id, id) values (${o}, ${newId()})`,
    sql`insert into search_chunks (organization_id, session_id, place, kind, first_sequence, last_sequence, terms)
        values (${o}, ${session}, 0, 'lines', 0, 0, 'secret')`,
    sql`insert into search_terms (organization_id, term, chunks) values (${o}, 'secret', 1), (${o}, '', 1)`,
    sql`insert into search_states (organization_id, session_id) values (${o}, ${session})`,
    sql`insert into live_counters (organization_id, last_number) values (${o}, 1)`,
    sql`insert into live_changes (organization_id, number, topic, created_at) values (${o}, 1, 'usage', now())`,
  ]
  await db.asSystem(async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  })
}
