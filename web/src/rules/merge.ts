/** Two admins at the same rules: what the other one changed, and how one's own changes go on top of it. */
import type { OrganizationRules } from '../queries.ts'

type Name = keyof OrganizationRules

/** One's own changes since `base`, put on top of `theirs`. Words that both added or took away all count. */
export function onTopOf(base: OrganizationRules, mine: OrganizationRules, theirs: OrganizationRules) {
  const merged = { ...theirs, ...Object.fromEntries(changedIn(base, mine).map((name) => [name, both(name)])) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))

  function both(name: Name): unknown {
    const lists = [base[name] ?? [], mine[name], theirs[name]]
    if (!lists.every(areWords)) return mine[name]
    const [before = [], wanted = [], standing = []] = lists
    const kept = standing.filter((word) => wanted.includes(word) || !before.includes(word))
    return [...new Set([...kept, ...wanted.filter((word) => !before.includes(word))])]
  }
}

/** What was set, changed or left to each person between the two. */
export const changedIn = (before: OrganizationRules, after: OrganizationRules): Name[] =>
  (Object.keys(names) as Name[]) // the table below has every name
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))

export const nameOf = (name: Name): string => names[name]

const areWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string')

const names: Record<Name, string> = {
  autoJoinEnabled: 'joining by itself',
  autoJoinScope: 'which meetings are joined',
  joinBufferMinutes: 'when the bot arrives',
  excludedKeywords: 'words that keep the bot out',
  requiredKeywords: 'words that have to be there',
  keywordScope: 'where words are looked for',
  includedDomains: 'who has to be invited',
  excludedDomains: 'who must not be invited',
  minInvitees: 'how many people at least',
  maxInvitees: 'how many people at most',
  maxMinutes: 'how long a meeting may be',
  workingHours: 'at which times',
  joinTentative: 'meetings answered with “maybe”',
  joinFree: 'what does not block time',
  joinPrivate: 'private meetings',
  joinSolo: 'meetings with nobody else',
  joinOptional: 'meetings where one is optional',
  joinNotInvited: 'what stands in a colleague’s calendar',
  joinFromMail: 'what was made out of an e-mail',
  joinRunning: 'what has already begun',
  neverKeywords: 'words that are never recorded',
  neverDomains: 'domains that are never recorded',
  refusals: 'who has refused to be recorded',
  internalDomains: 'who counts as a colleague',
  conflict: 'what happens when colleagues disagree',
  whenUnreadable: 'what happens when a calendar cannot be read',
}
