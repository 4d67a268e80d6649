/** Connected calendars: is everything in sync? The OAuth redirect itself is api/oauth-callback.ts. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { beginConnecting, ways } from '#calendar/connecting/begin-connecting.ts'
import { connectFeed } from '#calendar/connecting/connect-feed.ts'
import { connectionsOf, syncConnection } from '#calendar/connecting/connections.ts'
import { disconnectCalendar } from '#calendar/connecting/disconnect-calendar.ts'
import { selectCalendar } from '#calendar/connecting/select-calendar.ts'
import { whatEnds } from '#calendar/connecting/what-ends.ts'

/** Those that one connects at their own page of consent. */
export const Provider = z.enum(['google_calendar', 'microsoft_outlook'])
const AnyProvider = z.enum([...Provider.options, 'ics'])
const LONGEST_ADDRESS = 2_000

const Calendar = z.object({
  id: Id,
  name: z.string(),
  isPrimary: z.boolean(),
  isSelected: z.boolean(),
  lastSyncedAt: Instant.nullable(),
  nextPollAt: Instant.nullable(),
  hears: z.enum(['push', 'polling']),
  upcomingEvents: z.number().int(),
  trouble: z.string().nullable(),
  givenUpAt: Instant.nullable().meta({
    description:
      'it is missing: until then its planned bots stay, then they are called off and it is not read any more',
  }),
})

const Connection = z
  .object({
    id: Id,
    provider: AnyProvider,
    email: z.string(),
    status: z.enum(['active', 'needs_reauth', 'insufficient_scope', 'disconnected']),
    through: z.enum(ways).meta({ description: 'who reads it: we do, or Recall for us (Calendar V2)' }),
    loss: z
      .object({ lostAt: Instant, keptBots: z.number().int(), calledOffBots: z.number().int() })
      .nullable()
      .meta({ description: 'the permission is gone: what became of the planned bots when that was noticed' }),
    statusReason: z.string().nullable().meta({ description: 'one plain sentence with the remedy' }),
    connectedAt: Instant,
    calendars: z.array(Calendar),
  })
  .meta({ id: 'CalendarConnection' })

const offered = (provider: z.infer<typeof AnyProvider>, port: object | null, recall: object | null) => ({
  provider,
  isOn: port !== null,
  isOnThroughRecall: port !== null && recall !== null,
})

export const calendarRoutes = {
  'GET /v1/calendars': route({
    summary: 'My calendar connections, and what went wrong',
    access: 'member',
    returns: z.object({
      connections: z.array(Connection),
      providers: z.array(
        z.object({
          provider: AnyProvider,
          isOn: z.boolean(),
          isOnThroughRecall: z.boolean().meta({ description: 'Recall can read it for us, too' }),
        }),
      ),
    }),
    run: async (_, { tx, clock, caller: { userId }, google, microsoft, ics, recallCalendars }) => ({
      connections: await connectionsOf(tx, { userId, now: clock.now() }),
      providers: [
        offered('google_calendar', google, recallCalendars),
        offered('microsoft_outlook', microsoft, recallCalendars),
        offered('ics', ics ?? null, null),
      ],
    }),
  }),

  'POST /v1/calendars/connect': route({
    summary: 'Begin to connect a calendar: where to send the browser',
    access: 'member_without_transaction',
    body: z.object({ provider: Provider, through: z.enum(ways).default('direct') }),
    returns: z.object({ redirectUrl: z.string() }),
    run: async ({ body: { provider, through } }, needs) => ({
      redirectUrl: beginConnecting(needs, { ...needs.caller, provider, through }),
    }),
  }),

  'POST /v1/calendars/feeds': route({
    summary: 'Connect a calendar by its secret ICS address, which is read from time to time',
    access: 'member_without_transaction',
    body: z.object({ address: z.string().trim().min(1).max(LONGEST_ADDRESS) }),
    returns: z.object({ connectionId: Id }),
    status: 201,
    run: async ({ body: { address } }, needs) => {
      const { organizationId, userId, email } = needs.caller
      return { connectionId: await connectFeed(needs, { organizationId, userId, email, address }) }
    },
  }),

  'POST /v1/calendars/{id}/sync': route({
    summary: 'Sync this connection now',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    status: 202,
    run: async ({ params: { id } }, { tx, jobs, clock, caller: { userId } }) => {
      await syncConnection(tx, { jobs, clock }, { userId, connectionId: id })
      return { ok: true as const }
    },
  }),

  'PUT /v1/calendars/{calendarId}/selection': route({
    summary: 'Read this calendar of a connection of mine, or leave it alone',
    access: 'member',
    params: z.object({ calendarId: Id }),
    body: z.object({ isSelected: z.boolean() }),
    returns: z.object({ calledOff: z.number().int().meta({ description: 'bots that nobody else wants' }) }),
    run: async ({ params: { calendarId }, body: { isSelected } }, { tx, jobs, clock, caller }) => {
      const { organizationId, userId } = caller
      const choice = { organizationId, userId, calendarId, isSelected }
      return { calledOff: await selectCalendar(tx, { jobs, clock }, choice) }
    },
  }),

  'GET /v1/calendars/{id}/ending': route({
    summary: 'Which planned bots would end with this connection, or with one calendar of it',
    access: 'member',
    params: z.object({ id: Id }),
    query: z.object({ calendarId: Id.optional() }),
    returns: z.object({
      ends: z.array(z.object({ eventId: Id, title: z.string(), start: Instant })),
      stays: z
        .number()
        .int()
        .meta({ description: 'a colleague or another calendar of mine wants these too' }),
    }),
    run: ({ params: { id }, query: { calendarId } }, { tx, clock, caller: { userId } }) =>
      whatEnds(tx, { userId, now: clock.now(), connectionId: id, calendarId }),
  }),

  'DELETE /v1/calendars/{id}': route({
    summary: 'Disconnect; bots that only this calendar wanted are called off',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({ calledOff: z.number().int() }),
    run: async ({ params: { id } }, { tx, jobs, clock, caller: { organizationId, userId } }) => ({
      calledOff: await disconnectCalendar(tx, { jobs, clock }, { organizationId, userId, connectionId: id }),
    }),
  }),
}
