/** What it cost: minutes by meeting and by member, from the same rows that a bill would use. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { heldMinutes, limitsOf, warningsOf } from '#billing/account.ts'
import { isTimeZone, monthOf, spanOf, timeZoneOf } from '#billing/months.ts'
import { type MeetingUsage, providerSecondsOf, usageByMeeting, waitedIn } from '#billing/reads.ts'
import { LIST_PRICES } from '#billing/spending/price.ts'
import { setLimit } from '#billing/spending/set-limits.ts'
import { Refusal } from '#lib/errors.ts'

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
      timeZone: z.string().meta({ description: 'in which the month begins: the organization’s' }),
      heldMinutes: z.number().int().meta({ description: 'set aside for meetings to come' }),
      pricePerHour: z
        .object({ currency: z.string(), amount: z.number() })
        .nullable()
        .meta({ description: 'what the provider lists for an hour of a bot that writes down; admins only' }),
      limits: z
        .array(
          z.object({
            userId: Id.nullable().meta({ description: 'null: of the whole organization' }),
            monthlyMinutes: z.number().int(),
            usedMinutes: z.number().int(),
            heldMinutes: z.number().int(),
          }),
        )
        .meta({ description: 'to admins all, to others the organization’s and their own' }),
      warnings: z.array(
        z.object({
          userId: Id.nullable(),
          percent: z.number().int(),
          usedMinutes: z.number().int(),
          limitMinutes: z.number().int(),
          at: Instant,
        }),
      ),
      billableMinutes: z
        .number()
        .int()
        .meta({ description: 'the sum over meetings, each rounded up to a minute' }),
      recordedSeconds: z.number().int(),
      lobbySeconds: z.number().int().meta({ description: 'waited to be let in; never counted' }),
      pausedSeconds: z.number().int().meta({ description: 'in the call without recording; never counted' }),
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
    async run({ query }, { tx, clock, caller }) {
      const now = clock.now()
      const timeZone = await timeZoneOf(tx)
      const month = query.month ?? monthOf(now, timeZone)
      const span = spanOf(month, timeZone)
      const isAdmin = caller.role !== 'member'
      const mine = (list: { userId: string | null }) =>
        isAdmin || list.userId === null || list.userId === caller.userId
      const meetings = await usageByMeeting(tx, span, caller, now)
      return {
        ...{ month, timeZone, heldMinutes: await heldMinutes(tx, month) },
        pricePerHour: isAdmin ? hourly : null,
        limits: (await limitsOf(tx, month)).filter(mine),
        warnings: (await warningsOf(tx, month)).filter(mine),
        billableMinutes: sum(meetings, 'billableMinutes'),
        recordedSeconds: sum(meetings, 'recordedSeconds'),
        ...(await waitedIn(tx, span)),
        providerSeconds: !isAdmin ? null : await providerSecondsOf(tx, span),
        members: byMember(meetings),
        meetings,
      }
    },
  }),

  'PUT /v1/usage/limits': route({
    summary: 'How many minutes the organization, or one member, may use in a month',
    access: 'admin',
    body: z.object({
      userId: Id.nullable().meta({ description: 'null: the whole organization' }),
      monthlyMinutes: z
        .number()
        .int()
        .min(0)
        .max(10_000_000)
        .nullable()
        .meta({ description: 'null: no limit' }),
    }),
    returns: z.object({ ok: z.literal(true) }),
    async run({ body }, { tx, clock, caller: { organizationId } }) {
      await setLimit(tx, { clock }, { organizationId, ...body })
      return { ok: true as const }
    },
  }),

  'PUT /v1/usage/time-zone': route({
    summary: 'Where the organization’s months begin at midnight',
    access: 'admin_without_transaction',
    body: z.object({ timeZone: z.string().max(100) }),
    returns: z.object({ timeZone: z.string() }),
    async run({ body: { timeZone } }, { db, clock, caller }) {
      if (!isTimeZone(timeZone)) throw new Refusal('validation_failed', 'There is no such time zone')
      await db.asSystem((tx) =>
        tx
          .updateTable('organizations')
          .set({ defaultTimezone: timeZone, updatedAt: clock.now() })
          .where('id', '=', caller.organizationId)
          .execute(),
      )
      return { timeZone }
    },
  }),
}

const hourly = (() => {
  const { botPerHour, transcriptionPerHour, currency } = LIST_PRICES
  return { currency, amount: botPerHour + transcriptionPerHour }
})()

const sum = (meetings: readonly MeetingUsage[], figure: 'billableMinutes' | 'recordedSeconds') =>
  meetings.reduce((total, meeting) => total + meeting[figure], 0)

/** Whose meetings they were; who used most comes first. */
function byMember(meetings: readonly MeetingUsage[]) {
  const groups = Map.groupBy(meetings, ({ ownerId }) => ownerId)
  return [...groups]
    .map(([userId, list]) => ({
      userId,
      fullName: list[0]?.ownerName ?? '',
      billableMinutes: sum(list, 'billableMinutes'),
      meetings: list.length,
    }))
    .toSorted((a, b) => b.billableMinutes - a.billableMinutes || (a.userId < b.userId ? -1 : 1))
}
