/** Organizations: make one, work in one. */
import type { DateTime } from 'luxon'
import {
  findUser,
  insertMember,
  insertOrganization,
  noteActivity,
  organizationsOf,
  setCurrentOrganization,
} from '#auth/store.ts'
import type { SystemTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import { newToken } from '#lib/ids.ts'

/** Far more than anybody works in; each may send invitations. */
const MOST_OF_ONE_PERSON = 50

/** Make an organization; the maker owns it and works in it from now on. */
export async function createOrganization(
  tx: SystemTx,
  maker: { userId: string; name: string; now: DateTime },
) {
  if ((await organizationsOf(tx, maker.userId)).length >= MOST_OF_ONE_PERSON)
    throw new Refusal('too_many', `Nobody is in more than ${MOST_OF_ONE_PERSON} organizations`)
  const slug = `${slugOf(maker.name)}-${newToken().slice(0, 6).toLowerCase()}`
  const id = await insertOrganization(tx, { name: maker.name, slug })
  await insertMember(tx, { organizationId: id, userId: maker.userId, role: 'owner', at: maker.now })
  await setCurrentOrganization(tx, maker.userId, id)
  return { id, name: maker.name, slug, role: 'owner' as const }
}

/** Work in another of one's organizations. Refuses with not_found where one is no member. */
export async function enterOrganization(tx: SystemTx, userId: string, organizationId: string) {
  const organization = (await organizationsOf(tx, userId)).find(({ id }) => id === organizationId)
  if (!organization) throw new Refusal('not_found')
  await setCurrentOrganization(tx, userId, organizationId)
  return organization
}

/** The organizations of a person, and the one they work in: the chosen one, else the first. */
export async function membership(tx: SystemTx, userId: string) {
  const user = await findUser(tx, userId)
  if (!user?.isActive) throw new Refusal('not_signed_in')
  const organizations = await organizationsOf(tx, userId)
  const current =
    organizations.find(({ id }) => id === user.currentOrganizationId) ?? organizations[0] ?? null
  return { user, organizations, current }
}

const NOTED_EVERY_HOURS = 12

/** The same, of somebody who is here now: joining meetings pauses itself for people who have not been here for long. */
export async function membershipOfCaller(tx: SystemTx, userId: string, now: DateTime) {
  const found = await membership(tx, userId)
  const { current } = found
  if (current && !(current.lastActiveAt && current.lastActiveAt > now.minus({ hours: NOTED_EVERY_HOURS })))
    await noteActivity(tx, userId, current.id, now)
  return found
}

const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'team'
