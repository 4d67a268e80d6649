/** Documents are found and cited like what was said: by those who may see their meeting, under the meeting they belong to. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { addDocument } from '#documents/add-document.ts'
import { deleteDocument } from '#documents/delete-document.ts'
import { readDocument, readForgotten } from '#documents/jobs.ts'
import { settling } from '#events/settle.ts'
import type { Queue } from '#jobs/define.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { askMeetings } from '#pipeline/asking/ask-meetings.ts'
import { indexDocument } from '#pipeline/search/index-document.ts'
import { indexForgotten, indexSession } from '#pipeline/search/index-session.ts'
import { searchMeetings } from '#pipeline/search/search-meetings.ts'
import { wantIndexed } from '#pipeline/search/store.ts'
import { joinSessions } from '#sessions/record/join-sessions.ts'
import { undoEdit } from '#sessions/record/undo-edit.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { type StandInModel, standInModel } from '#test/stand-in-model.ts'
import { reactions } from '../../switchboard.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
const OFFER = 'Offer of Contoso.md'
const WORDS = `# Offer

The portal is built by the second of May, and tested with twenty customers of ours.

The licence costs nine hundred euros for each seat and year, paid in advance.`

type Member = { organizationId: string; userId: string; email: string }
let data: FreshDatabase
let models: StandInModel
let organizationId: string
let [ana, ben] = [] as unknown as [Member, Member] // made before any test runs
let sessionId: string
let waiting: { name: string; input: never }[] = []
/** Keeps what is asked for; `never`, because only its job knows what it is given. */
const jobs: Queue = {
  add: async (_tx, { name }, input) => void waiting.push({ name, input: input as never }),
}

beforeAll(async () => {
  data = await freshDatabase()
  models = await standInModel(clock)
  const needs = { jobs, clock, publicUrl: 'https://notes.acme.test' }
  data.db.onCommit(settling({ reactions, needs, clock, announce: () => {} }))
  organizationId = await anOrganization(data.db)
  const member = async (email: string) => ({
    ...{ organizationId, email },
    userId: await aUser(data.db, { organizationId, email }),
  })
  ;[ana, ben] = [await member('ana@acme.test'), await member('ben@acme.test')]
})
afterAll(async () => {
  await models[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await data.db.asOrganization(organizationId, (tx) => tx.deleteFrom('sessions').execute())
  sessionId = await meeting('We spoke of the warehouse in Rotterdam.')
  await add(OFFER, WORDS)
})

async function meeting(text: string, startedAt = clock.now()): Promise<string> {
  const lines = [{ speaker: 'Ana Lima', text }]
  const made = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines, startedAt })
  const where = { organizationId, sessionId: made.sessionId }
  await within((tx) => wantIndexed(tx, where, clock.now()))
  await indexSession.run({ db: data.db, clock, embedder: null }, where)
  return made.sessionId
}

async function add(name: string, words: string): Promise<string> {
  const bytes = Buffer.from(words)
  const id = await within((tx) =>
    addDocument(tx, { jobs, now: clock.now() }, ana, { organizationId, sessionId, name, bytes }),
  )
  await work()
  return id
}

/** Every job on documents that was asked for, and what those ask for. */
async function work() {
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    if (task.name === readDocument.name) await readDocument.run({ db: data.db, clock }, task.input)
    if (task.name === indexDocument.name)
      await indexDocument.run({ db: data.db, clock, embedder: null }, task.input)
  }
}

const within = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const search = async (question: string, caller = ana) => {
  const asked = { question, filters: {}, limit: 10 }
  return (await searchMeetings({ db: data.db, embedder: null }, caller, asked)).results
}
const found = async (question: string, caller = ana) =>
  (await search(question, caller)).flatMap(({ passage, session }) =>
    passage ? [{ document: passage.document, sessionId: session.id }] : [],
  )
type Asking = { caller?: Member; one?: string | undefined; model?: string | null }
const ask = (question: string, { caller = ana, one, model = null }: Asking = {}) =>
  askMeetings(
    { db: data.db, clock, embedder: null, model: model === null ? null : models.named(model) },
    caller,
    { question, filters: { sessionId: one } },
  )
const counts = () =>
  within(async (tx) => {
    const rows = await tx.selectFrom('searchTerms').selectAll().where('chunks', '!=', 0).execute()
    return new Map(rows.map(({ term, chunks }) => [term, chunks]))
  })

