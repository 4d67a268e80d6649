/** After the media are gone: the ledger says so, and where a participant's no asked for it, so do our own words. */
import { noteConsent } from '#bots/manners/consents.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { eraseRecorded } from '#sessions/record/erase-recorded.ts'

type Command = { organizationId: string; sessionId: string; botId: string; userId: string | null }

/** Words that came between the no and the bot's leaving are caught here. */
export async function eraseIfObjected(tx: OrganizationTx, clock: Clock, command: Command): Promise<void> {
  const { organizationId, sessionId, botId, userId } = command
  if (userId === null) await eraseRecorded(tx, clock, { organizationId, sessionId })
  const consequence =
    userId === null
      ? 'What was recorded was deleted, at Recall and here.'
      : 'The audio and video were deleted at Recall; the written record stays.'
  const saidBy = userId === null ? 'participant' : 'member'
  await noteConsent(tx, clock, { organizationId, sessionId, botId, kind: 'deleted', saidBy, consequence })
}
