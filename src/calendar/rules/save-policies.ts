/** What an admin sets for everybody: kept with their name, and everybody's coming meetings are decided anew. */
import { sql } from 'kysely'
import { decideForEverybody } from '#calendar/rules/decide-for-everybody.ts'
import { type KeptPolicies, policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationRules } from '#calendar/rules/rule-shapes.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

type Needs = { jobs: Queue; clock: Clock }
type Admin = { organizationId: string; userId: string }

const SET_MEANWHILE =
  'What is set for everybody was changed after you had read it. Nothing of yours was saved.'

/** `readAs`: the version that the admin had before their eyes; without it, theirs replaces whatever stands. */
type Wanted = Admin & { rules: OrganizationRules; readAs?: string | undefined }

/**
 * The whole set: what is left out is everybody's own again. A setting that stays as it is keeps its author.
 * Throws Refusal(conflict) where somebody else has set something since `readAs`.
 */
export async function savePolicies(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId, rules, readAs }: Wanted,
): Promise<KeptPolicies> {
  await oneAtATime(tx, organizationId)
  const standing = await policiesOf(tx)
  if (readAs !== undefined && readAs !== standing.version) throw new Refusal('conflict', SET_MEANWHILE)
  const { rules: before } = standing
  const wanted = new Map<string, unknown>(Object.entries(rules))
  const gone = Object.keys(before).filter((setting) => !wanted.has(setting))
  if (gone.length > 0) await tx.deleteFrom('calendarPolicies').where('setting', 'in', gone).execute()
  const kept = new Map<string, unknown>(Object.entries(before))
  for (const [setting, value] of wanted)
    if (json(kept.get(setting) ?? null) !== json(value) || !kept.has(setting))
      await keep(tx, needs, { organizationId, userId, setting, value: json(value) })
  emit(tx, 'policies.changed', { organizationId })
  await decideForEverybody(tx, needs, organizationId)
  return policiesOf(tx)
}

/** Two admins who save in the same moment: the second one sees what the first has set. */
const oneAtATime = (tx: OrganizationTx, organizationId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`policies ${organizationId}`}, 0))`.execute(tx)

async function keep(
  tx: OrganizationTx,
  { clock }: Needs,
  { organizationId, userId, setting, value }: Admin & { setting: string; value: string },
): Promise<void> {
  const now = clock.now()
  const said = { value, setByUserId: userId, updatedAt: now }
  await tx
    .insertInto('calendarPolicies')
    .values({ organizationId, id: newId(), setting, ...said, createdAt: now })
    .onConflict((conflict) => conflict.columns(['organizationId', 'setting']).doUpdateSet(said))
    .execute()
}
