/** Doing what a bot was asked: one call to Recall under the command's own key, and what came of it. */
import { z } from 'zod'
import { eraseIfObjected } from '#bots/commands/erase-if-objected.ts'
import { greetingOf } from '#bots/manners/greeting.ts'
import { introductionOf } from '#bots/manners/introduction.ts'
import { stopUrlOf } from '#bots/manners/stop-token.ts'
import type { Recall } from '#bots/recall/recall.ts'
import { type BotNeeds, ENDED } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { defineJob } from '#jobs/define.ts'
import { isRefusal } from '#lib/errors.ts'

type Planned = NonNullable<Awaited<ReturnType<typeof load>>>
const NOT_POSSIBLE = 'The bot is not in a state in which it could do that'
/** Worth another try by the queue; anything else is a no. */
const PASSING = ['provider_unavailable', 'provider_rate_limited', 'provider_busy']

export const runCommandJob = defineJob({
  name: 'bots.command',
  input: z.object({ organizationId: z.uuid(), commandId: z.uuid() }),
  retry: { limit: 8, delaySeconds: 5 },
  async run(needs: BotNeeds, { organizationId, commandId }) {
    const { db, recall } = needs
    const command = await db.asOrganization(organizationId, (tx) => load(tx, commandId))
    if (!command || !recall) return
    const outcome = await perform(needs, recall, command).catch((error: unknown) => {
      if (!isRefusal(error) || PASSING.includes(error.code)) throw error
      return { status: 'refused' as const, detail: error.message }
    })
    await db.asOrganization(organizationId, (tx) => save(tx, needs, command, outcome))
  },
})

/** What is still to be done now: media can only be deleted once the bot is back. */
async function load(tx: OrganizationTx, commandId: string) {
  const row = await tx
    .selectFrom('botCommands as command')
    .innerJoin('bots', 'bots.id', 'command.botId')
    .selectAll('command')
    .select(['bots.recallBotId', 'bots.state as botState', 'bots.userId as ownerId'])
    .where('command.id', '=', commandId)
    .where('command.status', '=', 'planned')
    .executeTakeFirst()
  if (!row?.recallBotId) return null
  const isTooEarly = row.kind === 'delete_media' && !ENDED.includes(row.botState)
  if (isTooEarly) return null
  const introduction = await introductionOf(tx, { userId: row.ownerId })
  return { ...row, recallBotId: row.recallBotId, introduction }
}

/** A message without words is the bot's introduction. */
const helloOf = (needs: BotNeeds, { organizationId, sessionId, introduction }: Planned) =>
  greetingOf(introduction.botName, introduction.calledBy, stopUrlOf(needs, { organizationId, sessionId }))

type Outcome = { status: 'done' | 'refused'; detail: string }

async function perform(needs: BotNeeds, recall: Recall, command: Planned): Promise<Outcome> {
  const { kind, recallBotId, id } = command
  const asked = (answer: 'done' | 'not_possible', detail: string): Outcome =>
    answer === 'done' ? { status: 'done', detail } : { status: 'refused', detail: NOT_POSSIBLE }
  switch (kind) {
    case 'pause':
      return asked(await recall.pauseRecording(recallBotId), 'The recording is paused')
    case 'resume':
      return asked(await recall.resumeRecording(recallBotId), 'The recording goes on')
    case 'chat':
      await recall.sendChat(recallBotId, command.message ?? helloOf(needs, command), id)
      return { status: 'done', detail: 'The message was handed to the meeting' }
    case 'delete_media': {
      const answer = await recall.deleteMedia(recallBotId)
      const detail = answer === 'deleted' ? 'deleted' : 'gone already'
      return { status: 'done', detail: `Recall has ${detail}: everything that bot ${recallBotId} recorded` }
    }
  }
}

async function save(tx: OrganizationTx, needs: BotNeeds, command: Planned, { status, detail }: Outcome) {
  const { organizationId, botId, sessionId } = command
  const now = needs.clock.now()
  await tx
    .updateTable('botCommands')
    .set({ status, detail, doneAt: now, updatedAt: now })
    .where('id', '=', command.id)
    .execute()
  if (command.kind === 'delete_media' && status === 'done') await eraseIfObjected(tx, needs.clock, command)
  emit(tx, 'bot.changed', { organizationId, botId, sessionId })
}
