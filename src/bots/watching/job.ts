/** The look at a bot, as a job: the due timer asks for it on the second. */
import { z } from 'zod'
import type { BotNeeds } from '#bots/types.ts'
import { lookAtBot } from '#bots/watching/look-at-bot.ts'
import { defineJob } from '#jobs/define.ts'

export const lookAtBotJob = defineJob({
  name: 'bots.look',
  input: z.object({ organizationId: z.uuid(), botId: z.uuid() }),
  run: (needs: BotNeeds, { organizationId, botId }) => lookAtBot(needs, organizationId, botId),
})
