/**
 * Brings the world closer to our row: read and claim → commit → one call to Recall → write what was agreed. Each turn
 * is claimed with a number and a lease, so that of two workers only one's answer counts; a worker that dies is
 * followed by another when the lease ends. The intent stands in the row before the call is made.
 */
import { claim } from '#bots/converging/claim-turn.ts'
import { type Answer, perform } from '#bots/converging/perform.ts'
import { saveAnswer } from '#bots/converging/save-answer.ts'
import { type BotNeeds, DUE } from '#bots/types.ts'
import { wake } from '#lib/wake.ts'

/** One wish rarely takes more calls than this; what is left over is due again at once. */
const MAX_TURNS = 6

/** Running it twice, or for a bot that agrees already, is harmless. Without Recall the wish simply stays. */
export async function converge(needs: BotNeeds, organizationId: string, botId: string): Promise<void> {
  const { db, recall } = needs
  if (!recall) return
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const claimed = await db.asSystem((tx) => claim(tx, needs, { organizationId, botId }))
    if (claimed === null) break
    const answer: Answer = await perform({ ...needs, recall }, claimed) // no transaction is open here
    await db.asSystem((tx) => saveAnswer(tx, needs, claimed, answer))
  }
  wake(db, DUE) // whatever is due later, or a successor that is due now
}
