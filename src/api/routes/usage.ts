/** What it cost: minutes by meeting and by member, from the same rows that a bill would use. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { notYet } from '#api/routes/not-yet.ts'
import { Id, Instant } from '#api/wire.ts'

export const usageRoutes = {
  'GET /v1/usage': route({
    summary: 'Bot minutes of a month, by meeting and by member',
    access: 'member',
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must look like 2026-11')
        .optional(),
    }),
    returns: z.object({
      month: z.string(),
      billableMinutes: z
        .number()
        .int()
        .meta({ description: 'the sum over meetings, each rounded up to a minute' }),
      recordedSeconds: z.number().int(),
      providerSeconds: z.number().int().nullable().meta({ description: 'what Recall charges; admins only' }),
      members: z.array(
        z.object({
          userId: Id,
          fullName: z.string(),
          billableMinutes: z.number().int(),
          meetings: z.number().int(),
        }),
      ),
      meetings: z.array(
        z.object({
          sessionId: Id,
          title: z.string().nullable().meta({ description: 'null where I may not see the meeting itself' }),
          ownerName: z.string(),
          startedAt: Instant,
          recordedSeconds: z.number().int(),
          billableMinutes: z.number().int(),
          isRunning: z.boolean(),
        }),
      ),
    }),
    run: notYet,
  }),
}
