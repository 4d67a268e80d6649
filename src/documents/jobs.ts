/** Read the text of a document: load the file → a thread with limits, no transaction open → keep what it found. */
import type { DateTime } from 'luxon'
import { z } from 'zod'
import type { Db, OrganizationTx } from '#db/db.ts'
import { MOST_SECONDS, said } from '#documents/limits.ts'
import { isUnread, savePassages } from '#documents/passages.ts'
import { cutPassages } from '#documents/reading/cut-passages.ts'
import { readInThread } from '#documents/reading/read-in-thread.ts'
import type { Reading } from '#documents/types.ts'
import { emit } from '#events/events.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; clock: Clock }
type Where = { organizationId: string; documentId: string }

export const readDocument = defineJob({
  name: 'documents.read',
  input: z.object({ organizationId: z.uuid(), documentId: z.uuid() }),
  expireSeconds: 2 * MOST_SECONDS,
  slots: 1, // each takes a thread and its memory
  async run({ db, clock }: Needs, where) {
    const { organizationId } = where
    const file = await db.asOrganization(organizationId, (tx) => loadUnread(tx, where))
    if (!file?.content) return
    const reading = await readInThread(file.content, file.kind)
    await db.asOrganization(organizationId, (tx) => keep(tx, where, reading, clock.now()))
  },
})

/** Undefined when it was read already, or taken away. */
const loadUnread = (tx: OrganizationTx, where: Where) =>
  unread(tx, where).select(['content', 'fileType as kind']).executeTakeFirst()

const unread = (tx: OrganizationTx, { documentId }: Where) =>
  tx.selectFrom('documents').where('id', '=', documentId).where(isUnread)

async function keep(tx: OrganizationTx, where: Where, reading: Reading, now: DateTime) {
  const { organizationId, documentId } = where
  const before = await unread(tx, where)
    .select(['sessionId', 'extractedText as text', 'processingStatus as status'])
    .forUpdate()
    .executeTakeFirst()
  if (!before) return
  const passages = 'refusal' in reading ? passagesOfText(before.text) : reading.passages
  if (before.status === 'pending') await saveReading(tx, documentId, reading, now)
  await savePassages(tx, where, passages)
  emit(tx, 'document.changed', where)
  emit(tx, 'context.changed', { organizationId, sessionId: before.sessionId })
}

/** What was read once, before it was kept in passages, stays read. */
const passagesOfText = (text: string | null) => (text === null ? [] : cutPassages(text, null))

/** A file that cannot be read is not kept: nothing of it can be used. */
const saveReading = (tx: OrganizationTx, documentId: string, reading: Reading, now: DateTime) =>
  tx
    .updateTable('documents')
    .set({
      updatedAt: now,
      ...('refusal' in reading
        ? { processingStatus: 'error' as const, processingError: reading.refusal, content: null }
        : {
            ...{ processingStatus: 'complete' as const, extractedText: reading.text },
            ...{ pageCount: reading.pages, ocrConfidenceScore: reading.confidence },
          }),
    })
    .where('id', '=', documentId)
    .execute()

const FORGOTTEN_AFTER_MINUTES = 10
const GIVEN_UP_AFTER_MINUTES = 60
const AT_ONCE = 50

/** Documents whose reader was lost are read again; one that ends its reader each time is given up, and says so. */
export const readForgotten = defineSweep({
  name: 'documents.read-forgotten',
  everySeconds: 300,
  run: ({ db, clock, jobs }: Needs & { jobs: Queue }) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      await tx
        .updateTable('documents')
        .set({ processingStatus: 'error', processingError: said.tooHeavy, content: null, updatedAt: now })
        .where('processingStatus', '=', 'pending')
        .where('createdAt', '<', now.minus({ minutes: GIVEN_UP_AFTER_MINUTES }))
        .execute()
      const waiting = await tx
        .selectFrom('documents')
        .select(['organizationId', 'id as documentId'])
        .where(isUnread)
        .where('createdAt', '<', now.minus({ minutes: FORGOTTEN_AFTER_MINUTES }))
        .orderBy('createdAt')
        .limit(AT_ONCE)
        .execute()
      for (const document of waiting) await jobs.add(tx, readDocument, document)
    }),
})
