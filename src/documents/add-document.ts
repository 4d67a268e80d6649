/** Add a document to a meeting. What can be said about it at once is; its text is read later, in a job. */
import { createHash } from 'node:crypto'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { readDocument } from '#documents/jobs.ts'
import { kindOf } from '#documents/kind-of.ts'
import { LONGEST_NAME, MOST_BYTES, MOST_DOCUMENTS, said } from '#documents/limits.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

type Needs = { jobs: Queue; now: DateTime }
type Input = { organizationId: string; sessionId: string; name: string; bytes: Buffer }

/** Whoever sees the meeting may. Returns its id. Throws not_found, validation_failed, too_large or conflict. */
export async function addDocument(
  tx: OrganizationTx,
  { jobs, now }: Needs,
  viewer: Viewer,
  { organizationId, sessionId, name, bytes }: Input,
): Promise<string> {
  await readSession(tx, viewer, sessionId)
  if (bytes.length > MOST_BYTES) throw new Refusal('too_large', said.tooLarge)
  const found = kindOf(bytes, name)
  if ('refusal' in found) throw new Refusal('validation_failed', found.refusal)
  await refuseTooMany(tx, sessionId)
  const id = newId()
  const added = await tx
    .insertInto('documents')
    .values({
      ...{ organizationId, id, sessionId, userId: viewer.userId, content: bytes, fileType: found.kind },
      originalFilename: nameAsShown(name),
      fileSizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...{ createdAt: now, updatedAt: now },
    })
    .onConflict((conflict) => conflict.columns(['organizationId', 'sessionId', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Refusal('conflict', said.twice)
  await jobs.add(tx, readDocument, { organizationId, documentId: id })
  emit(tx, 'context.changed', { organizationId, sessionId })
  return id
}

/** Counted under the session's lock, so that two uploads at once are not one too many. */
async function refuseTooMany(tx: OrganizationTx, sessionId: string): Promise<void> {
  await tx.selectFrom('sessions').select('id').where('id', '=', sessionId).forNoKeyUpdate().execute()
  const { count } = await tx
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sessionId', '=', sessionId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST_DOCUMENTS) throw new Refusal('conflict', said.tooMany)
}

/** The last part of a path, without signs that nobody sees or that turn it around. */
export function nameAsShown(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return [...(plain || 'document')].slice(0, LONGEST_NAME).join('')
}
