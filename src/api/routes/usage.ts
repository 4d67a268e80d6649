/** What it cost: minutes by meeting and by member, from the same rows that a bill would use. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { type MeetingUsage, providerSecondsOf, usageByMeeting } from '#billing/reads.ts'

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
    async run({ query }, { tx, clock, caller }) {
      const now = clock.now()
      const from = query.month ? DateTime.fromISO(query.month, { zone: 'utc' }) : now.startOf('month')
      const span = { from, to: from.plus({ months: 1 }) }
      const meetings = await usageByMeeting(tx, span, caller, now)
      return {
        month: from.toFormat('yyyy-MM'),
        billableMinutes: sum(meetings, 'billableMinutes'),
        recordedSeconds: sum(meetings, 'recordedSeconds'),
        providerSeconds: caller.role === 'member' ? null : await providerSecondsOf(tx, span),
        members: byMember(meetings),
        meetings,
      }
    },
  }),
}

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
