/** Is it healthy? For the operator of this server: what came in, what became of it, and who has gone quiet. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Instant } from '#api/wire.ts'
import { providerChecks } from '#billing/metering/provider-checks.ts'
import { healedFacts } from '#bots/life/healed-facts.ts'
import { lagOf } from '#webhooks/lag.ts'
import { messageCounts, oneMessage, receivedMessages } from '#webhooks/reads.ts'
import { refusals } from '#webhooks/refusals.ts'
import { replayMessage, replayMessages } from '#webhooks/replay-message.ts'
import { Retention, retentionOf, setRetention } from '#webhooks/retention.ts'
import { senders } from '#webhooks/senders.ts'

const Status = z.enum(['waiting', 'done', 'ignored', 'parked'])
const Text = z
  .string()
  .trim()
  .max(100)
  .refine((text) => !text.includes('\0'), 'holds a NUL character')
const Filter = z.object({
  status: Status.optional(),
  sender: Text.optional(),
  event: Text.optional().meta({ description: 'the name of the event, or how it begins' }),
  from: Instant.optional(),
  to: Instant.optional(),
})
const Message = z.object({
  id: z.number().int(),
  sender: z.string(),
  eventType: z.string().nullable(),
  status: Status,
  outcome: z.string().nullable(),
  attempts: z.number().int(),
  receivedAt: Instant,
  processedAt: Instant.nullable(),
  canReplay: z.boolean(),
})
const MessageId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

export const operatorRoutes = {
  'GET /v1/operator/messages': route({
    summary: 'Received messages, newest first',
    access: 'operator',
    query: Filter.extend({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    }),
    returns: z.object({
      counts: z
        .object({ waiting: z.number(), done: z.number(), ignored: z.number(), parked: z.number() })
        .meta({ description: 'done and ignored: of the last day' }),
      messages: z.array(Message),
      next: z.number().int().nullable().meta({ description: 'give it as `before` for older ones' }),
    }),
    run: async ({ query }, { tx, clock }) => ({
      counts: await messageCounts(tx, clock.now()),
      ...(await receivedMessages(tx, query)),
    }),
  }),

  'GET /v1/operator/messages/{id}': route({
    summary: 'One message with its body; secrets, and what people said, are masked',
    access: 'operator',
    params: MessageId,
    returns: Message.extend({
      messageId: z.string(),
      bytes: z.number().int(),
      body: z.string().nullable().meta({ description: 'null: forgotten by policy' }),
      payloadDroppedAt: Instant.nullable(),
      nextAttemptAt: Instant,
    }),
    run: ({ params }, { tx }) => oneMessage(tx, params.id),
  }),

  'POST /v1/operator/messages/{id}/replay': route({
    summary: 'Process a message once more',
    access: 'operator',
    params: MessageId,
    returns: z.object({ ok: z.literal(true) }),
    status: 202,
    run: async ({ params }, { tx, clock }) => {
      await replayMessage(tx, clock, params.id)
      return { ok: true as const }
    },
  }),

  'POST /v1/operator/messages/replay': route({
    summary: 'Process all messages of a span of time once more, at most 10,000',
    access: 'operator',
    body: Filter.extend({ from: Instant, to: Instant }).refine(
      ({ from, to }) => from < to,
      'it must end later',
    ),
    returns: z.object({ count: z.number().int() }),
    status: 202,
    run: async ({ body }, { tx, clock }) => ({ count: await replayMessages(tx, clock, body) }),
  }),

  'GET /v1/operator/health': route({
    summary: 'How far behind we are, who has gone quiet, and whether the provider counts as we do',
    access: 'operator',
    returns: z.object({
      senders: z.array(
        z.object({
          sender: z.string(),
          lastAt: Instant,
          lastDay: z.number().int(),
          isQuiet: z.boolean(),
          sentence: z.string(),
        }),
      ),
      refused: z
        .array(
          z.object({
            sender: z.string(),
            why: z.string(),
            lastDay: z.number().int(),
            lastWeek: z.number().int(),
            lastAt: Instant,
          }),
        )
        .meta({ description: 'turned away at the door in the last week: bad signatures, wrong tokens' }),
      healed: z
        .object({ lastDay: z.number().int(), lastWeek: z.number().int() })
        .meta({ description: 'facts about bots whose message never came: we asked, and were told' }),
      lag: z.object({
        waiting: z.number().int(),
        oldestSeconds: z.number(),
        handledLastHour: z.number().int(),
        medianMs: z.number().nullable(),
        slowestMs: z.number().nullable(),
      }),
      retention: z.object({ payloadDays: z.number().int(), outcomeDays: z.number().int() }),
      providerChecks: z
        .array(
          z.object({
            day: z.string(),
            providerSeconds: z.number(),
            ourSeconds: z.number(),
            isDiscrepancy: z.boolean(),
            sentence: z.string(),
          }),
        )
        .meta({ description: 'the last two weeks, newest first' }),
    }),
    run: async (_, { tx, clock }) => ({
      senders: await senders(tx, clock.now()),
      refused: await refusals(tx, clock.now()),
      healed: await healedFacts(tx, clock.now()),
      lag: await lagOf(tx, clock.now()),
      retention: await retentionOf(tx),
      providerChecks: await providerChecks(tx),
    }),
  }),

  'PUT /v1/operator/retention': route({
    summary: 'How many days messages keep their bodies, and their outcomes',
    access: 'operator',
    body: Retention,
    returns: Retention,
    run: async ({ body }, { tx, clock }) => {
      await setRetention(tx, clock, body)
      return body
    },
  }),
}
