/** Is it healthy? For the operator of this server: received messages and what became of them. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Instant } from '#api/wire.ts'
import { messageCounts, receivedMessages } from '#webhooks/reads.ts'
import { replayMessage } from '#webhooks/replay-message.ts'

export const operatorRoutes = {
  'GET /v1/operator/messages': route({
    summary: 'Received messages, newest first',
    access: 'operator',
    query: z.object({
      status: z.enum(['waiting', 'done', 'ignored', 'parked']).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    returns: z.object({
      counts: z.object({ waiting: z.number(), done: z.number(), ignored: z.number(), parked: z.number() }),
      messages: z.array(
        z.object({
          id: z.number().int(),
          sender: z.string(),
          eventType: z.string().nullable(),
          status: z.enum(['waiting', 'done', 'ignored', 'parked']),
          outcome: z.string().nullable(),
          receivedAt: Instant,
        }),
      ),
    }),
    run: async ({ query }, { tx }) => ({
      counts: await messageCounts(tx),
      messages: await receivedMessages(tx, query),
    }),
  }),

  'POST /v1/operator/messages/{id}/replay': route({
    summary: 'Process a message once more',
    access: 'operator',
    params: z.object({ id: z.coerce.number().int() }),
    returns: z.object({ ok: z.literal(true) }),
    status: 202,
    run: async ({ params }, { tx, clock }) => {
      await replayMessage(tx, clock, params.id)
      return { ok: true as const }
    },
  }),
}
