/** Templates of the organization and of each person; the system's stand in system.ts. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { SYSTEM_TEMPLATES, type Template } from '#pipeline/templates/system.ts'

type Written = Pick<Template, 'name' | 'description' | 'conversationType' | 'instructions'>
type Member = { organizationId: string; userId: string; role: 'owner' | 'admin' | 'member' }

/** The system's, the organization's and the caller's own, in this order. */
export async function listTemplates(tx: OrganizationTx, userId: string): Promise<Template[]> {
  const rows = await templates(tx)
    .where(({ or, eb }) => or([eb('userId', 'is', null), eb('userId', '=', userId)]))
    .orderBy('userId', (order) => order.asc().nullsFirst())
    .orderBy('name')
    .orderBy('id')
    .limit(500)
    .execute()
  return [...SYSTEM_TEMPLATES, ...rows.map(shown)]
}

/** Undefined where there is none, or it is another person's. */
export async function findTemplate(
  tx: OrganizationTx,
  userId: string,
  id: string,
): Promise<Template | undefined> {
  const own = SYSTEM_TEMPLATES.find((template) => template.id === id)
  if (own || !UUID.test(id)) return own
  const row = await templates(tx)
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('userId', 'is', null), eb('userId', '=', userId)]))
    .executeTakeFirst()
  return row && shown(row)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const templates = (tx: OrganizationTx) =>
  tx
    .selectFrom('templates')
    .select(['id', 'userId', 'name', 'description', 'conversationType', 'contextInstructions'])
    .where('deletedAt', 'is', null)

type Row = Omit<Template, 'scope' | 'instructions'> & { userId: string | null; contextInstructions: string }
const shown = ({ userId, contextInstructions, ...row }: Row): Template => ({
  ...row,
  instructions: contextInstructions,
  scope: userId === null ? 'organization' : 'personal',
})

/**
 * The template for this kind of conversation: the one of the meeting's owner, the organization's, or the system's.
 * Null for a plain meeting, and where there is none of its kind.
 */
export async function templateForKind(tx: OrganizationTx, sessionId: string): Promise<string | null> {
  const session = await tx
    .selectFrom('sessions')
    .select(['userId', 'conversationType as kind'])
    .where('id', '=', sessionId)
    .executeTakeFirst()
  if (!session || session.kind === PLAIN) return null
  const { userId, kind } = session
  const row = await templates(tx)
    .where('conversationType', '=', kind)
    .where(({ or, eb }) => or([eb('userId', 'is', null), eb('userId', '=', userId)]))
    .orderBy('userId', (order) => order.asc().nullsLast())
    .orderBy('name')
    .orderBy('id')
    .executeTakeFirst()
  return row?.id ?? SYSTEM_TEMPLATES.find(({ conversationType }) => conversationType === kind)?.id ?? null
}

/** What a meeting is until somebody says otherwise. */
const PLAIN = 'meeting'

/** What the model is told of a wish: the template's words, then the person's. Null for none. */
export async function instructionsFor(
  tx: OrganizationTx,
  { instructions, templateId }: { instructions: string | null; templateId: string | null },
): Promise<string | null> {
  const system = SYSTEM_TEMPLATES.find(({ id }) => id === templateId)
  const row =
    templateId && !system && UUID.test(templateId)
      ? await templates(tx).where('id', '=', templateId).executeTakeFirst()
      : undefined
  const parts = [system?.instructions ?? row?.contextInstructions, instructions].filter((part) =>
    part?.trim(),
  )
  return parts.length > 0 ? parts.join('\n') : null
}

/** Only admins make one for everybody. Returns its id. */
export async function addTemplate(
  tx: OrganizationTx,
  member: Member,
  { isShared, instructions, ...written }: Written & { isShared: boolean },
  now: DateTime,
): Promise<string> {
  if (isShared) mayManage(member)
  const id = newId()
  await tx
    .insertInto('templates')
    .values({
      ...{ ...written, organizationId: member.organizationId, id, contextInstructions: instructions },
      ...{ userId: isShared ? null : member.userId, createdAt: now, updatedAt: now },
    })
    .execute()
  return id
}

/** Throws not_found where it is not the caller's to change. */
export async function changeTemplate(
  tx: OrganizationTx,
  member: Member,
  id: string,
  {
    instructions,
    ...change
  }: { [Key in keyof Written]?: Written[Key] | undefined } & { isDeleted?: boolean },
  now: DateTime,
): Promise<void> {
  const { isDeleted, ...columns } = change
  const template = await findTemplate(tx, member.userId, id)
  if (!template || template.scope === 'system') throw new Refusal('not_found', 'There is no such template')
  if (template.scope === 'organization') mayManage(member)
  await tx
    .updateTable('templates')
    .set({
      ...Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)),
      ...(instructions !== undefined && { contextInstructions: instructions }),
      ...(isDeleted && { deletedAt: now }),
      updatedAt: now,
    })
    .where('id', '=', id)
    .execute()
}

function mayManage({ role }: Member) {
  if (role === 'member') throw new Refusal('not_allowed', "Only admins change the organization's templates")
}
