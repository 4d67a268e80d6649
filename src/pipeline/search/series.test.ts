import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { sessionsOfSeries } from '#pipeline/search/series.ts'
import { anInvitation } from '#test/an-invitation.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

test('the meetings of a series are found by its calendar, for those who may see the one that is named', async () => {
  await using data = await freshDatabase()
  const organizationId = await anOrganization(data.db)
  const ana = {
    email: 'ana@acme.test',
    userId: await aUser(data.db, { organizationId, email: 'ana@acme.test' }),
  }
  const ben = {
    email: 'ben@acme.test',
    userId: await aUser(data.db, { organizationId, email: 'ben@acme.test' }),
  }
  const start = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
  const meetings: string[] = []
  for (const seriesId of ['weekly', 'weekly', 'daily', null]) {
    const { sessionId } = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines: [] })
    await data.db.asOrganization(organizationId, (tx) =>
      anInvitation(tx, { organizationId, userId: ana.userId, sessionId, start, seriesId }),
    )
    meetings.push(sessionId)
  }
  const [first = '', second = '', , alone = ''] = meetings
  const found = (viewer: typeof ana, sessionId: string) =>
    data.db.asOrganization(organizationId, (tx) => sessionsOfSeries(tx, viewer, sessionId))
  expect(new Set(await found(ana, first))).toEqual(new Set([first, second]))
  expect(await found(ana, alone)).toEqual([alone])
  expect(await found(ben, first)).toEqual([])
})
