/** Messages about what was recorded: noted per recording; a finished transcript is what the pipeline waits for. */
import { ArtifactMessage } from '#bots/life/messages.ts'
import { NOT_OURS, whoseBot } from '#bots/life/whose-bot.ts'
import { lockBot } from '#bots/store.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { type Message, type Outcome, parkedAsUnreadable } from '#events/inbound.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Needs = { clock: Clock }
/** A late 'processing' does not undo a 'done'. */
const ORDER = ['processing', 'paused', 'failed', 'done', 'deleted']

/** Handler of `recall/recording.*`. */
export const takeRecording = (tx: SystemTx, needs: Needs, message: Message) =>
  take(tx, needs, message, 'recording')
/** Handler of `recall/transcript.*`. */
export const takeTranscript = (tx: SystemTx, needs: Needs, message: Message) =>
  take(tx, needs, message, 'transcript')

async function take(
  tx: SystemTx,
  needs: Needs,
  { payload }: Message,
  kind: 'recording' | 'transcript',
): Promise<Outcome> {
  const read = ArtifactMessage.safeParse(payload)
  if (!read.success) return parkedAsUnreadable(read.error)
  const { bot, recording, data: status } = read.data.data
  const ours = bot && (await whoseBot(tx, needs.clock, bot))
  if (!ours) return NOT_OURS
  const said = { recordingId: recording.id, kind, code: status.code }
  return within(tx, ours.organizationId, (tx) => note(tx, needs, ours.botId, said))
}

type Said = { recordingId: string; kind: 'recording' | 'transcript'; code: string }

async function note(tx: OrganizationTx, { clock }: Needs, botId: string, said: Said): Promise<Outcome> {
  const bot = await lockBot(tx, botId)
  if (!bot) return NOT_OURS
  const { organizationId, sessionId } = bot
  const before = await tx
    .selectFrom('botRecordings')
    .select(['recordingStatus', 'transcriptStatus'])
    .where('botId', '=', botId)
    .where('recordingId', '=', said.recordingId)
    .executeTakeFirst()
  const status = {
    recordingStatus: before?.recordingStatus ?? 'processing',
    transcriptStatus: before?.transcriptStatus ?? null,
  }
  const column = said.kind === 'recording' ? 'recordingStatus' : 'transcriptStatus'
  if (before && ORDER.indexOf(status[column] ?? '') >= ORDER.indexOf(said.code))
    return 'ignored: known already'
  status[column] = said.code
  const row = { organizationId, botId, sessionId, recordingId: said.recordingId, ...status }
  await tx
    .insertInto('botRecordings')
    .values({ id: newId(), ...row, createdAt: clock.now(), updatedAt: clock.now() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'botId', 'recordingId'])
        .doUpdateSet({ ...status, updatedAt: clock.now() }),
    )
    .execute()
  if (said.kind === 'transcript' && said.code === 'done')
    emit(tx, 'transcript.ready', { organizationId, sessionId, botId })
  return 'done'
}
