/** What may be said in a rule, checked at the door: the API takes it in this shape, and policies are stored in it. */
import { IANAZone } from 'luxon'
import { z } from 'zod'
import { conflicts, defaults, scopes, whenUnreadables } from '#calendar/deciding/rules.ts'

const MOST_WORDS = 100
const words = z.array(z.string().trim().min(1).max(100)).max(MOST_WORDS)

const DOMAIN = String.raw`[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`
const someone = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(new RegExp(`^(?:\\*\\.|[^\\s@]+@)?${DOMAIN}$`, 'u'), 'must be a domain or an address')
const people = z.array(someone).max(MOST_WORDS)

const count = z.number().int().min(1).max(1_000).nullable()
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')
export const TimeZone = z.string().refine((zone) => IANAZone.isValidZone(zone), 'is not a time zone')
const workingHours = z
  .object({
    timeZone: TimeZone,
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7).meta({ description: '1 is Monday' }),
    from: timeOfDay,
    to: timeOfDay.meta({ description: 'an earlier hour than `from` means overnight' }),
  })
  .nullable()

const shapes = {
  autoJoinEnabled: z.boolean().meta({ description: 'off: nothing is joined by itself' }),
  joinBufferMinutes: z.number().int().min(0).max(15),
  excludedKeywords: words,
  requiredKeywords: words.meta({ description: 'at least one has to be there; empty: none is needed' }),
  keywordScope: z.enum(['title', 'title_and_description']),
  includedDomains: people.meta({
    description: 'example.com, *.example.com for what is below too, or an address; empty: everybody',
  }),
  excludedDomains: people,
  autoJoinScope: z.enum(scopes),
  minInvitees: count,
  maxInvitees: count,
  maxMinutes: z.number().int().min(1).max(10_080).nullable(),
  workingHours,
  joinTentative: z.boolean(),
  joinFree: z.boolean().meta({ description: 'events that do not block time' }),
  joinPrivate: z.boolean(),
  joinSolo: z.boolean().meta({ description: 'with nobody else in it' }),
  joinOptional: z.boolean().meta({ description: 'invited as somebody who need not come' }),
  joinNotInvited: z.boolean().meta({ description: "seen in a colleague's calendar" }),
  joinFromMail: z.boolean().meta({ description: 'made by the provider out of an e-mail' }),
  joinRunning: z.boolean().meta({ description: 'already running when first seen' }),
}

const standard = <S extends z.ZodType>(shape: S, value: z.input<S>) => z.prefault(shape, value)

/** A person's rules, as they are shown. */
export const rulesShape = z.object(shapes)

/** A person's rules, as they are saved: beyond the first four, what is left out is as it is proposed. */
export const rulesToSave = z.object({
  ...shapes,
  requiredKeywords: standard(shapes.requiredKeywords, []),
  keywordScope: standard(shapes.keywordScope, defaults.keywordScope),
  excludedDomains: standard(shapes.excludedDomains, []),
  autoJoinScope: standard(shapes.autoJoinScope, defaults.autoJoinScope),
  minInvitees: standard(shapes.minInvitees, defaults.minInvitees),
  maxInvitees: standard(shapes.maxInvitees, defaults.maxInvitees),
  maxMinutes: standard(shapes.maxMinutes, defaults.maxMinutes),
  workingHours: standard(shapes.workingHours, null),
  joinTentative: standard(shapes.joinTentative, defaults.joinTentative),
  joinFree: standard(shapes.joinFree, defaults.joinFree),
  joinPrivate: standard(shapes.joinPrivate, defaults.joinPrivate),
  joinSolo: standard(shapes.joinSolo, defaults.joinSolo),
  joinOptional: standard(shapes.joinOptional, defaults.joinOptional),
  joinNotInvited: standard(shapes.joinNotInvited, defaults.joinNotInvited),
  joinFromMail: standard(shapes.joinFromMail, defaults.joinFromMail),
  joinRunning: standard(shapes.joinRunning, defaults.joinRunning),
})
export type SavedRules = z.output<typeof rulesToSave>

type Lockable = { [Name in keyof typeof shapes]: z.ZodExactOptional<(typeof shapes)[Name]> }
const lockable = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => [name, z.exactOptional(shape)]),
) as Lockable // the same names, each of them optional

/** What an organization sets for everybody; a rule that is left out is each person's own. */
export const organizationRules = z.object({
  ...lockable,
  neverKeywords: z.exactOptional(words).meta({ description: 'never joined, whatever anybody wishes' }),
  neverDomains: z.exactOptional(people),
  refusals: z.exactOptional(people).meta({ description: 'people who have refused to be recorded' }),
  internalDomains: z.exactOptional(people).meta({ description: 'whose people count as colleagues' }),
  conflict: z.exactOptional(z.enum(conflicts)),
  whenUnreadable: z.exactOptional(z.enum(whenUnreadables)).meta({
    description:
      'planned bots of a calendar that cannot be read any more: kept for a day, or called off at once',
  }),
})
export type OrganizationRules = z.output<typeof organizationRules>
