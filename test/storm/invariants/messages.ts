/** I-13 to I-18: what was acknowledged is kept, has one effect, and ends in words; no work is lost. */
import { drainOnce } from '#webhooks/drain.ts'
import { inbound } from '../../../src/switchboard.ts'
import { unit } from '../chance.ts'
import type { World } from '../world.ts'
import type { Invariant } from './types.ts'

const found = async ({ ask }: World, query: string, values: unknown[] = []) =>
  (await ask<{ what: string }>(query, values)).map(({ what }) => what)

/** Words in progress are shown and forgotten. */
const PASSING = 'transcript.partial_data'

export const messages: readonly Invariant[] = [
  {
    id: 'I-13',
    says: 'what was acknowledged is stored',
    async end(_seen, world) {
      const stored = new Set(
        await found(world, `select sender || ' ' || message_id as what from webhook_inbox`),
      )
      return world.network.ledger.received
        .filter(({ event, messageId, status }) => status < 300 && messageId !== null && event !== PASSING)
        .flatMap(({ sender, messageId }) =>
          stored.has(`${sender} ${messageId}`) ? [] : [`${sender} ${messageId}`],
        )
    },
  },
  {
    id: 'I-14',
    says: 'one message has one effect',
    always: ({ doubled }) => doubled,
  },
  {
    id: 'I-16',
    says: 'every message ends, and says how',
    end: (_seen, world) =>
      found(
        world,
        `select sender || ' ' || coalesce(event_type, '') || ': ' || status || ' ' || coalesce(outcome, '') as what
        from webhook_inbox where (status = 'waiting' and received_at < $1)
          or (status not in ('waiting', 'done') and coalesce(outcome, '') = '')`,
        [world.clock.now().minus({ minutes: 5 }).toISO()],
      ),
  },
  {
    id: 'I-17',
    says: 'a forged message leaves nothing',
    always: (_seen, { network }) =>
      network.ledger.received.flatMap(({ sender, messageId, status }) =>
        messageId?.startsWith('msg_forged') && status < 400
          ? [`${sender} ${messageId} was answered ${status}`]
          : [],
      ),
    end: (_seen, world) =>
      found(world, `select message_id as what from webhook_inbox where message_id like 'msg_forged%'`),
  },
  {
    id: 'I-18',
    says: 'no job is lost: each is done, or given up with a reason',
    end: (_seen, world) =>
      found(
        world,
        `select name || ': ' || state as what from storm_jobs
        where state in ('waiting', 'active') and due < $1
          or (state = 'given up' and coalesce(said, '') = '')`,
        [world.clock.now().minus({ minutes: 5 }).toISO()],
      ),
  },
  {
    id: 'I-15',
    says: 'all messages once more, in another order, change nothing',
    async end(_seen, world) {
      const before = await fingerprint(world)
      await replayAll(world)
      const after = await fingerprint(world)
      return before.flatMap((line, index) =>
        line === after[index] ? [] : [`${line} became ${after[index]}`],
      )
    },
  },
]

/** The operator asks for everything once more; the order is the storm's. */
async function replayAll(world: World): Promise<void> {
  const ids = await world.ask<{ id: string }>(
    `select id from webhook_inbox where status <> 'parked' order by id`,
  )
  const shuffled = ids
    .map(({ id }) => id)
    .toSorted((a, b) => unit(world.seed, 'replay', a) - unit(world.seed, 'replay', b))
  const batches: string[][] = [[]]
  for (const id of shuffled) {
    batches.at(-1)?.push(id)
    if (unit(world.seed, 'batch', id) < 0.2) batches.push([])
  }
  for (const batch of batches) {
    await world.ask(
      `update webhook_inbox set status = 'waiting', attempts = 0, outcome = null, next_attempt_at = $2 where id = any($1)`,
      [batch, world.clock.now().toISO()],
    )
    await drain(world)
  }
}

const drain = (world: World) => world.inProcess('replay', ({ needs }) => drainOnce({ ...needs, inbound }))

/** What people see and pay, in lines. */
async function fingerprint(world: World): Promise<string[]> {
  return found(
    world,
    `(select 'bot ' || id || ' ' || state || ' ' || coalesce(failure_code, '') as what from bots)
      union all (select 'words of ' || session_id || ' ' || string_agg(content, '|' order by sequence_number) from transcripts group by session_id)
      union all (select 'seconds of ' || session_id || ' ' || sum(seconds_recorded) from usage_tracking group by session_id)
      union all (select 'bill of ' || bot_id || ' ' || total_recording_seconds || ' ' || provider_seconds from bot_usage_tracking)
      union all (select 'session ' || id || ' ' || status || ' ' || coalesce(recording_duration_seconds, 0) from sessions)
      order by what`,
  )
}
