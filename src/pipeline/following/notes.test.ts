/** Notes by topic: edited by hand, kept when they are written anew, and following the record like the rest of a summary. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { json, type PointChange, type Topic } from '#db/json.ts'
import { emit } from '#events/events.ts'
import { settling } from '#events/settle.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { followEdits, followRecord } from '#pipeline/following/follow-record.ts'
import { followVersions } from '#pipeline/following/follow-versions.ts'
import { addPoint, editPoint } from '#sessions/points/edit-point.ts'
import { keepEdits } from '#sessions/points/keep-edits.ts'
import { renameTopic } from '#sessions/points/rename-topic.ts'
import { readSummary } from '#sessions/reads.ts'
import { correctLine } from '#sessions/record/correct-line.ts'
import { redactLines } from '#sessions/record/redact-lines.ts'
import { anOrganization, aRecordedMeeting, aSummary, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'

const reactions = {
  'record.changed': [followRecord, followVersions],
  'points.edited': [followEdits],
  'summary.ready': [keepEdits, followEdits],
}
const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
const ana = { userId: '', email: 'ana@acme.test' }
const ben = { userId: '', email: 'ben@acme.test' }
let data: FreshDatabase
let organizationId: string
let sessionId: string
let ids: string[]

beforeAll(async () => {
  data = await freshDatabase()
  const needs = { jobs: { add: async () => {} }, clock, publicUrl: 'https://x.test' }
  data.db.onCommit(settling({ reactions, needs, clock, announce() {} }))
  organizationId = await anOrganization(data.db)
  ana.userId = await aUser(data.db, { email: ana.email, fullName: 'Ana Lima', organizationId })
  ben.userId = await aUser(data.db, { email: ben.email, fullName: 'Ben Ott', organizationId })
})
afterAll(() => data[Symbol.asyncDispose]())
beforeEach(async () => {
  const lines = [
    { speaker: 'Ana Lima', text: 'The warehouse in Roterdam opens in March with twelve trucks.' },
    { speaker: 'Ana Lima', text: 'My salary is 90 thousand.' },
  ]
  const people = [{ email: ben.email, name: 'Ben Ott', response: 'accepted' as const, isOrganizer: false }]
  const made = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines, people })
  ;[sessionId, ids] = [made.sessionId, made.lineIds]
  await aSummary(data.db, { organizationId, sessionId }, { topics: written() })
})

const line = (at: number) => ids[at] ?? ''
const written = (): Topic[] => [
  {
    title: 'Roterdam',
    points: [{ text: 'The warehouse in Roterdam opens in March.', transcriptIds: [line(0)] }],
  },
  {
    title: 'A salary of 90 thousand',
    points: [
      { text: 'It is 90 thousand.', transcriptIds: [line(0), line(1)] },
      { text: 'There are twelve trucks.', transcriptIds: [line(0)] },
    ],
  },
]
const run = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const where = () => ({ organizationId, sessionId })
const topics = async () => (await run((tx) => readSummary(tx, sessionId)))?.topics ?? []
const notes = async () => (await topics()).flatMap(({ points }) => points)
const change = async (at: number, change: PointChange, who = ana) => {
  const pointId = (await notes())[at]?.id ?? ''
  await run((tx) => editPoint(tx, clock, who, { ...where(), pointId, change }))
}
const add = (text: string, topic: string, transcriptIds: string[] = []) =>
  run((tx) => addPoint(tx, clock, ana, { ...where(), section: 'topics', topic, text, transcriptIds }))
const rename = (title: string, newTitle: string, who = ana) =>
  run((tx) => renameTopic(tx, clock, who, { ...where(), title, newTitle }))
const writeAnew = (structuredNotes: Topic[]) =>
  run(async (tx) => {
    await tx
      .updateTable('summaries')
      .set({ structuredNotes: json(structuredNotes) })
      .execute()
    emit(tx, 'summary.ready', where())
  })

describe('a note that a person changed', () => {
  test('says who did, and keeps its lines where they carry the new words', async () => {
    await change(0, { text: 'In March the warehouse opens, with twelve trucks.' })
    expect(await notes()).toMatchObject([
      { isEdited: true, editedBy: 'Ana Lima', isSourced: true, lineIds: [line(0)], trouble: null },
      { isEdited: false, editedBy: null, isSourced: true },
      {},
    ])
  })

  test.each([
    ['a figure that nobody said', 'The warehouse in Roterdam opens with 40 trucks.'],
    ['other words altogether', 'Nobody believes that this can succeed before summer.'],
  ])('says that %s stands in no line', async (_, text) => {
    await change(0, { text })
    expect((await notes())[0]).toMatchObject({ text, isEdited: true, isSourced: false })
  })

  test('stays when the notes are written anew; one that was taken out does not come back', async () => {
    await change(0, { text: 'Opening: March.' })
    await change(2, { isRemoved: true })
    await writeAnew(written())
    expect((await notes()).map(({ text }) => text)).toEqual(['Opening: March.', 'It is 90 thousand.'])
    await writeAnew([{ title: 'Elsewhere', points: [{ text: 'New.', transcriptIds: [line(1)] }] }])
    expect(await topics()).toMatchObject([
      { title: 'Elsewhere', points: [{ text: 'New.' }] },
      { title: 'Roterdam', points: [{ text: 'Opening: March.', editedBy: 'Ana Lima', isSourced: true }] },
    ])
  })

  test('may be one of their own: in a topic that is there, or in a new one; it rests on what they name', async () => {
    await add('Ask for the lease.', 'Roterdam')
    await add('The warehouse opens in March.', 'To remember', [line(0)])
    await writeAnew(written())
    expect(await topics()).toMatchObject([
      { points: [{ isEdited: false }, { text: 'Ask for the lease.', isSourced: false, lineIds: [] }] },
      {},
      { title: 'To remember', points: [{ editedBy: 'Ana Lima', isSourced: true }] },
    ])
  })

  test('stands under the title that they gave its topic, also when it is written anew', async () => {
    await add('Ask for the lease.', 'Roterdam')
    await rename('Roterdam', 'The warehouse')
    expect((await topics()).map(({ title }) => title)).toEqual(['The warehouse', 'A salary of 90 thousand'])
    await writeAnew(written())
    expect(await topics()).toMatchObject([
      { title: 'The warehouse', points: [{ isEdited: false }, { text: 'Ask for the lease.' }] },
      { title: 'A salary of 90 thousand' },
    ])
  })

  test('is not put under a title that another topic has, and nobody else names it', async () => {
    const both = ['Roterdam', 'A salary of 90 thousand'] as const
    await expect(rename(...both)).rejects.toMatchObject({ code: 'conflict' })
    await expect(rename('Nowhere', 'x')).rejects.toMatchObject({ code: 'not_found' })
    await expect(rename('Roterdam', 'x', ben)).rejects.toMatchObject({ code: 'not_allowed' })
    await rename('Roterdam', 'Roterdam')
    expect((await topics()).map(({ title }) => title)).toEqual(both)
  })

  test('is the owner’s alone to change', async () => {
    await expect(change(0, { text: 'x' }, ben)).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('notes follow the record', () => {
  test('a corrected word is corrected in the note and in its title; a person’s words are theirs', async () => {
    await change(2, { text: 'Twelve trucks for Roterdam.' })
    await run((tx) =>
      correctLine(tx, clock, ana, {
        ...where(),
        transcriptId: line(0),
        text: 'The warehouse in Rotterdam opens in March with twelve trucks.',
      }),
    )
    expect(await topics()).toMatchObject([
      { title: 'Rotterdam', points: [{ text: 'The warehouse in Rotterdam opens in March.', trouble: null }] },
      { points: [{}, { text: 'Twelve trucks for Roterdam.', isSourced: false }] },
    ])
  })

  test('what rests on a redacted line goes, and with it the title', async () => {
    await run((tx) => redactLines(tx, clock, ana, { ...where(), transcriptIds: [line(1)] }))
    expect((await topics()).map(({ title }) => title)).toEqual(['Roterdam', 'Topic'])
    expect(JSON.stringify(await topics())).not.toContain('90 thousand') // ids may hold a 90
  })

  test('a title that a person gave goes for good with what was redacted under it', async () => {
    await rename('A salary of 90 thousand', 'Ninety thousand')
    await run((tx) => redactLines(tx, clock, ana, { ...where(), transcriptIds: [line(1)] }))
    await writeAnew(written().slice(0, 1))
    expect((await topics()).map(({ title }) => title)).toEqual(['Roterdam'])
    await writeAnew([
      { title: 'Trucks', points: [{ text: 'There are twelve trucks.', transcriptIds: [line(0)] }] },
    ])
    expect((await topics()).map(({ title }) => title)).toEqual(['Trucks'])
  })
})
