/** The pipeline's rows: what is needed to finish a transcript, its lines, and the summary. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'
import type { Changes, StoredLine } from '#pipeline/finishing/reconcile.ts'
import type { SpokenLine } from '#pipeline/types.ts'

/** States in which a bot may still bring words. */
const LIVE = ['planned', 'claiming', 'scheduled', 'joining', 'waiting_room', 'in_call', 'recording'] as const

export type EndedBot = {
  id: string
  recallBotId: string | null
  state: string
  stateChangedAt: DateTime
  /** When it first recorded; null when it did not, as far as we were told. */
  recordedFrom: DateTime | null
}

/** The session with its owner and bots; undefined when it is gone. */
export async function loadUnfinished(tx: OrganizationTx, sessionId: string) {
  const session = await tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select([
      'sessions.id',
      'sessions.status',
      'sessions.recordingStartedAt',
      'sessions.finalizedAt',
      'owner.fullName as ownerName',
      'owner.email as ownerEmail',
    ])
    .where('sessions.id', '=', sessionId)
    .where('sessions.deletedAt', 'is', null)
    .executeTakeFirst()
  return session && { ...session, bots: await loadBots(tx, sessionId) }
}

const loadBots = (tx: OrganizationTx, sessionId: string): Promise<EndedBot[]> =>
  tx
    .selectFrom('bots')
    .select(({ selectFrom }) => [
      'bots.id',
      'bots.recallBotId',
      'bots.state',
      'bots.stateChangedAt',
      selectFrom('botStatusEvents as said')
        .whereRef('said.botId', '=', 'bots.id')
        .where('said.code', '=', 'in_call_recording')
        .select(({ fn }) => fn.min('said.occurredAt').as('from'))
        .as('recordedFrom'),
    ])
    .where('bots.sessionId', '=', sessionId)
    .orderBy('bots.generation')
    .execute()

export const isLive = ({ state }: EndedBot): boolean => LIVE.some((live) => live === state)

/** Locks the session, so that two runs write one after the other. */
export const lockSession = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('sessions')
    .select(['id', 'userId', 'status', 'finalizedAt', 'recordingStartedAt'])
    .where('id', '=', sessionId)
    .where('deletedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()

export async function hasSecondHalf(tx: OrganizationTx, sessionId: string): Promise<boolean> {
  const joined = await tx
    .selectFrom('sessions')
    .select('id')
    .where('joinedInto', '=', sessionId)
    .executeTakeFirst()
  return joined !== undefined
}

/** As people see them, in the order in which they were said. */
export async function loadLines(tx: OrganizationTx, sessionId: string): Promise<StoredLine[]> {
  const rows = await tx
    .selectFrom('transcripts')
    .select([
      'id',
      'sequenceNumber as sequence',
      'content as text',
      'speaker',
      'participantId',
      'isOwner',
      'isFinal',
    ])
    .select(['startTimeSeconds as start', 'endTimeSeconds as end'])
    .where('sessionId', '=', sessionId)
    .where('isRedacted', '=', false)
    .orderBy('sequenceNumber')
    .execute()
  return rows
}

type Where = { organizationId: string; sessionId: string }
/** Far above any number that a meeting reaches: rows wait there while their numbers are exchanged. */
const ASIDE = 1_000_000_000

/** Afterwards the numbers run from 0 without a gap. */
export async function saveLines(tx: OrganizationTx, where: Where, changes: Changes, now: DateTime) {
  const { update, insert, remove } = changes
  const touched = update.map(({ id }) => id)
  if (remove.length > 0) await tx.deleteFrom('transcripts').where('id', 'in', remove).execute()
  if (touched.length > 0)
    await tx
      .updateTable('transcripts')
      .set(({ eb }) => ({ sequenceNumber: eb('sequenceNumber', '+', ASIDE) }))
      .where('id', 'in', touched)
      .execute()
  for (const { id, ...line } of update)
    await tx.updateTable('transcripts').set(keepingEdits(line, now)).where('id', '=', id).execute()
  for (const batch of inBatches(insert, 500))
    await tx
      .insertInto('transcripts')
      .values(
        batch.map((line) => ({ ...where, id: newId(), ...columnsOf(line), createdAt: now, updatedAt: now })),
      )
      .execute()
}

/** Where a person corrected a line, what was heard better later stands behind the correction. */
const keepingEdits = (line: SpokenLine & { sequence: number }, now: DateTime) => ({
  ...columnsOf(line),
  content: sql<string>`case when heard_content is null then ${line.text} else content end`,
  heardContent: sql<string | null>`case when heard_content is null then null else ${line.text} end`,
  speaker: sql<string>`case when heard_speaker is null then ${line.speaker} else speaker end`,
  heardSpeaker: sql<string | null>`case when heard_speaker is null then null else ${line.speaker} end`,
  updatedAt: now,
})

const columnsOf = ({
  text,
  speaker,
  participantId,
  isOwner,
  start,
  end,
  sequence,
  wordTimes = null,
}: SpokenLine & { sequence: number }) => ({
  ...{ content: text, speaker, participantId, isOwner, isFinal: true, isRedacted: text === '' },
  sequenceNumber: sequence,
  startTimeSeconds: start,
  endTimeSeconds: end,
  wordTimes,
})

function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}

type Finalized = { status: 'processing' | 'complete'; recordingStartedAt: DateTime | null; now: DateTime }

export const saveFinalized = (
  tx: OrganizationTx,
  sessionId: string,
  { status, recordingStartedAt, now }: Finalized,
) =>
  tx
    .updateTable('sessions')
    .set({ status, finalizedAt: now, recordingStartedAt, updatedAt: now })
    .where('id', '=', sessionId)
    .execute()

/** Sessions whose bots have all ended by `before` and that nobody has finished. */
export const findUnfinished = (tx: SystemTx, before: DateTime, most: number) =>
  tx
    .selectFrom('sessions')
    .select(['sessions.organizationId', 'sessions.id'])
    .where('sessions.finalizedAt', 'is', null)
    .where('sessions.deletedAt', 'is', null)
    .where('sessions.status', '!=', 'archived')
    .where(({ or, eb }) =>
      or([eb('sessions.status', '!=', 'draft'), eb('sessions.scheduledEnd', '<', before)]),
    )
    .where(({ exists, not, selectFrom, and }) => {
      const bots = selectFrom('bots')
        .select('bots.id')
        .whereRef('bots.organizationId', '=', 'sessions.organizationId')
        .whereRef('bots.sessionId', '=', 'sessions.id')
      return and([
        exists(bots.where('bots.state', 'in', ['done', 'failed']).where('bots.stateChangedAt', '<', before)),
        not(exists(bots.where('bots.state', 'in', LIVE))),
      ])
    })
    .orderBy('sessions.id')
    .limit(most)
    .execute()

/** Whether anything of this meeting was ever recorded, as far as we were told. */
export async function wasRecorded(tx: OrganizationTx, sessionId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.id', '=', sessionId)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('sessions.recordingStartedAt', 'is not', null),
        exists(selectFrom('botRecordings').select('id').where('botRecordings.sessionId', '=', sessionId)),
        exists(selectFrom('transcripts').select('id').where('transcripts.sessionId', '=', sessionId)),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}

export const loadBotState = (tx: OrganizationTx, botId: string) =>
  tx.selectFrom('bots').select('state').where('id', '=', botId).executeTakeFirst()
