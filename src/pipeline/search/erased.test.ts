/** What is taken away for good is found no more at once, and its words no longer count for how rare others are. */
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { settling } from '#events/settle.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { dropEntries, indexSession } from '#pipeline/search/index-session.ts'
import { wantIndexed } from '#pipeline/search/store.ts'
import { eraseRecorded } from '#sessions/record/erase-recorded.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

test('a meeting that is erased leaves nothing in the index', async () => {
  await using data = await freshDatabase()
  const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
  const needs = { jobs: { add: async () => {} }, clock, publicUrl: 'https://x.test' }
  data.db.onCommit(settling({ reactions: { 'record.erased': [dropEntries] }, needs, clock, announce() {} }))
  const organizationId = await anOrganization(data.db)
  const ownerId = await aUser(data.db, { organizationId, email: 'ana@acme.test' })
  const meeting = async (text: string) => {
    const lines = [{ speaker: 'Ana', text }]
    const { sessionId } = await aRecordedMeeting(data.db, { organizationId, ownerId, lines })
    const where = { organizationId, sessionId }
    await data.db.asOrganization(organizationId, (tx) => wantIndexed(tx, where, clock.now()))
    await indexSession.run({ db: data.db, clock, embedder: null }, where)
    return where
  }
  await meeting('The okapi sleeps.')
  const gone = await meeting('The narwhal sleeps.')
  const read = () =>
    data.db.asOrganization(organizationId, async (tx) => {
      const counts = await tx.selectFrom('searchTerms').select(['term', 'chunks']).execute()
      const chunks = tx.selectFrom('searchChunks').select('place').where('sessionId', '=', gone.sessionId)
      const count = new Map(counts.map(({ term, chunks }) => [term, chunks]))
      return { chunks: await chunks.execute(), narwhal: count.get('narwhal'), sleep: count.get('sleep') }
    })
  expect(await read()).toMatchObject({ narwhal: 1, sleep: 2 })
  await data.db.asOrganization(organizationId, (tx) => eraseRecorded(tx, clock, gone))
  expect(await read()).toEqual({ chunks: [], narwhal: 0, sleep: 1 })
})
