import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { json, type Participant } from '#db/json.ts'
import { newId } from '#lib/ids.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { changeSession } from '#sessions/change-session.ts'
import { listSessions, readSession } from '#sessions/reads.ts'
import { anOrganization, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

const START = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })

async function anOffice() {
  const data = await freshDatabase()
  const organizationId = await anOrganization(data.db)
  const person = async (name: string, role: 'owner' | 'member' = 'member') => {
    const email = `${name.toLowerCase()}@acme.test`
    return { email, userId: await aUser(data.db, { email, fullName: name, organizationId, role }) }
  }
  const people = { ana: await person('Ana'), ben: await person('Ben'), cleo: await person('Cleo', 'owner') }
  const session = async (day: number, more: { status?: 'draft' | 'complete'; invited?: string[] } = {}) => {
    const id = newId()
    const participants = (more.invited ?? []).map(
      (email): Participant => ({ email, name: null, response: 'accepted', isOrganizer: false }),
    )
    await data.db.asOrganization(organizationId, (tx) =>
      tx
        .insertInto('sessions')
        .values({
          ...{ organizationId, id, userId: people.ana.userId, title: `Day ${day}` },
          ...{ status: more.status ?? 'complete', scheduledStart: START.plus({ days: day }) },
          participants: json(participants),
        })
        .execute(),
    )
    return id
  }
  return {
    ...people,
    session,
    organizationId,
    list: (viewer: typeof people.ana, limit = 30, before?: string) =>
      data.db.asOrganization(organizationId, (tx) => listSessions(tx, viewer, { limit, before })),
    read: (viewer: typeof people.ana, id: string) =>
      data.db.asOrganization(organizationId, (tx) => readSession(tx, viewer, id)),
    change: (
      viewer: typeof people.ana,
      sessionId: string,
      change: { title?: string; visibility?: 'organization' },
    ) =>
      data.db.asOrganization(organizationId, (tx) =>
        changeSession(tx, manualClock(START), viewer, { organizationId, sessionId, ...change }),
      ),
    [Symbol.asyncDispose]: () => data[Symbol.asyncDispose](),
  }
}

test('a private meeting is seen by its owner and by those who were invited, not by those who manage', async () => {
  await using office = await anOffice()
  const id = await office.session(1, { invited: ['ben@acme.test'] })

  expect(await office.read(office.ana, id)).toMatchObject({ title: 'Day 1', ownerName: 'Ana' })
  expect((await office.list(office.ben)).sessions).toHaveLength(1)
  expect((await office.list(office.cleo)).sessions).toEqual([])
  await expect(office.read(office.cleo, id)).rejects.toMatchObject({ code: 'not_found' })
})

test('its owner opens it to the organization; nobody else can', async () => {
  await using office = await anOffice()
  const id = await office.session(1, { invited: ['ben@acme.test'] })

  await expect(office.change(office.ben, id, { title: 'Mine' })).rejects.toMatchObject({
    code: 'not_allowed',
  })
  await office.change(office.ana, id, { title: 'Ours', visibility: 'organization' })
  expect(await office.read(office.cleo, id)).toMatchObject({ title: 'Ours', visibility: 'organization' })
})

test('the list is newest first, without what is only planned, and goes on where the page before ended', async () => {
  await using office = await anOffice()
  for (const day of [1, 2, 3, 4, 5]) await office.session(day)
  await office.session(9, { status: 'draft' })

  const first = await office.list(office.ana, 3)
  const second = await office.list(office.ana, 3, first.next ?? '')
  expect(first.sessions.map(({ title }) => title)).toEqual(['Day 5', 'Day 4', 'Day 3'])
  expect(second.sessions.map(({ title }) => title)).toEqual(['Day 2', 'Day 1'])
  expect(second.next).toBeNull()
  await expect(office.list(office.ana, 3, 'nowhere')).rejects.toMatchObject({ code: 'bad_cursor' })
})
