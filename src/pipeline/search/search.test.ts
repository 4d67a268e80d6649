import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { json } from '#db/json.ts'
import { newId } from '#lib/ids.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { askMeetings } from '#pipeline/asking/ask-meetings.ts'
import { indexSession } from '#pipeline/search/index-session.ts'
import { searchMeetings } from '#pipeline/search/search-meetings.ts'
import { wantIndexed } from '#pipeline/search/store.ts'
import { visibleTo } from '#sessions/visible.ts'
import { anOrganization, aRecordedMeeting, aSummary, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
let data: FreshDatabase
let acme: string
let other: string
let ana: { userId: string; email: string; organizationId: string }
let ben: typeof ana
let launch: { sessionId: string; lineIds: string[] }

const said = (...lines: string[]) =>
  lines.map((line) => {
    const [speaker = '', text = ''] = line.split(': ')
    return { speaker, text }
  })

beforeAll(async () => {
  data = await freshDatabase()
  acme = await anOrganization(data.db)
  other = await anOrganization(data.db)
  ana = await member(acme, 'ana@acme.test')
  ben = await member(acme, 'ben@acme.test')
  const mallory = await member(other, 'mallory@other.test')
  const words = said(
    'Ana Lima: The forklift course costs nine hundred euros for each of us.',
    'Cleo Marsh: Fine by me.',
    'Ana Lima: We will book the blue warehouse in Rotterdam in March.',
  )
  launch = await aRecordedMeeting(data.db, {
    organizationId: acme,
    ownerId: ana.userId,
    lines: words,
    title: 'Warehouse move',
  })
  await aSummary(
    data.db,
    { organizationId: acme, sessionId: launch.sessionId },
    {
      tldr: [{ text: 'The budget for training was set.', transcriptIds: [launch.lineIds[0] ?? ''] }],
    },
  )
  await index(acme, launch.sessionId)
  const theirs = await aRecordedMeeting(data.db, {
    organizationId: other,
    ownerId: mallory.userId,
    lines: words,
  })
  await index(other, theirs.sessionId)
})
afterAll(() => data[Symbol.asyncDispose]())

const member = async (organizationId: string, email: string) => ({
  ...{ organizationId, email },
  userId: await aUser(data.db, { organizationId, email }),
})

async function index(organizationId: string, sessionId: string) {
  await data.db.asOrganization(organizationId, (tx) =>
    wantIndexed(tx, { organizationId, sessionId }, clock.now()),
  )
  await indexSession.run({ db: data.db, clock, embedder: null }, { organizationId, sessionId })
}

/** As if every word stood in a million places more: then the newest meetings are read through instead. */
async function amongMillions(run: () => Promise<void>) {
  const add = (chunks: number) =>
    data.db.asOrganization(acme, (tx) => sql`update search_terms set chunks = chunks + ${chunks}`.execute(tx))
  await add(1_000_000)
  await run()
  await add(-1_000_000)
}

const search = (question: string, caller = ana, filters = {}) =>
  searchMeetings({ db: data.db, embedder: null }, caller, { question, filters, limit: 10 })
const ask = (question: string, caller = ana) =>
  askMeetings({ db: data.db, clock, model: null, embedder: null }, caller, { question, filters: {} })

describe('search', () => {
  test('opens at the line, shows its neighbours and marks what was found', async () => {
    const { results, mode } = await search('who books the warehouse in Rotterdam?')
    expect(mode).toBe('lexical')
    expect(results.find(({ kind }) => kind === 'lines')).toMatchObject({
      session: { id: launch.sessionId, title: 'Warehouse move' },
      line: { id: launch.lineIds[2], speaker: 'Ana Lima' },
      before: [{ id: launch.lineIds[0] }, { id: launch.lineIds[1] }],
      after: [],
      marks: expect.arrayContaining(['rotterdam', 'warehouse']),
    })
  })

  test.each([
    ['in another form of the word', 'booking warehouses'],
    ['by who speaks', 'Cleo'],
    ['by the title', 'move'],
    ['by the summary', 'training budget'],
  ])('finds it %s', async (_how, question) => {
    expect((await search(question)).results[0]?.session.id).toBe(launch.sessionId)
  })

  test.each([
    ['words that nobody said', 'submarine'],
    ['only the grammar of a question', 'what was it?'],
    ['quotes and backslashes', `o'brien \\ "x" & | ! <-> :*`],
  ])('finds nothing for %s', async (_what, question) => {
    expect((await search(question)).results).toEqual([])
  })

  test('keeps to the filters', async () => {
    const at = DateTime.fromISO('2026-11-23T00:00:00Z', { zone: 'utc' })
    expect((await search('forklift', ana, { from: at, to: at.plus({ days: 1 }) })).results).not.toEqual([])
    expect((await search('forklift', ana, { to: at })).results).toEqual([])
    expect((await search('forklift', ana, { person: 'nobody.test' })).results).toEqual([])
    expect((await search('forklift', ana, { sessionId: newId() })).results).toEqual([])
    expect((await search('forklift', ana, { series: launch.sessionId })).results).not.toEqual([])
    expect((await search('forklift', ana, { series: newId() })).results).toEqual([])
  })

  test('finds words that are everywhere, alone and together, in one meeting or all', () =>
    amongMillions(async () => {
      for (const question of ['forklift', 'forklift course', 'forklift submarine']) {
        expect((await search(question)).results[0]?.session.id).toBe(launch.sessionId)
        expect((await search(question, ana, { sessionId: launch.sessionId })).results).not.toEqual([])
        expect((await search(question, ana, { sessionId: newId() })).results).toEqual([])
      }
    }))

  test('knows new words after a correction, and forgets the old ones', async () => {
    const again = await aRecordedMeeting(data.db, {
      organizationId: acme,
      ownerId: ana.userId,
      lines: said('Ana: The giraffe sleeps.'),
    })
    await index(acme, again.sessionId)
    const before = await termsOf(acme)
    await data.db.asOrganization(acme, (tx) =>
      tx
        .updateTable('transcripts')
        .set({ content: 'The okapi sleeps.' })
        .where('sessionId', '=', again.sessionId)
        .execute(),
    )
    await index(acme, again.sessionId)
    expect((await search('giraffe')).results).toEqual([])
    expect((await search('okapi')).results).toHaveLength(1)
    expect((await termsOf(acme)).get('')).toBe(before.get(''))
    expect((await termsOf(acme)).get('giraff')).toBe(0)
  })
})

const termsOf = (organizationId: string) =>
  data.db.asOrganization(organizationId, async (tx) => {
    const rows = await tx.selectFrom('searchTerms').select(['term', 'chunks']).execute()
    return new Map(rows.map(({ term, chunks }) => [term, chunks]))
  })

describe('who finds what', () => {
  test('a colleague who was not invited finds nothing of a private meeting, in search and in answers', async () => {
    expect((await search('forklift', ben)).results).toEqual([])
    expect((await ask('What does the forklift course cost?', ben)).points).toEqual([])
  })

  test('another organization finds only its own', async () => {
    const mallory = await member(other, 'eve@other.test')
    expect((await search('forklift', mallory)).results).toEqual([])
    expect((await search('forklift', { ...ana, organizationId: other })).results).toEqual([])
  })

  test('the function gives nothing without an organization, and nobody else may call it', async () => {
    const call = sql`select * from search_places(${ana.userId}::uuid, ${ana.email}, '{forklift}', 5, null, null, null, null, null, null)`
    expect((await data.db.asSystem((tx) => call.execute(tx))).rows).toEqual([])
    const read = sql<{ acl: string; settings: string[] }>`
      select proacl::text as acl, proconfig as settings from pg_proc where proname = 'search_places'`
    const { rows } = await data.db.asSystem((tx) => read.execute(tx))
    expect(rows[0]?.acl).not.toMatch(/[{,]=/)
    expect(rows[0]?.settings).toContain('search_path=pg_catalog, public')
  })

  test('the function agrees with the one rule of who may see a meeting', async () => {
    const invited = json([{ email: 'ben@acme.test', name: 'Ben', response: 'accepted', isOrganizer: false }])
    const shapes = [
      { visibility: 'private' as const },
      { visibility: 'organization' as const },
      { visibility: 'shared' as const },
      { participants: invited },
      { visibility: 'organization' as const, deletedAt: clock.now() },
      { userId: ben.userId },
      { userId: ben.userId, deletedAt: clock.now() },
      { participants: invited, visibility: 'shared' as const },
    ]
    for (const [at, shape] of shapes.entries()) {
      const { sessionId } = await aRecordedMeeting(data.db, {
        organizationId: acme,
        ownerId: ana.userId,
        lines: said(`Ana: Zeppelin number ${at}.`),
      })
      await index(acme, sessionId)
      await data.db.asOrganization(acme, (tx) =>
        tx.updateTable('sessions').set(shape).where('id', '=', sessionId).execute(),
      )
    }
    for (const viewer of [ana, ben, await member(acme, 'cleo@acme.test')]) {
      const may = await data.db.asOrganization(acme, (tx) =>
        tx.selectFrom('sessions').select('sessions.id').where(visibleTo(viewer)).execute(),
      )
      const zeppelins = await data.db.asOrganization(acme, (tx) =>
        tx.selectFrom('transcripts').select('sessionId').where('content', 'like', 'Zeppelin%').execute(),
      )
      const expected = zeppelins
        .map(({ sessionId }) => sessionId)
        .filter((id) => may.some((row) => row.id === id))
      const found = async () =>
        new Set((await search('zeppelin', viewer)).results.map(({ session }) => session.id))
      expect(await found()).toEqual(new Set(expected))
      await amongMillions(async () => expect(await found()).toEqual(new Set(expected)))
    }
  })
})

describe('an answer', () => {
  test('is made of what was said, with the lines', async () => {
    const { points, writtenBy } = await ask('What does the forklift course cost?')
    expect(writtenBy).toBe('extractive')
    expect(points[0]).toMatchObject({
      text: expect.stringContaining('nine hundred euros'),
      session: { id: launch.sessionId },
    })
    expect(points[0]?.lines.map(({ id }) => id)).toContain(launch.lineIds[0])
  })

  test.each([
    'Who bakes the wedding cake?',
    'When does the submarine leave for Antarctica?',
    'What about the warehouse fire insurance premium?',
  ])('is not found: %s', async (question) => {
    expect((await ask(question)).points).toEqual([])
  })
})
