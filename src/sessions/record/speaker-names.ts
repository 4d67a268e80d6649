/** Names that a person wants remembered: what the platform calls somebody → how they are called in this person's meetings. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Name = { heard: string; name: string }

const key = (heard: string) => heard.trim().toLowerCase()

/** A label that the platform counts up stands for somebody else in each meeting. */
export const canBeRemembered = (heard: string): boolean =>
  !/^(?:speaker|participant|guest|caller|user|unknown)\b[\s\w]*\d*$/i.test(heard.trim()) &&
  heard.trim() !== ''

/** Returns what was remembered before, so that it can be taken back. */
export async function rememberName(
  tx: OrganizationTx,
  clock: Clock,
  userId: string,
  { organizationId }: { organizationId: string },
  { heard, name }: Name,
): Promise<{ heard: string; name: string | null }> {
  const before = await tx
    .selectFrom('speakerNames')
    .select('name')
    .where('userId', '=', userId)
    .where('heard', '=', key(heard))
    .executeTakeFirst()
  const now = clock.now()
  await tx
    .insertInto('speakerNames')
    .values({ organizationId, id: newId(), userId, heard: key(heard), name, createdAt: now, updatedAt: now })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'userId', 'heard']).doUpdateSet({ name, updatedAt: now }),
    )
    .execute()
  return { heard: key(heard), name: before?.name ?? null }
}

/** Back to what was remembered before. */
export async function recallName(
  tx: OrganizationTx,
  clock: Clock,
  userId: string,
  { heard, name }: { heard: string; name: string | null },
): Promise<void> {
  if (name === null)
    await tx.deleteFrom('speakerNames').where('userId', '=', userId).where('heard', '=', heard).execute()
  else
    await tx
      .updateTable('speakerNames')
      .set({ name, updatedAt: clock.now() })
      .where('userId', '=', userId)
      .where('heard', '=', heard)
      .execute()
}

type Meeting = { sessionId: string; userId: string; now: DateTime }

/** The names that the owner of a meeting wants remembered, for lines that nobody has named by hand. */
export async function applyRememberedNames(
  tx: OrganizationTx,
  { sessionId, userId, now }: Meeting,
): Promise<void> {
  await sql`update transcripts as line
      set heard_speaker = line.speaker, speaker = remembered.name, updated_at = ${now.toISO()}
      from speaker_names as remembered
      where line.session_id = ${sessionId} and line.heard_speaker is null
        and remembered.user_id = ${userId} and remembered.heard = lower(trim(line.speaker))
        and remembered.name <> line.speaker`.execute(tx)
}
