import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { showRecording } from '#sessions/show-recording.ts'
import { anOrganization, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

const NINE = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const at = (minutes: number) => NINE.plus({ minutes })

/** A session that was finished at 9:30, and what it shows after this. */
async function afterFinish(recorded: { runningSince: DateTime | null; endedAt: DateTime | null }) {
  await using data = await freshDatabase()
  const organizationId = await anOrganization(data.db)
  const userId = await aUser(data.db, { organizationId })
  const sessionId = newId()
  return await data.db.asOrganization(organizationId, async (tx) => {
    const row = { organizationId, id: sessionId, userId, title: 'Planning' }
    await tx
      .insertInto('sessions')
      .values({ ...row, status: 'processing', finalizedAt: at(30) })
      .execute()
    const needs = { clock: manualClock(at(60)) }
    await showRecording(tx, needs, { organizationId, sessionId, startedAt: NINE, seconds: 60, ...recorded })
    return tx.selectFrom('sessions').select(['status', 'finalizedAt']).executeTakeFirstOrThrow()
  })
}

test('a recording that begins after the meeting was finished opens it again', async () => {
  const after = await afterFinish({ runningSince: at(40), endedAt: null })
  expect(after).toEqual({ status: 'active', finalizedAt: null })
})

test.each([
  ['that it still records', { runningSince: at(0), endedAt: null }],
  ['that it has ended', { runningSince: null, endedAt: at(20) }],
])('an old fact that comes late (%s) opens nothing', async (_, recorded) => {
  expect(await afterFinish(recorded)).toEqual({ status: 'processing', finalizedAt: at(30) })
})
