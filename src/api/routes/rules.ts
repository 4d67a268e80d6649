/** What would change if …? My rules and the organization's, tried out before they are saved. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant, Person, Platform, TrailStep } from '#api/wire.ts'
import { defaults } from '#calendar/deciding/rules.ts'
import { resumeRules } from '#calendar/rules/pause-dormant.ts'
import { type KeptPolicies, policiesOf } from '#calendar/rules/policies.ts'
import { type KeptPreferences, preferencesOfOne } from '#calendar/rules/preferences.ts'
import { previewPolicies } from '#calendar/rules/preview-policies.ts'
import { previewRules } from '#calendar/rules/preview-rules.ts'
import { organizationRules, rulesShape, rulesToSave, TimeZone } from '#calendar/rules/rule-shapes.ts'
import { savePolicies } from '#calendar/rules/save-policies.ts'
import { saveRules } from '#calendar/rules/save-rules.ts'
import { tryEvent } from '#calendar/rules/try-event.ts'
import { warnAboutRules } from '#calendar/rules/warn-about-rules.ts'

const Rules = rulesShape.meta({ id: 'Rules' })
const RulesToSave = rulesToSave.meta({ id: 'RulesToSave' })
const OrganizationRules = organizationRules.meta({ id: 'OrganizationRules' })

const Warnings = z
  .array(z.object({ rule: z.string().nullable(), sentence: z.string() }))
  .meta({ description: 'contradictions and the like; such rules may be saved all the same' })

const KeptRules = Rules.extend({
  confirmedAt: Instant.nullable().meta({ description: 'null: nothing is wished before I confirm' }),
  pausedAt: Instant.nullable().meta({ description: 'joining has paused itself, after 30 days away' }),
  warnings: Warnings,
}).meta({ id: 'KeptRules' })

const Flip = z.object({
  eventId: Id,
  title: z.string(),
  start: Instant,
  wantsNow: z.boolean(),
  wouldWant: z.boolean(),
  sentence: z.string(),
})
const Preview = z.object({
  joins: z.number().int(),
  skips: z.number().int(),
  meetings: z.array(Flip).meta({ description: 'the coming 14 days, each' }),
  past: z.array(Flip).meta({ description: 'of the past 30 days those that would have been otherwise' }),
  warnings: Warnings,
})

const LONGEST_INVITATION = 64_000

const Tried = z.object({
  format: z.enum(['ics', 'google', 'microsoft', 'text']),
  assumed: z.array(z.string()).meta({ description: 'what the invitation does not say' }),
  title: z.string(),
  start: Instant,
  end: Instant,
  people: z.array(Person),
  platform: Platform.nullable(),
  meetingUrl: z.string().nullable(),
  wants: z.boolean(),
  because: z.string(),
  joinAt: Instant.nullable(),
  sentence: z.string(),
  trail: z.array(TrailStep.extend({ sentence: z.string() })),
})

const Policies = z
  .object({
    rules: OrganizationRules,
    authors: z.array(z.object({ setting: z.string(), setBy: z.string(), setAt: Instant })),
    proposed: Rules.meta({ description: 'what stands where nobody has said anything' }),
    version: z.string().meta({ description: 'another one as soon as anything is set otherwise' }),
  })
  .meta({ id: 'Policies' })

export const ruleRoutes = {
  'GET /v1/rules': route({
    summary: 'My rules',
    access: 'member',
    returns: KeptRules,
    run: async (_, { tx, caller: { userId } }) =>
      asShown(await preferencesOfOne(tx, userId), await policiesOf(tx)),
  }),

  'PUT /v1/rules': route({
    summary: 'Save my rules, and confirm them; every coming meeting is decided anew',
    access: 'member',
    body: RulesToSave,
    returns: KeptRules,
    run: async ({ body: rules }, { tx, jobs, clock, caller: { organizationId, userId } }) =>
      asShown(await saveRules(tx, { jobs, clock }, { organizationId, userId, rules }), await policiesOf(tx)),
  }),

  'POST /v1/rules/preview': route({
    summary: 'What these rules would do with my next 14 days and my past 30; nothing is saved',
    access: 'member',
    body: RulesToSave,
    returns: Preview,
    run: async ({ body: rules }, { tx, clock, caller: { userId } }) => ({
      ...(await previewRules(tx, { userId, now: clock.now() }, { rules })),
      warnings: warnAboutRules(rules, await policiesOf(tx)),
    }),
  }),

  'POST /v1/rules/try': route({
    summary: 'What these rules would do with a pasted invitation: text, iCalendar or a provider’s JSON',
    access: 'member',
    body: z.object({
      invitation: z.string().trim().min(1).max(LONGEST_INVITATION),
      rules: RulesToSave,
      timeZone: TimeZone.default('utc').meta({ description: 'of times in a text that name none' }),
    }),
    returns: Tried,
    run: ({ body }, { tx, clock, caller: { email } }) => tryEvent(tx, { ...body, email, now: clock.now() }),
  }),

  'POST /v1/rules/resume': route({
    summary: 'Go on joining, after a pause for being away',
    access: 'member',
    returns: KeptRules,
    run: async (_, { tx, jobs, clock, caller: { organizationId, userId } }) => {
      await resumeRules(tx, { jobs, clock }, { organizationId, userId })
      return asShown(await preferencesOfOne(tx, userId), await policiesOf(tx))
    },
  }),

  'GET /v1/policies': route({
    summary: 'What admins have set for everybody, with who set it',
    access: 'member',
    returns: Policies,
    run: async (_, { tx }) => policiesShown(await policiesOf(tx)),
  }),

  'PUT /v1/policies': route({
    summary: 'Set rules for everybody; what is left out is each person’s own. All meetings are decided anew',
    access: 'admin',
    query: z.object({
      readAs: z.string().optional().meta({
        description: 'the version that was read; 409 where another one stands, and nothing is saved',
      }),
    }),
    body: OrganizationRules,
    returns: Policies,
    run: async ({ body: rules, query }, { tx, jobs, clock, caller: { organizationId, userId } }) =>
      policiesShown(
        await savePolicies(tx, { jobs, clock }, { organizationId, userId, rules, readAs: query.readAs }),
      ),
  }),

  'POST /v1/policies/preview': route({
    summary:
      'What these rules would do: with my meetings by name, with everybody’s in numbers; nothing is saved',
    access: 'admin',
    body: OrganizationRules,
    returns: Preview.extend({
      everybody: z.object({
        people: z.number().int(),
        meetings: z.number().int(),
        wouldJoin: z.number().int(),
        wouldSkip: z.number().int(),
      }),
    }),
    run: async ({ body: rules }, { tx, clock, caller: { userId, fullName } }) => ({
      ...(await previewPolicies(tx, { userId, name: fullName, now: clock.now() }, rules)),
      warnings: [],
    }),
  }),
}

const proposed = rulesToSave.parse({
  ...{ autoJoinEnabled: defaults.autoJoinEnabled, joinBufferMinutes: defaults.joinBufferMinutes },
  ...{ excludedKeywords: [], includedDomains: [] },
})

const policiesShown = ({ rules, authors, version }: KeptPolicies) => ({
  ...{ rules, authors: [...authors], version, proposed },
})

const asShown = (
  { setAt: _, isDormant: __, ...rules }: KeptPreferences,
  policies: KeptPolicies,
): z.infer<typeof KeptRules> => ({
  ...rules,
  excludedKeywords: [...rules.excludedKeywords],
  requiredKeywords: [...rules.requiredKeywords],
  includedDomains: [...rules.includedDomains],
  excludedDomains: [...rules.excludedDomains],
  workingHours: rules.workingHours && { ...rules.workingHours, days: [...rules.workingHours.days] },
  warnings: warnAboutRules(rules, policies),
})
