/** One look at our rows and at the stand-ins' truth, for all checks and the choice of the next step: one query. */
import type { SimBot } from '../../../sim/recall/types.ts'
import { linkOf } from '../people.ts'
import type { Meeting } from '../script.ts'
import type { World } from '../world.ts'

/** Instants as milliseconds. */
export type BotRow = {
  organizationId: string
  id: string
  occurrenceId: string
  sessionId: string
  generation: number
  state: string
  isWanted: boolean
  unwantedBecause: string | null
  meetingUrl: string
  recallBotId: string | null
  wishNumber: number
  agreedNumber: number
  attempts: number
  epoch: number
  joinAt: number
  nextAttemptAt: number | null
  watchAt: number | null
  createdAt: number
  changedAt: number
}
export type WaitingJob = { id: number; name: string; data: unknown; tries: number; due: number }

export type Rows = {
  bots: BotRow[]
  /** Jobs that wait, the soonest first. */
  jobs: WaitingJob[]
  /** When each waiting message is due. */
  messages: number[]
  /** Lines that stand more often than there were bots to hear them. */
  doubled: string[]
  /** Sessions whose lines are not numbered 0, 1, 2 … */
  gaps: string[]
  /** Sessions whose minutes do not add up to what they show. */
  sums: string[]
  /** What each organization's pages can read of what changed. */
  feeds: { organizationId: string; last: number; count: number; counter: number }[]
  /** Words that somebody took out of the record, and where they still stand. */
  regretted: string[]
  /** How much has been decided so far, and is not decided again. */
  decided: { messages: number; summaries: number; letters: number }
}

export type Seen = Rows & {
  now: number
  row: (id: string) => BotRow | undefined
  /** At the provider, alive or not; deleted ones are gone from here. */
  atRecall: readonly SimBot[]
}

export async function look({ ask, sims, clock }: World): Promise<Seen> {
  const [found] = await ask<{ all: Rows }>(QUERY)
  if (!found) throw new Error('an aggregate without a row')
  const byId = new Map(found.all.bots.map((row) => [row.id, row]))
  return {
    ...found.all,
    now: clock.now().toMillis(),
    row: (id) => byId.get(id),
    atRecall: sims.recall.bots(),
  }
}

const ms = (column: string) => `round(extract(epoch from ${column}) * 1000)`
const list = (select: string) => `(select coalesce(json_agg(x), '[]') from (${select}) x)`
const names = (select: string) => `(select coalesce(json_agg(x.what), '[]') from (${select}) x)`

/** What was taken out of each session, and how often it stood there: each bot hears it once. */
export const REDACTED = `select session_id, line->>'content' as content, count(*)::int as count
  from record_edits, jsonb_array_elements(before->'lines') line where kind = 'redact' group by 1, 2`

const QUERY = `select json_build_object(
  'bots', ${list(`select organization_id as "organizationId", id, occurrence_id as "occurrenceId", session_id as "sessionId",
    generation, state, is_wanted as "isWanted", unwanted_because as "unwantedBecause", meeting_url as "meetingUrl",
    recall_bot_id as "recallBotId", wish_number as "wishNumber", agreed_number as "agreedNumber", attempts, epoch,
    ${ms('join_at')} as "joinAt", ${ms('next_attempt_at')} as "nextAttemptAt",
    ${ms('watch_at')} as "watchAt", ${ms('created_at')} as "createdAt",
    ${ms('updated_at')} as "changedAt" from bots order by created_at, id`)},
  'jobs', ${list(`select id, name, data, tries, ${ms('due')} as due from storm_jobs where state = 'waiting' order by due, id`)},
  'messages', ${names(`select ${ms('greatest(next_attempt_at, coalesce(claimed_until, next_attempt_at))')} as what from webhook_inbox where status = 'waiting' order by 1`)},
  'doubled', ${names(`select session_id || ' says twice: ' || content as what from transcripts
    group by session_id, content, start_time_seconds, speaker
    having count(*) > (select count(*) from bots where bots.session_id = transcripts.session_id)`)},
  'gaps', ${names(`select session_id as what from transcripts group by session_id having min(sequence_number) <> 0
    or max(sequence_number) <> count(*) - 1 or count(distinct sequence_number) <> count(*)`)},
  'sums', ${names(`select session_id || ': ' || sum(seconds_recorded) || ' s by the minute, ' ||
    coalesce(sessions.recording_duration_seconds, 0) || ' s shown' as what
    from usage_tracking join sessions on sessions.id = session_id group by session_id, sessions.recording_duration_seconds
    having sum(seconds_recorded) <> coalesce(sessions.recording_duration_seconds, 0)`)},
  'feeds', ${list(`select organization_id as "organizationId", max(number) as last, count(*) as count,
    (select last_number from live_counters counter where counter.organization_id = live_changes.organization_id) as counter
    from live_changes group by organization_id`)},
  'regretted', ${names(`select session_id || ' still says ' || content as what from (${REDACTED}) redacted where
    count + (select count(*) from transcripts line where line.session_id = redacted.session_id
      and redacted.content in (line.content, line.heard_content))
      > (select count(*) from bots where bots.session_id = redacted.session_id)
    or (exists (select from summaries where summaries.session_id = redacted.session_id
        and strpos(to_jsonb(summaries)::text, redacted.content) > 0)
      and not exists (select from transcripts line where line.session_id = redacted.session_id
        and line.content = redacted.content))`)},
  'decided', json_build_object('messages', (select count(*) from webhook_inbox where status <> 'waiting'),
    'summaries', (select count(*) from summaries),
    'letters', (select count(*) from email_notifications where status = 'sent'))) as "all"`

/** In the room, or knocking at its door. */
export const isInside = ({ place }: SimBot) =>
  ['joining', 'lobby', 'in_call', 'recording', 'paused'].includes(place)
export const isAlive = (bot: SimBot) => bot.place === 'waiting' || isInside(bot)
export const intentOf = ({ config }: SimBot): string | null => config.metadata.intent ?? null
export const organizationOf = ({ config }: SimBot): string | null => config.metadata.org ?? null

/** An organization's bots that are in a meeting, or wait for it. */
export const aliveIn = ({ atRecall }: Seen, organizationId: string, meeting: Meeting): readonly SimBot[] =>
  atRecall.filter(
    (bot) =>
      isAlive(bot) && bot.config.meeting_url === linkOf(meeting) && organizationOf(bot) === organizationId,
  )
