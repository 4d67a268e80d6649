/** What will be recorded, and why: my coming meetings, my own word about them, and how each was decided. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { BotState, Id, Instant, Person, Platform, TrailStep } from '#api/wire.ts'
import { syncState } from '#calendar/connecting/connections.ts'
import { upcomingMeeting, upcomingMeetings } from '#calendar/reads.ts'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { preferencesOfOne } from '#calendar/rules/preferences.ts'
import { happenings, outcomes } from '#calendar/showing/tell-history.ts'
import { whyMeeting } from '#calendar/showing/why-meeting.ts'

export const UpcomingMeeting = z
  .object({
    eventId: Id.meta({ description: 'my calendar event' }),
    occurrenceId: Id.nullable(),
    sessionId: Id.nullable().meta({ description: 'set as soon as somebody has wanted a bot' }),
    title: z.string(),
    start: Instant,
    end: Instant,
    isAllDay: z.boolean(),
    platform: Platform.nullable(),
    meetingUrl: z.string().nullable(),
    people: z.array(Person),
    isRecurring: z.boolean(),
    wants: z.boolean().meta({ description: 'what my rules, or I, say' }),
    because: z.string().meta({ description: 'stable reason code, such as keyword or no_link' }),
    sentence: z.string().meta({ description: 'the decision in one plain sentence' }),
    joinAt: Instant.nullable(),
    objection: z.string().nullable().meta({
      description: 'why no bot comes although somebody wants one: veto, organizer_decides, covered_by',
    }),
    step: z.string().meta({ description: 'the step that decided' }),
    uncheckedSince: Instant.nullable().meta({
      description: 'its calendar cannot be read since then, or is not there any more: changes are not known',
    }),
    said: z
      .object({ event: z.boolean().nullable(), series: z.boolean().nullable() })
      .meta({ description: 'my own yes or no for this event, and for its series; null: my rules' }),
    canOverride: z.boolean().meta({ description: 'false where no bot could join anyway' }),
    alsoWantedBy: z.array(z.string()).meta({ description: 'colleagues whose calendars want the same bot' }),
    receivers: z.array(z.object({ name: z.string(), isMe: z.boolean() })).meta({
      description:
        'who will be sent the notes, if a bot comes: members, and guests where its owner wants that',
    }),
    minutes: z
      .number()
      .int()
      .meta({ description: 'set aside for it: from the bot’s coming to the planned end' }),
    price: z
      .object({ amount: z.number(), currency: z.string() })
      .meta({ description: 'what the bot provider’s list asks for those minutes' }),
    bot: z
      .object({ id: Id, name: z.string(), state: BotState, since: Instant, trouble: z.string().nullable() })
      .nullable()
      .meta({ description: "the organization's one bot for this meeting" }),
  })
  .meta({ id: 'UpcomingMeeting' })

const ScopeOfWord = z.enum(['event', 'series'])

const Told = z.object({
  at: Instant,
  action: z.enum(['join', 'skip']),
  because: z.string(),
  sentence: z.string(),
  joinAt: Instant.nullable(),
  happened: z.array(
    z.object({
      what: z.enum(happenings),
      from: z.string().optional(),
      to: z.string().optional(),
      word: z.string().optional(),
    }),
  ),
  outcome: z.enum(outcomes).meta({ description: 'what came of it' }),
})

export const upcomingRoutes = {
  'GET /v1/upcoming': route({
    summary: 'My meetings of the next 14 days, each with the decision and its reason',
    access: 'member',
    returns: z.object({
      isConfirmed: z.boolean().meta({ description: 'false: nothing is wished before I confirm my rules' }),
      pausedAt: Instant.nullable().meta({ description: 'joining has paused itself, after 30 days away' }),
      troubled: z
        .array(z.object({ name: z.string(), trouble: z.string() }))
        .meta({ description: 'calendars that cannot be read just now: what is shown of them may be old' }),
      hasCalendar: z.boolean(),
      isSyncing: z.boolean(),
      meetings: z.array(UpcomingMeeting),
    }),
    run: async (_, { tx, clock, recall, caller: { userId } }) => {
      const { confirmedAt, pausedAt } = await preferencesOfOne(tx, userId)
      return {
        ...{ isConfirmed: confirmedAt !== null, pausedAt },
        ...(await syncState(tx, userId)),
        meetings: await upcomingMeetings(tx, { userId, now: clock.now(), recallIsOff: recall === null }),
      }
    },
  }),

  'PUT /v1/upcoming/{eventId}/override': route({
    summary: 'My own yes or no for this event or its series; null: back to my rules',
    access: 'member',
    params: z.object({ eventId: Id }),
    body: z.object({ autoJoin: z.boolean().nullable(), scope: ScopeOfWord.default('event') }),
    returns: UpcomingMeeting,
    run: async ({ params: { eventId }, body: { autoJoin, scope } }, { tx, jobs, clock, recall, caller }) => {
      const { organizationId, userId } = caller
      await overrideEvent(tx, { jobs, clock }, { organizationId, userId, eventId, autoJoin, scope })
      return upcomingMeeting(tx, { userId, now: clock.now(), recallIsOff: recall === null }, eventId)
    },
  }),

  'DELETE /v1/upcoming/{eventId}/override': route({
    summary: 'Take back what I said about this event or its series: my rules count again',
    access: 'member',
    params: z.object({ eventId: Id }),
    query: z.object({ scope: ScopeOfWord.default('event') }),
    returns: UpcomingMeeting,
    run: async ({ params: { eventId }, query: { scope } }, { tx, jobs, clock, recall, caller }) => {
      const { organizationId, userId } = caller
      await overrideEvent(tx, { jobs, clock }, { organizationId, userId, eventId, autoJoin: null, scope })
      return upcomingMeeting(tx, { userId, now: clock.now(), recallIsOff: recall === null }, eventId)
    },
  }),

  'GET /v1/upcoming/{eventId}/why': route({
    summary: 'The whole trail of the decision, and its history',
    access: 'member',
    params: z.object({ eventId: Id }),
    returns: z.object({
      trail: z.array(TrailStep.extend({ sentence: z.string() })),
      history: z.array(Told).meta({ description: 'newest first' }),
    }),
    run: ({ params: { eventId } }, { tx, caller: { userId } }) => whyMeeting(tx, { userId, eventId }),
  }),
}
