/** After a call: what the stream lost of who came, left and wrote comes from the finished recording. */
import { z } from 'zod'
import { keepSeen } from '#bots/life/people-seen.ts'
import type { BotNeeds } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import { Refusal } from '#lib/errors.ts'

const ASK_AGAIN_SECONDS = 20

/** What was streamed is known already, and stays. */
export const completePeopleJob = defineJob({
  name: 'bots.people',
  input: z.object({ organizationId: z.uuid(), botId: z.uuid() }),
  retry: { limit: 3, delaySeconds: ASK_AGAIN_SECONDS },
  async run({ db, clock, recall }: BotNeeds, { organizationId, botId }) {
    const recallBotId = await db.asOrganization(organizationId, (tx) => recallIdOf(tx, botId))
    if (!recallBotId || !recall) return
    const seen = await recall.readPeople(recallBotId)
    if (seen === 'not_ready')
      throw new Refusal('provider_unavailable', 'The list of participants is still being made', {
        retryAfterSeconds: ASK_AGAIN_SECONDS,
      })
    if (seen) await db.asOrganization(organizationId, (tx) => keepSeen(tx, clock, botId, seen))
  },
})

async function recallIdOf(tx: OrganizationTx, botId: string): Promise<string | null> {
  const bot = await tx.selectFrom('bots').select('recallBotId').where('id', '=', botId).executeTakeFirst()
  return bot?.recallBotId ?? null
}

/** Reaction to a finished transcript: the list of participants is finished with it. */
export const completePeople = (
  tx: OrganizationTx,
  { jobs }: { jobs: Queue },
  { organizationId, botId }: { organizationId: string; botId: string },
) => jobs.add(tx, completePeopleJob, { organizationId, botId })
