/** What people set: a person's rules, their word about one meeting or series, and what an organization decides for all. */

export const scopes = ['all', 'organized_by_me', 'external_only', 'internal_only', 'accepted_only'] as const
export type Scope = (typeof scopes)[number]

/** Days are 1 for Monday to 7 for Sunday; times are "HH:MM" in the zone. Until an earlier hour means overnight. */
export type WorkingHours = { timeZone: string; days: readonly number[]; from: string; to: string }

/** A person's rules. What is absent stands as in `defaults`. */
export type Preferences = {
  /** The main switch: off means that nothing is joined by itself. */
  autoJoinEnabled: boolean
  /** How long before the start the bot comes. */
  joinBufferMinutes: number
  excludedKeywords: readonly string[]
  /** A domain, `*.domain` for it and everything below, or a person's address. Empty: everybody. */
  includedDomains: readonly string[]
  excludedDomains?: readonly string[]
  /** At least one of these words has to be there. Empty: no word is needed. */
  requiredKeywords?: readonly string[]
  keywordScope?: 'title' | 'title_and_description'
  autoJoinScope?: Scope
  /** How many people are invited, oneself included, rooms not. null: any number. */
  minInvitees?: number | null
  maxInvitees?: number | null
  /** Longer meetings are left alone. null: any length. */
  maxMinutes?: number | null
  workingHours?: WorkingHours | null
  /** Answered with "maybe". */
  joinTentative?: boolean
  /** Marked as not blocking one's time. */
  joinFree?: boolean
  joinPrivate?: boolean
  /** With nobody else in it, or nobody who has not declined. */
  joinSolo?: boolean
  /** Invited as somebody who need not come. */
  joinOptional?: boolean
  /** Seen in a colleague's shared calendar, without being invited. */
  joinNotInvited?: boolean
  /** Made by the provider out of an e-mail, such as a booking. */
  joinFromMail?: boolean
  /** Already running when it was first seen. */
  joinRunning?: boolean
  /** The account has not been used for 30 days: it pauses itself. Nobody sets this; it is a fact about the person. */
  isDormant?: boolean
}
export type Rules = Required<Preferences>
export type RuleName = keyof Preferences

export const defaults: Rules = {
  autoJoinEnabled: true,
  joinBufferMinutes: 2,
  excludedKeywords: [],
  includedDomains: [],
  excludedDomains: [],
  requiredKeywords: [],
  keywordScope: 'title',
  autoJoinScope: 'all',
  minInvitees: null,
  maxInvitees: null,
  maxMinutes: null,
  workingHours: null,
  joinTentative: true,
  joinFree: false,
  joinPrivate: false,
  joinSolo: true,
  joinOptional: true,
  joinNotInvited: false,
  joinFromMail: false,
  joinRunning: true,
  isDormant: false,
}

/** A person's own word; null where they leave it to their rules. */
export type Override = boolean | null
/** About this one meeting, and about the series that it belongs to. The nearer word counts. */
export type Overrides = { event: Override; series: Override }
export const noOverrides: Overrides = { event: null, series: null }

export const conflicts = ['any_yes', 'organizer_decides', 'any_veto_blocks'] as const
export type Conflict = (typeof conflicts)[number]

export const whenUnreadables = ['keep_a_day', 'call_off'] as const
export type WhenUnreadable = (typeof whenUnreadables)[number]

/** What the organization decides for everybody in it. */
export type Policies = {
  /** Rules that an admin has set and locked: they stand in place of the person's, and no wish of a person beats them. */
  locked: Partial<Preferences>
  /** The admin's name, to be shown beside what is locked. */
  lockedBy: string | null
  /** Meetings with these words are never joined, whatever anybody wishes. */
  neverKeywords: readonly string[]
  /** Nor those with somebody of these domains or addresses. */
  neverDomains: readonly string[]
  /** People who have refused to be recorded, as an admin was told: by address or domain. */
  refusals: readonly string[]
  /** People who have asked themselves never to be recorded, by address. */
  objections: readonly string[]
  /** Whose people count as colleagues. A domain, or `*.domain`. The person's own domain always does. */
  internalDomains: readonly string[]
  /** Who is heard when colleagues want different things. */
  conflict: Conflict
  /** What becomes of planned bots whose calendar cannot be read any more: they stay for a day, or go at once. */
  whenUnreadable: WhenUnreadable
  /** How far ahead a bot is wished for. */
  horizonDays: number
  /** A meeting that ends sooner than this is not joined any more. */
  shortestMinutes: number
}

export const noPolicies: Policies = {
  locked: {},
  lockedBy: null,
  neverKeywords: [],
  neverDomains: [],
  refusals: [],
  objections: [],
  internalDomains: [],
  conflict: 'any_yes',
  whenUnreadable: 'keep_a_day',
  horizonDays: 28,
  shortestMinutes: 3,
}

/** The rules that count for a person: theirs, and in place of those the ones that the organization has locked. */
export const rulesFor = (preferences: Preferences, { locked }: Pick<Policies, 'locked'>): Rules => ({
  ...defaults,
  ...preferences,
  ...locked,
})
