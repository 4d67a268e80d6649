/** What an admin sets for everybody: kept with their name, and everybody's coming meetings are decided anew. */

import { z } from 'zod'
import { decideAnew } from '#calendar/rules/decide-anew.ts'
import { type KeptPolicies, policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationRules } from '#calendar/rules/rule-shapes.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { emit } from '#events/events.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
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

/** One job for each person: an organization may be large, and one person's trouble is not another's. */
async function decideForEverybody(tx: OrganizationTx, { jobs }: Needs, organizationId: string) {
  const people = await tx.selectFrom('calendarPreferences').select('userId').execute()
  for (const { userId } of people) {
    await jobs.add(tx, decideForPerson, { organizationId, userId })
    emit(tx, 'preferences.changed', { organizationId, userId })
  }
}

export const decideForPerson = defineJob({
  name: 'calendar.decide_anew',
  input: z.object({ organizationId: z.uuid(), userId: z.uuid() }),

  run: (needs: Needs & { db: Db }, person) =>
    needs.db.asOrganization(person.organizationId, (tx) => decideAnew(tx, needs, person)),
})
