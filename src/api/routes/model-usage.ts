/** What models have used, and the most that they may. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Refusal } from '#lib/errors.ts'
import { readBudget, saveBudget } from '#pipeline/model/budget.ts'
import { readMonthUsage } from '#pipeline/model/usage.ts'

const done = { ok: true } as const
const Done = z.object({ ok: z.literal(true) })

export const modelUsageRoutes = {
  'GET /v1/model-usage': route({
    summary: 'What models have used this month (UTC), and the most that they may',
    access: 'admin',
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .optional(),
    }),
    returns: z.object({
      month: z.string(),
      rows: z.array(
        z.object({
          purpose: z.string(),
          model: z.string(),
          times: z.number().int(),
          promptTokens: z.number().int(),
          completionTokens: z.number().int(),
          costUsd: z.number().nullable(),
        }),
      ),
      budget: z.object({ monthlyTokens: z.number().nullable(), monthlyUsd: z.number().nullable() }),
    }),
    async run({ query }, { tx, clock }) {
      const month = query.month ? DateTime.fromISO(`${query.month}-01`, { zone: 'utc' }) : clock.now()
      if (!month.isValid) throw new Refusal('validation_failed', 'There is no such month')
      const rows = await readMonthUsage(tx, month)
      const numbers = rows.map(({ times, promptTokens, completionTokens, ...row }) => ({
        ...row,
        ...{
          times: Number(times),
          promptTokens: Number(promptTokens),
          completionTokens: Number(completionTokens),
        },
      }))
      return { month: month.toFormat('yyyy-MM'), rows: numbers, budget: await readBudget(tx) }
    },
  }),

  'PATCH /v1/model-budget': route({
    summary: 'The most that models may use in a month; above it, rules write. Null: no limit',
    access: 'admin',
    body: z.object({
      monthlyTokens: z.number().int().min(0).nullable(),
      monthlyUsd: z.number().min(0).nullable(),
    }),
    returns: Done,
    async run({ body }, { tx, clock, caller }) {
      await saveBudget(tx, caller.organizationId, body, clock.now())
      return done
    },
  }),
}
