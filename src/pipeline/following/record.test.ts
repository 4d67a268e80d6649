/** What the owner changes in the record, and what follows it: the summary, with people's own words left alone. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { settling } from '#events/settle.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { followJoin, followRecord } from '#pipeline/following/follow-record.ts'
import { addPoint, editPoint } from '#sessions/points/edit-point.ts'
import { readLines, readSummary } from '#sessions/reads.ts'
import { correctLine } from '#sessions/record/correct-line.ts'
import { joinSessions } from '#sessions/record/join-sessions.ts'
import { renameSpeaker } from '#sessions/record/rename-speaker.ts'
import { undoEdit } from '#sessions/record/undo-edit.ts'
import { anOrganization, aRecordedMeeting, aSummary, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'

const reactions = { 'record.changed': [followRecord], 'record.joined': [followJoin] }
const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
const ana = { userId: '', email: 'ana@acme.test' }
const ben = { userId: '', email: 'ben@acme.test' }
let data: FreshDatabase
let organizationId: string
let sessionId: string
let ids: string[]
const asked: string[] = []

beforeAll(async () => {
  data = await freshDatabase()
  const jobs = { add: async (_tx: unknown, job: { name: string }) => void asked.push(job.name) }
  data.db.onCommit(
    settling({ reactions, needs: { jobs, clock, publicUrl: 'https://x.test' }, clock, announce() {} }),
  )
  organizationId = await anOrganization(data.db)
  ana.userId = await aUser(data.db, { email: ana.email, fullName: 'Ana Lima', organizationId })
  ben.userId = await aUser(data.db, { email: ben.email, fullName: 'Ben Ott', organizationId })
})
afterAll(() => data[Symbol.asyncDispose]())

beforeEach(async () => {
  const lines = [
    { speaker: 'Speaker 1', text: 'We move to Kubernets on Friday.' },
    { speaker: 'Ana Lima', text: 'Jonas Berg writes the page by Monday.', isOwner: true },
    { speaker: 'Speaker 1', text: 'My salary is 90 thousand.' },
  ]
  const people = [{ email: ben.email, name: 'Ben Ott', response: 'accepted' as const, isOrganizer: false }]
  const meeting = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines, people })
  sessionId = meeting.sessionId
  ids = meeting.lineIds
  await aSummary(
    data.db,
    { organizationId, sessionId },
    {
      tldr: [{ text: 'The move to Kubernets is on Friday.', transcriptIds: [line(0)] }],
      decisions: [{ text: 'A salary of 90 thousand.', transcriptIds: [line(2)] }],
      actionItems: [{ text: 'Jonas Berg writes the page.', transcriptIds: [line(1)], owner: 'Speaker 1' }],
    },
  )
})

const line = (at: number) => ids[at] ?? ''
const run = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const where = () => ({ organizationId, sessionId })
const lines = () => run((tx) => readLines(tx, sessionId))
const summary = () => run((tx) => readSummary(tx, sessionId))
const undo = (editId: string | null) =>
  run((tx) => undoEdit(tx, clock, ana, { ...where(), editId: editId ?? '' }))
const correct = (at: number, text: string, who = ana) =>
  run((tx) => correctLine(tx, clock, who, { ...where(), transcriptId: line(at), text }))
const rename = (at: number, name: string, scope: 'line' | 'speaker', isRemembered = false) =>
  run((tx) =>
    renameSpeaker(tx, clock, ana, { ...where(), transcriptId: line(at), name, scope, isRemembered }),
  )

describe('a corrected line', () => {
  test('is corrected in the summary, and back again with undo', async () => {
    const edit = await correct(0, 'We move to Kubernetes on Friday.')
    expect((await lines())[0]).toMatchObject({ text: 'We move to Kubernetes on Friday.', isEdited: true })
    expect((await summary())?.tldr).toMatchObject([
      { text: 'The move to Kubernetes is on Friday.', trouble: null },
    ])
    await undo(edit)
    expect((await lines())[0]).toMatchObject({ text: 'We move to Kubernets on Friday.', isEdited: false })
    expect((await summary())?.tldr).toMatchObject([{ text: 'The move to Kubernets is on Friday.' }])
  })

  test('that no longer carries a point marks it, with the reason', async () => {
    await correct(2, 'It is a lot.')
    expect((await summary())?.decisions).toMatchObject([{ trouble: expect.stringContaining('nobody said') }])
  })

  test('leaves a person’s own words as they are', async () => {
    const [point] = (await summary())?.tldr ?? []
    await run((tx) =>
      editPoint(tx, clock, ana, {
        ...where(),
        pointId: point?.id ?? '',
        change: { text: 'Kubernets, we said.' },
      }),
    )
    await correct(0, 'We move to Kubernetes on Friday.')
    expect((await summary())?.tldr).toMatchObject([
      { text: 'Kubernets, we said.', isEdited: true, trouble: null },
    ])
  })

  test('is the owner’s alone to correct', async () => {
    await expect(correct(0, 'No', ben)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      run((tx) =>
        correctLine(
          tx,
          clock,
          { userId: ben.userId, email: 'x@y.test' },
          { ...where(), transcriptId: line(0), text: 'No' },
        ),
      ),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a renamed speaker', () => {
  test('is renamed in this line alone', async () => {
    await rename(0, 'Cleo', 'line')
    expect((await lines()).map(({ speaker }) => speaker)).toEqual(['Cleo', 'Ana Lima', 'Speaker 1'])
    expect((await summary())?.actionItems).toMatchObject([{ owner: 'Speaker 1' }])
  })

  test('is renamed in all lines, and as the owner of a task', async () => {
    const edit = await rename(0, 'Cleo Park', 'speaker')
    expect((await lines()).map(({ speaker }) => speaker)).toEqual(['Cleo Park', 'Ana Lima', 'Cleo Park'])
    expect((await summary())?.actionItems).toMatchObject([{ owner: 'Cleo Park' }])
    await undo(edit)
    expect((await summary())?.actionItems).toMatchObject([{ owner: 'Speaker 1' }])
  })

  test('who turns out to be the owner speaks as the owner', async () => {
    await rename(0, 'ana lima', 'speaker')
    expect((await lines())[0]).toMatchObject({ isOwner: true })
  })

  test('is remembered by the name that the platform gives, not by a number', async () => {
    await expect(rename(0, 'Cleo', 'speaker', true)).rejects.toMatchObject({ code: 'validation_failed' })
    const edit = await rename(1, 'Ana L.', 'speaker', true)
    const remembered = () => run((tx) => tx.selectFrom('speakerNames').select(['heard', 'name']).execute())
    expect(await remembered()).toEqual([{ heard: 'ana lima', name: 'Ana L.' }])
    await undo(edit)
    expect(await remembered()).toEqual([])
  })
})

test('an edit on which a later one stands is not taken back first', async () => {
  const first = await correct(0, 'One')
  const second = await correct(0, 'Two')
  await expect(undo(first)).rejects.toMatchObject({ code: 'conflict' })
  await undo(second)
  await undo(first)
  expect((await lines())[0]).toMatchObject({ text: 'We move to Kubernets on Friday.', isEdited: false })
})

test('a task is confirmed, gets an owner, and one of my own is added', async () => {
  const [task] = (await summary())?.actionItems ?? []
  const change = { isConfirmed: true, owner: 'Ben Ott', dueDate: '2026-11-30' }
  await run((tx) => editPoint(tx, clock, ana, { ...where(), pointId: task?.id ?? '', change }))
  await run((tx) =>
    addPoint(tx, clock, ana, {
      ...where(),
      section: 'actionItems',
      text: 'Book a room',
      transcriptIds: [line(1)],
    }),
  )
  expect((await summary())?.actionItems).toMatchObject([
    { ...change, isEdited: false },
    { text: 'Book a room', isConfirmed: true, isEdited: true },
  ])
  const foreign = { ...where(), section: 'tldr' as const, text: 'x', transcriptIds: [organizationId] }
  await expect(run((tx) => addPoint(tx, clock, ana, foreign))).rejects.toMatchObject({
    code: 'validation_failed',
  })
})

test('two halves of one meeting are joined on one time line, and come apart again', async () => {
  const startedAt = DateTime.fromISO('2026-11-23T09:10:00Z', { zone: 'utc' })
  const second = await aRecordedMeeting(data.db, {
    ...{
      organizationId,
      ownerId: ana.userId,
      lines: [{ speaker: 'Ana Lima', text: 'We are back.' }],
      startedAt,
    },
    people: [{ email: 'new@acme.test', name: null, response: 'accepted', isOrganizer: false }],
  })
  asked.length = 0
  const edit = await run((tx) => joinSessions(tx, clock, ana, { ...where(), otherId: second.sessionId }))
  expect((await lines()).at(-1)).toMatchObject({ text: 'We are back.', start: 600, sequence: 3 })
  expect(asked).toEqual(['pipeline.summarize'])
  await expect(
    run((tx) => joinSessions(tx, clock, ana, { ...where(), otherId: second.sessionId })),
  ).rejects.toMatchObject({ code: 'conflict' })
  await undo(edit)
  expect(await lines()).toHaveLength(3)
  const back = await run((tx) => readLines(tx, second.sessionId))
  expect(back).toMatchObject([{ text: 'We are back.', start: 0, sequence: 0 }])
})
