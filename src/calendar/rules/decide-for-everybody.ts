/** Something that counts for the whole organization has changed: everybody's coming meetings are decided anew. */
import { z } from 'zod'
import { decideAnew } from '#calendar/rules/decide-anew.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }

/** One job for each person: an organization may be large, and one person's trouble is not another's. */
export async function decideForEverybody(
  tx: OrganizationTx,
  { jobs }: Pick<Needs, 'jobs'>,
  organizationId: string,
): Promise<void> {
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

/** Reaction to `objections.changed`. */
export const followObjections = (
  tx: OrganizationTx,
  needs: Pick<Needs, 'jobs'>,
  { organizationId }: { organizationId: string },
) => decideForEverybody(tx, needs, organizationId)
