/** What is odd about rules, said while they are being written. They may be saved all the same. */
import { isFreeMail } from '#calendar/deciding/addresses.ts'
import { contradictionIn } from '#calendar/deciding/contradictions.ts'
import {
  defaults,
  type Policies,
  type Preferences,
  type RuleName,
  rulesFor,
} from '#calendar/deciding/rules.ts'
import { fold } from '#calendar/deciding/words.ts'

export type Warning = {
  /** The rule that it stands beside; null where it is about all of them. */
  rule: RuleName | null
  sentence: string
}

/** Empty where all is well. */
export function warnAboutRules(preferences: Preferences, policies: Pick<Policies, 'locked'>): Warning[] {
  const own = { ...defaults, ...preferences }
  const contradiction = contradictionIn(rulesFor(preferences, policies))
  return [
    ...(contradiction === null
      ? []
      : [{ rule: null, sentence: `No meeting can meet these rules: ${contradiction}` }]),
    ...inBoth(own.includedDomains, own.excludedDomains, 'excludedDomains'),
    ...inBoth(own.requiredKeywords, own.excludedKeywords, 'excludedKeywords'),
    ...own.includedDomains.filter(isEverybodysMail).map(aboutFreeMail),
    ...overruled(preferences, policies),
  ]
}

function inBoth(wanted: readonly string[], refused: readonly string[], rule: RuleName): Warning[] {
  const no = new Set(refused.map(fold))
  return wanted
    .filter((word) => no.has(fold(word)))
    .map((word) => ({ rule, sentence: `“${word}” is asked for and excluded: excluding wins` }))
}

const isEverybodysMail = (entry: string) => !entry.includes('@') && isFreeMail(entry.replace(/^\*\./, ''))
const aboutFreeMail = (domain: string): Warning => ({
  rule: 'includedDomains',
  sentence: `Anybody can have an address at ${domain}: name the person instead, such as ana@${domain.replace(/^\*\./, '')}`,
})

/** A rule of one's own that an admin has locked to something else does nothing. */
function overruled(preferences: Preferences, { locked }: Pick<Policies, 'locked'>): Warning[] {
  const own: Preferences = { ...defaults, ...preferences }
  return (Object.keys(locked) as RuleName[]) // the keys of `locked` are names of rules
    .filter((rule) => JSON.stringify(own[rule]) !== JSON.stringify(locked[rule]))
    .map((rule) => ({ rule, sentence: 'Your organization has set this for everybody: yours does not count' }))
}
