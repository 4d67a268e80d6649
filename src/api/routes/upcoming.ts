/** What will be recorded, and why; and what would change under other rules. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { BotState, Id, Instant, Person, Platform, TrailStep } from '#api/wire.ts'
import { syncState } from '#calendar/connecting/connections.ts'
import { upcomingMeeting, upcomingMeetings, whyMeeting } from '#calendar/reads.ts'
import { overrideEvent } from '#calendar/rules/override-event.ts'
import { type KeptPreferences, preferencesOfOne } from '#calendar/rules/preferences.ts'
import { previewRules } from '#calendar/rules/preview-rules.ts'
import { saveRules } from '#calendar/rules/save-rules.ts'

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
    override: z.boolean().nullable().meta({ description: 'my own yes or no for this event; null: my rules' }),
    canOverride: z.boolean().meta({ description: 'false where no bot could join anyway' }),
    alsoWantedBy: z.array(z.string()).meta({ description: 'colleagues whose calendars want the same bot' }),
    bot: z
      .object({ id: Id, state: BotState, since: Instant, trouble: z.string().nullable() })
      .nullable()
      .meta({ description: "the organization's one bot for this meeting" }),
  })
  .meta({ id: 'UpcomingMeeting' })

export const Rules = z
  .object({
    autoJoinEnabled: z.boolean(),
    joinBufferMinutes: z.number().int().min(0).max(15),
    excludedKeywords: z.array(z.string().trim().min(1).max(100)).max(100),
    includedDomains: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain such as example.com'),
      )
      .max(100)
      .meta({ description: 'empty: all; otherwise only meetings with somebody of these domains' }),
  })
  .meta({ id: 'Rules' })

export const upcomingRoutes = {
  'GET /v1/upcoming': route({
    summary: 'My meetings of the next 14 days, each with the decision and its reason',
    access: 'member',
    returns: z.object({
      isConfirmed: z.boolean().meta({ description: 'false: nothing is wished before I confirm my rules' }),
      hasCalendar: z.boolean(),
      isSyncing: z.boolean(),
      meetings: z.array(UpcomingMeeting),
    }),
    run: async (_, { tx, clock, recall, caller: { userId } }) => ({
      isConfirmed: (await preferencesOfOne(tx, userId)).confirmedAt !== null,
      ...(await syncState(tx, userId)),
      meetings: await upcomingMeetings(tx, { userId, now: clock.now(), recallIsOff: recall === null }),
    }),
  }),

  'PUT /v1/upcoming/{eventId}/override': route({
    summary: 'Yes, no, or back to my rules, for this event',
    access: 'member',
    params: z.object({ eventId: Id }),
    body: z.object({ autoJoin: z.boolean().nullable() }),
    returns: UpcomingMeeting,
    run: async ({ params: { eventId }, body }, { tx, jobs, clock, recall, caller }) => {
      const { organizationId, userId } = caller
      await overrideEvent(tx, { jobs, clock }, { organizationId, userId, eventId, autoJoin: body.autoJoin })
      return upcomingMeeting(tx, { userId, now: clock.now(), recallIsOff: recall === null }, eventId)
    },
  }),

  'GET /v1/upcoming/{eventId}/why': route({
    summary: 'The whole trail of the decision, and its history',
    access: 'member',
    params: z.object({ eventId: Id }),
    returns: z.object({
      trail: z.array(TrailStep.extend({ sentence: z.string() })),
      history: z.array(
        z.object({
          at: Instant,
          action: z.enum(['join', 'skip']),
          because: z.string(),
          sentence: z.string(),
        }),
      ),
    }),
    run: ({ params: { eventId } }, { tx, caller: { userId } }) => whyMeeting(tx, { userId, eventId }),
  }),

  'GET /v1/rules': route({
    summary: 'My rules',
    access: 'member',
    returns: Rules.extend({ confirmedAt: Instant.nullable() }),
    run: async (_, { tx, caller: { userId } }) => asShown(await preferencesOfOne(tx, userId)),
  }),

  'POST /v1/rules/preview': route({
    summary: 'What these rules would do with my next 14 days; nothing is saved',
    access: 'member',
    body: Rules,
    returns: z.object({
      joins: z.number().int(),
      skips: z.number().int(),
      meetings: z.array(
        z.object({
          eventId: Id,
          title: z.string(),
          start: Instant,
          wantsNow: z.boolean(),
          wouldWant: z.boolean(),
          sentence: z.string(),
        }),
      ),
    }),
    run: ({ body: rules }, { tx, clock, caller: { userId } }) =>
      previewRules(tx, { userId, now: clock.now(), rules }),
  }),

  'PUT /v1/rules': route({
    summary: 'Save my rules, and confirm them; every coming meeting is decided anew',
    access: 'member',
    body: Rules,
    returns: Rules.extend({ confirmedAt: Instant.nullable() }),
    run: async ({ body: rules }, { tx, jobs, clock, caller: { organizationId, userId } }) =>
      asShown(await saveRules(tx, { jobs, clock }, { organizationId, userId, rules })),
  }),
}

const asShown = ({ excludedKeywords, includedDomains, ...rules }: KeptPreferences) => ({
  ...rules,
  excludedKeywords: [...excludedKeywords],
  includedDomains: [...includedDomains],
})
