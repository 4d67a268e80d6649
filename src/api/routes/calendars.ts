/** Connected calendars: is everything in sync? The OAuth redirect itself is api/oauth-callback.ts. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { notYet } from '#api/routes/not-yet.ts'
import { Id, Instant } from '#api/wire.ts'

export const Provider = z.enum(['google_calendar', 'microsoft_outlook'])

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
})

const Connection = z
  .object({
    id: Id,
    provider: Provider,
    email: z.string(),
    status: z.enum(['active', 'needs_reauth', 'insufficient_scope', 'disconnected']),
    statusReason: z.string().nullable().meta({ description: 'one plain sentence with the remedy' }),
    connectedAt: Instant,
    calendars: z.array(Calendar),
  })
  .meta({ id: 'CalendarConnection' })

export const calendarRoutes = {
  'GET /v1/calendars': route({
    summary: 'My calendar connections, and what went wrong',
    access: 'member',
    returns: z.object({
      connections: z.array(Connection),
      providers: z.array(z.object({ provider: Provider, isOn: z.boolean() })),
    }),
    run: notYet,
  }),

  'POST /v1/calendars/connect': route({
    summary: 'Begin to connect a calendar: where to send the browser',
    access: 'member_without_transaction',
    body: z.object({ provider: Provider }),
    returns: z.object({ redirectUrl: z.string() }),
    run: notYet,
  }),

  'POST /v1/calendars/{id}/sync': route({
    summary: 'Sync this connection now',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    status: 202,
    run: notYet,
  }),

  'DELETE /v1/calendars/{id}': route({
    summary: 'Disconnect; bots that only this calendar wanted are called off',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({ calledOff: z.number().int() }),
    run: notYet,
  }),
}
