/** What an admin sets for everybody: kept with their name, and everybody's coming meetings are decided anew. */
import { decideForEverybody } from '#calendar/rules/decide-for-everybody.ts'
import { type KeptPolicies, policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationRules } from '#calendar/rules/rule-shapes.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Needs = { jobs: Queue; clock: Clock }
type Admin = { organizationId: string; userId: string }

/** The whole set: what is left out is everybody's own again. A setting that stays as it is keeps its author. */
export async function savePolicies(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId, rules }: Admin & { rules: OrganizationRules },
): Promise<KeptPolicies> {
  const { rules: before } = await policiesOf(tx)
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
