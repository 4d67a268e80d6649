/** What the owner redacts is gone from everything that was made of it, and can be taken back for a day. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { json, type Point } from '#db/json.ts'
import { emit } from '#events/events.ts'
import { settling } from '#events/settle.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { followRecord } from '#pipeline/following/follow-record.ts'
import { followSeen } from '#pipeline/following/follow-seen.ts'
import { addHappenings, addHints } from '#pipeline/guiding/save-seen.ts'
import { readGuidance } from '#sessions/guidance/read-guidance.ts'
import { editPoint } from '#sessions/points/edit-point.ts'
import { keepEdits } from '#sessions/points/keep-edits.ts'
import { readLines, readSummary } from '#sessions/reads.ts'
import { correctLine } from '#sessions/record/correct-line.ts'
import { forgetRedacted } from '#sessions/record/forget-redacted.ts'
import { redactLines } from '#sessions/record/redact-lines.ts'
import { undoEdit } from '#sessions/record/undo-edit.ts'
import { anOrganization, aRecordedMeeting, aSummary, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
const ana = { userId: '', email: 'ana@acme.test' }
let data: FreshDatabase
let organizationId: string
let sessionId: string
let ids: string[]
const asked: string[] = []

beforeAll(async () => {
  data = await freshDatabase()
  const reactions = { 'record.changed': [followRecord, followSeen], 'summary.ready': [keepEdits] }
  const jobs = { add: async (_tx: unknown, job: { name: string }) => void asked.push(job.name) }
  const needs = { jobs, clock, publicUrl: 'https://x.test' }
  data.db.onCommit(settling({ reactions, needs, clock, announce() {} }))
  organizationId = await anOrganization(data.db)
  ana.userId = await aUser(data.db, { email: ana.email, fullName: 'Ana Lima', organizationId })
})
afterAll(() => data[Symbol.asyncDispose]())

beforeEach(async () => {
  const lines = [
    { speaker: 'Speaker 1', text: 'We move to Kubernetes on Friday.' },
    { speaker: 'Ana Lima', text: 'Jonas Berg writes the page by Monday.', isOwner: true },
    { speaker: 'Speaker 1', text: 'My salary is 90 thousand.' },
  ]
  const meeting = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines })
  ;[sessionId, ids] = [meeting.sessionId, meeting.lineIds]
  const decisions = [{ text: 'A salary of 90 thousand.', transcriptIds: [line(2)] }]
  const actionItems = [{ text: 'Pay 90 thousand.', transcriptIds: [line(2)] }]
  await aSummary(data.db, { organizationId, sessionId }, { decisions, actionItems })
})

const line = (at: number) => ids[at] ?? ''
const run = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const where = () => ({ organizationId, sessionId })
const lines = () => run((tx) => readLines(tx, sessionId))
const summary = () => run((tx) => readSummary(tx, sessionId))
const undo = (editId: string | null) =>
  run((tx) => undoEdit(tx, clock, ana, { ...where(), editId: editId ?? '' }))
const correct = (at: number, text: string) =>
  run((tx) => correctLine(tx, clock, ana, { ...where(), transcriptId: line(at), text }))
const redact = (...at: number[]) =>
  run((tx) => redactLines(tx, clock, ana, { ...where(), transcriptIds: at.map(line) }))

describe('a redacted line', () => {
  test('is gone with every point that rests on it alone, until it is taken back', async () => {
    const title = (title: string) =>
      run((tx) => tx.updateTable('summaries').set({ title }).where('sessionId', '=', sessionId).execute())
    await title('A salary of 90 thousand')
    const edit = await redact(2)
    expect((await summary())?.title).toBeNull()
    expect((await lines())[2]).toMatchObject({ text: '', isRedacted: true, speaker: 'Speaker 1' })
    expect((await summary())?.decisions).toEqual([])
    expect(
      JSON.stringify(
        await run((tx) =>
          tx.selectFrom('transcripts').selectAll().where('sessionId', '=', sessionId).execute(),
        ),
      ),
    ).not.toContain('salary')
    await undo(edit)
    expect((await lines())[2]).toMatchObject({ text: 'My salary is 90 thousand.', isRedacted: false })
  })

  test('takes with it a point that also rests on others, where those do not carry it', async () => {
    const decisions: Point[] = [
      { text: 'The move is on Friday, at 90 thousand.', transcriptIds: [line(0), line(2)] },
      { text: 'The move is on Friday.', transcriptIds: [line(0), line(2)] },
    ]
    await run((tx) =>
      tx
        .updateTable('summaries')
        .set({ keyDecisions: json(decisions) })
        .where('sessionId', '=', sessionId)
        .execute(),
    )
    await redact(2)
    expect((await summary())?.decisions).toMatchObject([{ text: 'The move is on Friday.', trouble: null }])
  })

  test('takes a confirmed task with it, which the next version does not bring back', async () => {
    const pointId = (await summary())?.actionItems[0]?.id ?? ''
    await run((tx) => editPoint(tx, clock, ana, { ...where(), pointId, change: { isConfirmed: true } }))
    await redact(2)
    await run(async (tx) => emit(tx, 'summary.ready', where()))
    expect((await summary())?.actionItems).toEqual([])
  })

  test('is not quoted any more in what was seen while the meeting ran', async () => {
    const now = clock.now()
    const hint = (text: string, at: number) => ({
      type: 'ask' as const,
      key: text,
      text,
      lineIds: [line(at)],
    })
    const event = (type: 'milestone' | 'decision', title: string, at: number) => ({
      ...{ type, title, lineId: line(at), at },
    })
    await run(async (tx) => {
      await addHints(tx, where(), [hint('salary?', 2), hint('when?', 0)], { writtenBy: 'rule', now })
      const seen = [event('decision', 'The move', 0), event('decision', 'A salary', 2)]
      await addHappenings(tx, where(), [...seen, event('milestone', '15 minutes', 2)], now)
    })
    await redact(2)
    const { chips, events } = await run((tx) => readGuidance(tx, ana, sessionId, now))
    expect(chips.map(({ text }) => text)).toEqual(['when?'])
    expect(events.map(({ title }) => title)).toEqual(['15 minutes', 'The move'])
  })

  test('has a summary that is being written asked for again: its writer has read the words', async () => {
    await run((tx) =>
      tx
        .updateTable('summaries')
        .set({ generationStatus: 'generating' })
        .where('sessionId', '=', sessionId)
        .execute(),
    )
    const version = (await summary())?.version ?? 0
    asked.length = 0
    await redact(2)
    expect(asked).toEqual(['pipeline.summarize'])
    expect(await summary()).toMatchObject({ status: 'pending', version: version + 1, decisions: [] })
  })

  test('cannot be corrected, and its words are wiped after a day', async () => {
    await correct(2, 'My salary is 91 thousand.')
    const edit = await redact(2)
    await expect(correct(2, 'x')).rejects.toMatchObject({ code: 'conflict' })
    await clock.advanceTo(clock.now().plus({ hours: 25 }))
    await forgetRedacted.run({ db: data.db, clock })
    const ledger = await run((tx) =>
      tx.selectFrom('recordEdits').selectAll().where('sessionId', '=', sessionId).execute(),
    )
    expect(JSON.stringify(ledger)).not.toContain('salary')
    await expect(undo(edit)).rejects.toMatchObject({ code: 'gone' })
  })
})
