/** What the organization's admins have set for everybody: one row per setting, each with its author. */
import { createHash } from 'node:crypto'
import type { DateTime } from 'luxon'
import { noPolicies, type Policies } from '#calendar/deciding/rules.ts'
import { type OrganizationRules, organizationRules } from '#calendar/rules/rule-shapes.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'

/** One setting with who set it and when. */
export type Policy = { setting: string; setBy: string; setAt: DateTime }
export type KeptPolicies = Policies & {
  /** What was set, and nothing else. */
  rules: OrganizationRules
  /** Who set what. */
  authors: readonly Policy[]
  setAt: DateTime | null
  /** Another one as soon as anything that was set is another. */
  version: string
}

/** The organization's policies, as decisions read them. */
export async function policiesOf(tx: OrganizationTx): Promise<KeptPolicies> {
  const rows = await tx
    .selectFrom('calendarPolicies as policy')
    .leftJoin('organizationPeople as person', 'person.userId', 'policy.setByUserId')
    .select(['policy.setting', 'policy.value', 'policy.updatedAt', 'person.fullName', 'person.email'])
    .orderBy('policy.updatedAt')
    .orderBy('policy.setting')
    .execute()
  const rules = organizationRules.parse(
    Object.fromEntries(rows.map(({ setting, value }) => [setting, value])),
  )
  const authors = rows.map(({ setting, updatedAt, fullName, email }) => ({
    setting,
    setBy: fullName ?? email ?? 'somebody who has left',
    setAt: updatedAt,
  }))
  return {
    ...inForce(rules, authors.at(-1)?.setBy ?? null),
    objections: await objectionsOf(tx),
    rules,
    authors,
    setAt: authors.at(-1)?.setAt ?? null,
    version: versionOf(rules),
  }
}

const VERSION_LENGTH = 16

function versionOf(rules: OrganizationRules): string {
  const inOrder = Object.entries(rules).sort(([one], [other]) => one.localeCompare(other))
  return createHash('sha256').update(json(inOrder)).digest('hex').slice(0, VERSION_LENGTH)
}

/** Who has asked, through the link of a letter, never to be recorded by this organization. */
async function objectionsOf(tx: OrganizationTx): Promise<string[]> {
  const rows = await tx.selectFrom('recordingObjections').select('email').orderBy('email').execute()
  return rows.map(({ email }) => email)
}

/** The same as decisions read them, without what nobody sets; also for rules that are only tried out. */
export function inForce(rules: OrganizationRules, lockedBy: string | null): Policies {
  const { neverKeywords, neverDomains, internalDomains, refusals, conflict, whenUnreadable, ...locked } =
    rules
  return {
    ...noPolicies,
    locked,
    lockedBy,
    neverKeywords: neverKeywords ?? [],
    neverDomains: neverDomains ?? [],
    internalDomains: internalDomains ?? [],
    refusals: refusals ?? [],
    conflict: conflict ?? noPolicies.conflict,
    whenUnreadable: whenUnreadable ?? noPolicies.whenUnreadable,
  }
}
