/** The file of rules that `liveconvo explain` is given: a person's rules, and beside them whatever else counts. */
import {
  defaults,
  noOverrides,
  noPolicies,
  type Overrides,
  type Policies,
  type Preferences,
} from '../src/calendar/deciding/rules.ts'
import { Wrong } from './command.ts'

export type GivenRules = {
  owner: string | null
  rules: Preferences
  overrides: Overrides
  policies: Policies
}

type Fields = Record<string, unknown>

/** Either the rules alone, or `{ owner, rules, overrides, policies }`. Throws Wrong with the name of what is not right. */
export function readRules(text: string): GivenRules {
  const given = objectOf(parse(text), 'the file')
  const { owner = null, rules, overrides = {}, policies = {} } = 'rules' in given ? given : { rules: given }
  if (owner !== null && typeof owner !== 'string')
    throw new Wrong('The rules: owner must be an e-mail address')
  const { locked = {}, ...others } = objectOf(policies, 'policies')
  return {
    owner: owner?.toLowerCase() ?? null,
    rules: filled(defaults, rules, 'rules'),
    overrides: filled(noOverrides, overrides, 'overrides'),
    policies: {
      ...filled(noPolicies, others, 'policies'),
      locked: onlyKnown(defaults, objectOf(locked, 'policies.locked'), 'policies.locked'),
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Wrong(
      `The rules are not JSON: ${error instanceof Error ? error.message : 'they cannot be read'}`,
    )
  }
}

function objectOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Wrong(`The rules: ${what} must be an object`)
  return { ...value }
}

/** What is given, in place of what stands there by itself. */
const filled = <T extends object>(standard: T, given: unknown, what: string): T => ({
  ...standard,
  ...onlyKnown(standard, objectOf(given, what), what),
})

function onlyKnown<T extends object>(standard: T, given: Fields, what: string): Partial<T> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(standard, name))
      throw new Wrong(`The rules: ${what} has no '${name}'. It may have ${Object.keys(standard).join(', ')}`)
    const wrong = wrongType((standard as Fields)[name], value) // hasOwn has made sure of it
    if (wrong) throw new Wrong(`The rules: ${what}.${name} must be ${wrong}`)
  }
  return given as Partial<T> // each name is known, and each value of its type
}

/** What it must be in place of what it is; null where it is right. A rule that may be null stands at null by itself. */
function wrongType(standard: unknown, value: unknown): string | null {
  if (standard === null)
    return typeof value === 'string' || isMissingOr(value) ? null : 'a number, an object or null'
  if (Array.isArray(standard)) return isTexts(value) ? null : 'a list of texts'
  return typeof value === typeof standard ? null : `a ${typeof standard}`
}

const isMissingOr = (value: unknown) =>
  value === null || ['number', 'boolean'].includes(typeof value) || isHours(value)
const isHours = (value: unknown) =>
  typeof value === 'object' && value !== null && 'days' in value && Array.isArray(value.days)
const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string')
