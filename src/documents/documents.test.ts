import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { addDocument, nameAsShown } from '#documents/add-document.ts'
import { backgroundFrom, readBackground } from '#documents/background.ts'
import { deleteDocument } from '#documents/delete-document.ts'
import { readDocument, readForgotten } from '#documents/jobs.ts'
import { MOST_BYTES, MOST_DOCUMENTS, said } from '#documents/limits.ts'
import { listDocuments, loadFile } from '#documents/reads.ts'
import { saveRemarks } from '#documents/session-context.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
type Member = { organizationId: string; userId: string; email: string }
let data: FreshDatabase
let organizationId: string
let [ana, ben, eve] = [] as unknown as [Member, Member, Member] // made before any test runs
let sessionId: string
let asked: { documentId: string }[]
const jobs = { add: async (_tx: unknown, _job: unknown, input: unknown) => void asked.push(input as never) }

beforeAll(async () => {
  data = await freshDatabase()
  organizationId = await anOrganization(data.db)
  const member = async (name: string) => {
    const email = `${name}@acme.test`
    return { organizationId, email, userId: await aUser(data.db, { organizationId, email, fullName: name }) }
  }
  ;[ana, ben, eve] = [await member('ana'), await member('ben'), await member('eve')]
})
afterAll(() => data[Symbol.asyncDispose]())
beforeEach(async () => {
  asked = []
  const invited = { email: ben.email, name: 'Ben', response: 'accepted' as const, isOrganizer: false }
  const meeting = { organizationId, ownerId: ana.userId, lines: [], people: [invited] }
  sessionId = (await aRecordedMeeting(data.db, meeting)).sessionId
})

const within = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const add = (who: Member, name: string, content: string | Buffer) =>
  within((tx) =>
    addDocument(tx, { jobs, now: clock.now() }, who, {
      ...{ organizationId, sessionId, name },
      bytes: Buffer.from(content),
    }),
  )
const read = async () => {
  for (const { documentId } of asked.splice(0))
    await readDocument.run({ db: data.db, clock }, { organizationId, documentId })
}
const list = () => within((tx) => listDocuments(tx, sessionId))

describe('a document', () => {
  test('is added by whoever sees the meeting, read in the background, and opened as it came', async () => {
    const id = await add(ben, '../../Offer.txt', 'Contoso asks 900 euros.')
    expect(await list()).toMatchObject([{ id, name: 'Offer.txt', status: 'pending', addedBy: 'ben' }])
    await read()
    expect(await list()).toMatchObject([
      { status: 'complete', preview: 'Contoso asks 900 euros.', chars: 23 },
    ])
    const { content } = await within((tx) => loadFile(tx, sessionId, id))
    expect(content.toString()).toBe('Contoso asks 900 euros.')
  })

  test('that cannot be read says why, and its file is not kept', async () => {
    const id = await add(ana, 'a.pdf', '%PDF-1.7 nothing follows')
    await read()
    expect(await list()).toMatchObject([{ status: 'error', trouble: said.damaged('pdf') }])
    await expect(within((tx) => loadFile(tx, sessionId, id))).rejects.toMatchObject({ code: 'gone' })
  })

  test('whose reader was lost is read again, and given up after an hour', async () => {
    const lost = await add(ana, 'a.txt', 'lost')
    asked = []
    await clock.advanceTo(clock.now().plus({ minutes: 11 }))
    await readForgotten.run({ db: data.db, clock, jobs })
    expect(asked).toEqual([{ organizationId, documentId: lost }])
    await clock.advanceTo(clock.now().plus({ minutes: 60 }))
    await readForgotten.run({ db: data.db, clock, jobs })
    expect(await list()).toMatchObject([{ status: 'error', trouble: said.tooHeavy }])
  })

  test.each([
    ['nothing in it', () => add(ana, 'a.txt', ''), 'validation_failed', said.empty],
    ['a kind that is none', () => add(ana, 'a.pdf', '\x7fELF\0'), 'validation_failed', said.unknownKind],
    ['too many bytes', () => add(ana, 'a.txt', 'a'.repeat(MOST_BYTES + 1)), 'too_large', said.tooLarge],
    ['a meeting that one may not see', () => add(eve, 'a.txt', 'a'), 'not_found', expect.any(String)],
  ])('with %s is refused', async (_, adding, code, detail) => {
    await expect(adding()).rejects.toMatchObject({ code, detail })
  })

  test('is refused twice, and when there are enough', async () => {
    await add(ana, 'a.txt', 'the same words')
    await expect(add(ben, 'b.txt', 'the same words')).rejects.toMatchObject({ detail: said.twice })
    for (let more = 1; more < MOST_DOCUMENTS; more++) await add(ana, 'a.txt', `document ${more}`)
    await expect(add(ana, 'c.txt', 'one more')).rejects.toMatchObject({ detail: said.tooMany })
  })

  test('is taken away by who added it and by the owner, by nobody else', async () => {
    const [mine, bens] = [await add(ana, 'a.txt', 'a'), await add(ben, 'b.txt', 'b')]
    const remove = (who: Member, documentId: string) =>
      within((tx) => deleteDocument(tx, who, { organizationId, sessionId, documentId }))
    await expect(remove(eve, bens)).rejects.toMatchObject({ code: 'not_found' })
    await expect(remove(ben, mine)).rejects.toMatchObject({ code: 'not_allowed' })
    await remove(ana, bens)
    await remove(ana, mine)
    expect(await list()).toEqual([])
  })

  test('of a half that was joined to another meeting stands there', async () => {
    await add(ana, 'a.txt', 'a')
    const { sessionId: whole } = await aRecordedMeeting(data.db, {
      ...{ organizationId, ownerId: ana.userId, lines: [] },
    })
    await within((tx) =>
      tx.updateTable('sessions').set({ joinedInto: whole }).where('id', '=', sessionId).execute(),
    )
    expect(await within((tx) => listDocuments(tx, whole))).toHaveLength(1)
  })
})

describe('the background of a meeting', () => {
  test("is its owner's words and what was read of the documents", async () => {
    expect(await within((tx) => readBackground(tx, sessionId))).toBeNull()
    const remarks = (who: Member, text: string) =>
      within((tx) => saveRemarks(tx, clock.now(), who, { organizationId, sessionId, text }))
    await expect(remarks(ben, 'Mine')).rejects.toMatchObject({ code: 'not_allowed' })
    await remarks(ana, 'The yearly talk with Contoso.')
    await add(ana, 'offer.txt', 'They ask 900 euros.')
    await read()
    expect(await within((tx) => readBackground(tx, sessionId))).toBe(
      'About the meeting: The yearly talk with Contoso.\n\nDocument "offer.txt":\nThey ask 900 euros.',
    )
    await remarks(ana, '')
    expect(await within((tx) => readBackground(tx, sessionId))).toMatch(/^Document/)
  })

  test('has room for each document, and most for the longest', () => {
    const [short, long] = [
      { name: 's', text: 'short' },
      { name: 'l', text: 'x'.repeat(500) },
    ]
    const text = backgroundFrom('', [long, short], 200) ?? ''
    expect(text).toContain('short')
    expect(text.length).toBeLessThanOrEqual(202)
    expect(text).toMatch(/x{100,} \[…\]$/)
  })
})

test.each([
  ['C:\\Users\\me\\offer.pdf', 'offer.pdf'],
  ['a\u202Efdp.exe', 'afdp.exe'],
  ['\0', 'document'],
])('the name %j is shown as %j', (name, expected) => {
  expect(nameAsShown(name)).toBe(expected)
})