describe('a document', () => {
  test('is found by its words, and says where they stand', async () => {
    expect(await search('what does each seat cost?')).toMatchObject([
      {
        session: { id: sessionId },
        kind: 'document',
        passage: { document: OFFER, kind: 'md', place: 0, page: null, paragraph: 1 },
        line: null,
        marks: expect.arrayContaining(['costs', 'seat']),
      },
    ])
    expect(await found('Contoso')).toHaveLength(1) // its name
  })

  test('is found by nobody who may not see its meeting, and answers nobody else', async () => {
    const stranger = { ...ana, organizationId: await anOrganization(data.db) }
    for (const caller of [ben, stranger]) {
      expect(await found('licence seat', caller)).toEqual([])
      expect((await ask('What does the licence cost?', { caller })).points).toEqual([])
      expect((await ask('What does the licence cost?', { caller, one: sessionId })).points).toEqual([])
    }
  })

  test('that is taken away is found no more, and leaves no trace in the counts', async () => {
    const before = await counts()
    const documentId = await add('second.txt', 'A giraffe in the harbour of Rotterdam.')
    expect(await found('giraffe')).toHaveLength(1)
    await within((tx) => deleteDocument(tx, ana, { organizationId, sessionId, documentId }))
    expect(await found('giraffe')).toEqual([])
    await work()
    expect(await counts()).toEqual(before)
  })

  test('follows its meeting into another one, and back', async () => {
    const whole = await meeting('The first half.', clock.now().minus({ hours: 1 }))
    const where = { organizationId, sessionId: whole, otherId: sessionId }
    const editId = await within((tx) => joinSessions(tx, clock, ana, where))
    await work()
    expect(await found('licence')).toEqual([{ document: OFFER, sessionId: whole }])
    await within((tx) => undoEdit(tx, clock, ana, { organizationId, sessionId: whole, editId }))
    await work()
    expect(await found('licence')).toEqual([{ document: OFFER, sessionId }])
  })

  test('that was read before documents could be found, or was lost on its way, comes into the index', async () => {
    await within((tx) => tx.deleteFrom('documentPassages').execute())
    await within((tx) => tx.deleteFrom('searchChunks').where('documentId', 'is not', null).execute())
    await clock.advanceTo(clock.now().plus({ minutes: 20 }))
    await readForgotten.run({ db: data.db, clock, jobs })
    waiting = waiting.filter(({ name }) => name === readDocument.name)
    const [task] = waiting.splice(0)
    if (task) await readDocument.run({ db: data.db, clock }, task.input)
    waiting = [] // what it asked for is lost
    expect(await found('licence')).toEqual([])
    await clock.advanceTo(clock.now().plus({ minutes: 20 }))
    await indexForgotten.run({ db: data.db, clock, jobs, embedder: null })
    await work()
    expect(await found('licence')).toHaveLength(1)
  })
})

describe.each([null, 'sim-notes'])('asked, with the model %s', (model) => {
  test.each([
    ['all meetings', () => undefined],
    ['this meeting', () => sessionId],
  ])('%s, a question is answered with what the document says, and names it', async (_, one) => {
    const { points, writtenBy } = await ask('What does the licence cost for each seat?', {
      one: one(),
      model,
    })
    expect(writtenBy).toBe(model ?? 'extractive')
    expect(points[0]).toMatchObject({
      session: { id: sessionId },
      lines: [],
      passages: [{ document: OFFER, paragraph: 1, text: expect.stringContaining('nine hundred euros') }],
    })
  })

  test('a meeting that runs is asked by its documents, too; what was missed is what was said', async () => {
    await within((tx) =>
      tx.updateTable('sessions').set({ status: 'active' }).where('id', '=', sessionId).execute(),
    )
    const { points } = await ask('What does the licence cost for each seat?', { one: sessionId, model })
    expect(points[0]?.passages).toHaveLength(1)
    const missed = await ask('What did I miss?', { one: sessionId, model })
    expect(missed.points.flatMap(({ passages }) => passages)).toEqual([])
  })

  test('what neither says is not found', async () => {
    expect((await ask('When does the submarine leave for Antarctica?', { model })).points).toEqual([])
    expect((await ask('Who pays the fire insurance premium?', { one: sessionId, model })).points).toEqual([])
  })
})
