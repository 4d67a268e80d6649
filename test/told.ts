/** What is written of a meeting that a bot was in, and what Recall tells of it out of turn. */
import { newId } from '#lib/ids.ts'
import { handleAll } from '#webhooks/handle.ts'
import { inbound } from '../src/switchboard.ts'
import type { Meeting } from './bots.ts'
import type { BotsRoom } from './bots-room.ts'

export const commands = ({ see }: Meeting) => see((tx) => tx.selectFrom('botCommands').selectAll().execute())
export const consents = ({ see }: Meeting) =>
  see((tx) =>
    tx
      .selectFrom('sessionConsents')
      .select(['kind', 'saidBy', 'consequence'])
      .orderBy('occurredAt')
      .execute(),
  )
export const lines = async ({ see }: Meeting) =>
  (await see((tx) => tx.selectFrom('transcripts').select('id').execute())).length

export const said = ({ see }: Meeting) =>
  see((tx) =>
    tx
      .selectFrom('transcripts')
      .select(['id', 'startTimeSeconds as start'])
      .orderBy('sequenceNumber')
      .execute(),
  )

export const recordedFrom = async ({ see }: Meeting) =>
  (await see((tx) => tx.selectFrom('sessions').select('recordingStartedAt').executeTakeFirst()))
    ?.recordingStartedAt

/** As the drain hands it over; returns the outcome. */
export async function deliver(room: BotsRoom, body: { event: string; data: object }) {
  const claimed = {
    ...{ id: 1, sender: 'recall', messageId: newId(), eventType: body.event, headers: {}, attempts: 1 },
    ...{ body: Buffer.from(JSON.stringify(body)), receivedAt: room.clock.now() },
  }
  const [ended] = await room.db.asSystem((tx) => handleAll(tx, { ...room.needs, inbound }, [claimed]))
  return ended?.outcome
}
