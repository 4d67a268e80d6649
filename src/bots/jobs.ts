/** What the bots room does later. */
import { z } from 'zod'
import { converge } from '#bots/converging/converge.ts'
import type { BotNeeds } from '#bots/types.ts'
import { defineJob } from '#jobs/define.ts'

/** Make Recall agree with our row. Running it twice is harmless, so add it whenever in doubt. */
export const convergeBot = defineJob({
  name: 'bots.converge',
  input: z.object({ organizationId: z.uuid(), botId: z.uuid() }),
  run: (needs: BotNeeds, { organizationId, botId }) => converge(needs, organizationId, botId),
})
