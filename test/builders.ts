/** Rows for tests, written through the same door as the product's. Append; keep each one small. */
import type { Db } from '#db/db.ts'
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
