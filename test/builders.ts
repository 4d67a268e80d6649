/** Rows for tests, written through the same door as the product's. Append; keep each one small. */
import { DateTime } from 'luxon'
import type { Db } from '#db/db.ts'
import { json, type Participant } from '#db/json.ts'
import { savePassages } from '#documents/passages.ts'
import { cutPassages } from '#documents/reading/cut-passages.ts'
import { newId } from '#lib/ids.ts'

/** An organization; returns its id. */
export async function anOrganization(db: Db, { id = newId(), name = 'Acme' } = {}): Promise<string> {
  await db.asSystem((tx) => tx.insertInto('organizations').values({ id, name, slug: id }).execute())
  return id
}

/** A person, perhaps a member of an organization; returns their id. */
export async function aUser(
  db: Db,
  {
    id = newId(),
    email = `${id.slice(0, 8)}@acme.test`,
    fullName = 'Ana Lima',
    organizationId = null as string | null,
    role = 'member' as 'owner' | 'admin' | 'member',
  } = {},
): Promise<string> {
  await db.asSystem(async (tx) => {
    await tx.insertInto('users').values({ id, email, fullName }).execute()
    if (organizationId)
      await tx
        .insertInto('organizationMembers')
        .values({ id: newId(), organizationId, userId: id, role })
        .execute()
  })
  return id
}

type Spoken = { speaker: string; text: string; start?: number; end?: number; isOwner?: boolean }

/** A meeting that is over and written down, with lines of five seconds each; returns its ids. */
export async function aRecordedMeeting(
  db: Db,
  {
    organizationId,
    ownerId,
    lines,
    title = 'Launch checkpoint',
    people = [] as Participant[],
    startedAt = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' }),
  }: {
    organizationId: string
    ownerId: string
    lines: readonly Spoken[]
    title?: string
    people?: Participant[]
    startedAt?: DateTime
  },
): Promise<{ sessionId: string; lineIds: string[] }> {
  const sessionId = newId()
  const rows = lines.map(({ speaker, text, start, end, isOwner = false }, at) => ({
    ...{ organizationId, sessionId, id: newId(), sequenceNumber: at, content: text, speaker, isOwner },
    startTimeSeconds: start ?? at * 5,
    endTimeSeconds: end ?? (start ?? at * 5) + 5,
  }))
  await db.asOrganization(organizationId, async (tx) => {
    await tx
      .insertInto('sessions')
      .values({
        ...{ organizationId, id: sessionId, userId: ownerId, title, status: 'complete' },
        ...{
          scheduledStart: startedAt,
          recordingStartedAt: startedAt,
          finalizedAt: startedAt.plus({ hours: 1 }),
        },
        recordingDurationSeconds: rows.length * 5,
        participants: json(people),
      })
      .execute()
    if (rows.length > 0) await tx.insertInto('transcripts').values(rows).execute()
  })
  return { sessionId, lineIds: rows.map(({ id }) => id) }
}

type Written = { text: string; transcriptIds: string[] }

/** A finished summary of it, as the model would leave it. */
export const aSummary = (
  db: Db,
  { organizationId, sessionId }: { organizationId: string; sessionId: string },
  points: {
    tldr?: Written[]
    decisions?: Written[]
    actionItems?: (Written & { owner?: string })[]
    topics?: { title: string; points: Written[] }[]
  },
) =>
  db.asOrganization(organizationId, (tx) => {
    const identified = (list: readonly Written[] = []) => list.map((point) => ({ id: newId(), ...point }))
    const withIds = (list: readonly Written[] = []) => json(identified(list))
    const topics = points.topics?.map(({ title, points }) => ({ title, points: identified(points) })) ?? []
    const actionItems = points.actionItems?.map((item) => ({
      ...{ owner: null, dueDate: null, isConfirmed: false },
      ...item,
    }))
    return tx
      .insertInto('summaries')
      .values({
        ...{ organizationId, sessionId, id: newId(), generationStatus: 'completed', modelUsed: 'a-model' },
        ...{
          tldr: withIds(points.tldr),
          keyDecisions: withIds(points.decisions),
          actionItems: withIds(actionItems),
          structuredNotes: json(topics),
        },
      })
      .execute()
  })

type Brought = {
  organizationId: string
  sessionId: string
  userId: string
  name: string
  text: string
  at: DateTime
}

/** A document that was brought to a meeting, and read; returns its id. */
export async function aDocument(
  db: Db,
  { organizationId, sessionId, userId, name, text, at }: Brought,
): Promise<string> {
  const documentId = newId()
  await db.asOrganization(organizationId, async (tx) => {
    await tx
      .insertInto('documents')
      .values({
        ...{ organizationId, sessionId, userId, id: documentId, originalFilename: name, fileType: 'txt' },
        ...{ fileSizeBytes: text.length, sha256: documentId, processingStatus: 'complete' },
        ...{ extractedText: text, createdAt: at, updatedAt: at },
      })
      .execute()
    await savePassages(tx, { organizationId, documentId }, cutPassages(text, null))
  })
  return documentId
}
