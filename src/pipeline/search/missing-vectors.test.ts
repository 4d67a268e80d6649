import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import type { Queue } from '#jobs/define.ts'
import { Refusal } from '#lib/errors.ts'
import { manualClock } from '#lib/manual-clock.ts'
import type { Embedder } from '#pipeline/search/embedder.ts'
import { indexForgotten, indexSession } from '#pipeline/search/index-session.ts'
import { wantIndexed } from '#pipeline/search/store.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

const working: Embedder = {
  name: 'words-and-letters',
  embed: async (texts) =>
    texts.map(({ length }) => Float32Array.from({ length: 512 }, (_, n) => (n === length % 512 ? 1 : 0))),
}
const away: Embedder = {
  ...working,
  embed: () => Promise.reject(new Refusal('provider_unavailable', 'The model is away')),
}

test('meaning that could not be had when a meeting was indexed is asked for again, and then no more', async () => {
  await using data = await freshDatabase()
  const { db } = data
  const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
  const organizationId = await anOrganization(db)
  const ownerId = await aUser(db, { organizationId, email: 'ana@acme.test' })
  const lines = [{ speaker: 'Ana', text: 'We ship on Friday, as we said last week.' }]
  const { sessionId } = await aRecordedMeeting(db, { organizationId, ownerId, lines, title: '' })
  const where = { organizationId, sessionId }
  await db.asOrganization(organizationId, (tx) => wantIndexed(tx, where, clock.now()))
  await indexSession.run({ db, clock, embedder: away }, where)

  const sweep = async (embedder: Embedder | null) => {
    const added: unknown[] = []
    await clock.advanceTo(clock.now().plus({ minutes: 16 }))
    const noted: Queue = { add: async (_tx, _job, input) => void added.push(input) }
    await indexForgotten.run({ db, clock, jobs: noted, embedder })
    return added
  }
  expect(await sweep(null)).toEqual([])
  expect(await sweep(working)).toEqual([where])
  await indexSession.run({ db, clock, embedder: working }, where)
  expect(await sweep(working)).toEqual([])
})

test('a vector of words that were replaced while it was made is not put to the new ones', async () => {
  await using data = await freshDatabase()
  const { db } = data
  const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
  const organizationId = await anOrganization(db)
  const ownerId = await aUser(db, { organizationId, email: 'ana@acme.test' })
  const lines = [{ speaker: 'Ana', text: 'We ship on Friday, as we said last week.' }]
  const { sessionId } = await aRecordedMeeting(db, { organizationId, ownerId, lines })
  const indexWith = async (embedder: Embedder | null) => {
    await db.asOrganization(organizationId, (tx) =>
      wantIndexed(tx, { organizationId, sessionId }, clock.now()),
    )
    await indexSession.run({ db, clock, embedder }, { organizationId, sessionId })
  }
  const slow: Embedder = {
    ...working,
    async embed(texts) {
      await clock.advanceTo(clock.now().plus({ seconds: 1 }))
      await indexWith(null)
      return working.embed(texts)
    },
  }
  await indexWith(slow)
  const rows = await db.asOrganization(organizationId, (tx) =>
    tx.selectFrom('searchChunks').select('embeddingModel').where('sessionId', '=', sessionId).execute(),
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { embeddingModel } of rows) expect(embeddingModel).toBeNull()
})
