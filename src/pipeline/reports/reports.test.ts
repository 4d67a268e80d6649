import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { saveBudget } from '#pipeline/model/budget.ts'
import type { Model } from '#pipeline/model/model.ts'
import { keepWhatHolds } from '#pipeline/reports/keep-what-holds.ts'
import { loadReport } from '#pipeline/reports/reads.ts'
import { requestReport } from '#pipeline/reports/request-report.ts'
import { followReports } from '#pipeline/reports/take-out.ts'
import { writeReport } from '#pipeline/reports/write-report.ts'
import { addTemplate, changeTemplate, findTemplate, listTemplates } from '#pipeline/templates/templates.ts'
import { eraseRecorded } from '#sessions/record/erase-recorded.ts'
import { redactLines } from '#sessions/record/redact-lines.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { type StandInModel, standInModel } from '#test/stand-in-model.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
const jobs = { add: async () => {} }
let data: FreshDatabase
let models: StandInModel
let organizationId: string
let ana: { userId: string; email: string; organizationId: string; role: 'member' }
let ben: typeof ana
let sessionId: string
let lineIds: string[]

beforeAll(async () => {
  data = await freshDatabase()
  models = await standInModel(clock)
  organizationId = await anOrganization(data.db)
  ana = {
    organizationId,
    email: 'ana@acme.test',
    role: 'member',
    userId: await aUser(data.db, { organizationId, email: 'ana@acme.test' }),
  }
  ben = {
    organizationId,
    email: 'ben@acme.test',
    role: 'member',
    userId: await aUser(data.db, { organizationId, email: 'ben@acme.test' }),
  }
  const meeting = await aRecordedMeeting(data.db, {
    organizationId,
    ownerId: ana.userId,
    lines: [
      { speaker: 'Ana Lima', text: 'The forklift course costs nine hundred euros for each of the drivers.' },
      { speaker: 'Cleo Marsh', text: 'Then we book the course for the six drivers in March.' },
    ],
  })
  sessionId = meeting.sessionId
  lineIds = meeting.lineIds
})
afterAll(async () => {
  await models[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

/** Says this, one word after the other, and counts ten tokens each way. */
const saying = (text: string): Model => ({
  name: 'a-model',
  ask: () => Promise.reject(new Error('not asked')),
  async write({ onText, count }) {
    for (const end of text.split(' ').keys()) onText?.(text.split(' ').slice(0, end).join(' '))
    count?.({ promptTokens: 10, completionTokens: 10 })
    return text
  },
})

async function report(model: Model | null, about = sessionId) {
  const within = <T>(work: Parameters<typeof data.db.asOrganization<T>>[1]) =>
    data.db.asOrganization(organizationId, work)
  const reportId = await within((tx) =>
    requestReport(tx, { jobs, now: clock.now() }, ana, {
      prompt: 'What does the course cost?',
      sessionIds: [about],
    }),
  )
  await writeReport.run(
    { db: data.db, clock, model, modelPrices: { prompt: 1, completion: 2 } },
    { organizationId, reportId },
  )
  return { reportId, report: await within((tx) => loadReport(tx, ana.userId, reportId)) }
}

describe('a report', () => {
  test('keeps what its lines carry, with its sources, and leaves out the rest', async () => {
    const { report: written } = await report(
      saying(
        '# The course\n\n- It costs 900 euros for each driver. [1]\n- It costs 5000 euros in all. [1]\n- No line at all.',
      ),
    )
    expect(written).toMatchObject({
      status: 'completed',
      writtenBy: 'a-model',
      content: '# The course\n\n- It costs 900 euros for each driver. [1]',
      sources: [{ number: 1, sessionId, transcriptId: lineIds[0] }],
      trouble: expect.stringContaining('2 sentences were left out'),
    })
  })

  test('by a model that reads its instructions cites a line for every claim, and is kept whole', async () => {
    const { report: written } = await report(models.named('sim-notes'))
    expect(written).toMatchObject({ status: 'completed', writtenBy: 'sim-notes', trouble: null })
    expect(written?.sources.map(({ transcriptId }) => transcriptId)).toEqual(lineIds)
    const claims = written?.content.split('\n').filter((line) => line.startsWith('- ')) ?? []
    expect(claims.length).toBeGreaterThan(0)
    expect(claims.every((claim) => /\[[\d, ]+\]$/.test(claim))).toBe(true)
  })

  test('whose citations are all invented is written by rules, and says so', async () => {
    const { report: written } = await report(models.named('sim-liar'))
    expect(written).toMatchObject({
      writtenBy: 'extractive',
      trouble: expect.stringContaining('Nothing that sim-liar wrote held'),
    })
  })

  test('is written by rules without a model', async () => {
    const { report: written } = await report(null)
    expect(written).toMatchObject({ status: 'completed', writtenBy: 'extractive' })
    expect(written?.content).toContain('nine hundred euros')
    expect(written?.sources.map(({ transcriptId }) => transcriptId)).toContain(lineIds[0])
  })

  test('loses what rests on a line that is redacted, afterwards and while it is being written', async () => {
    const words = ['The course costs nine hundred euros.', 'Six drivers take it.', 'It is held in Lisbon.']
    const lines = words.map((text) => ({ speaker: 'Ana Lima', text }))
    const made = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines })
    const redact = (at: number) =>
      data.db.asOrganization(organizationId, async (tx) => {
        const where = { organizationId, sessionId: made.sessionId }
        const transcriptIds = made.lineIds.slice(at, at + 1)
        await redactLines(tx, clock, ana, { ...where, transcriptIds })
        await followReports(tx, { clock }, { ...where, transcriptIds, words: [] })
      })
    const { write, ...rest } = saying('- It costs 900 euros. [1]\n- Six drivers. [2]\n- In Lisbon. [3]')
    const model: Model = {
      ...rest,
      name: 'a-slow-model',
      async write(task) {
        await redact(1)
        return write(task)
      },
    }
    const { reportId, report: written } = await report(model, made.sessionId)
    expect(written?.content).toBe('- It costs 900 euros. [1]\n- In Lisbon. [3]')
    await redact(2)
    const left = await data.db.asOrganization(organizationId, (tx) => loadReport(tx, ana.userId, reportId))
    expect(left).toMatchObject({
      content: '- It costs 900 euros. [1]',
      sources: [{ number: 1, transcriptId: made.lineIds[0] }],
      trouble: expect.stringContaining('redacted'),
    })
    await data.db.asOrganization(organizationId, async (tx) => {
      const where = { organizationId, sessionId: made.sessionId }
      await eraseRecorded(tx, clock, where)
      await followReports(tx, { clock }, { ...where, transcriptIds: made.lineIds, words: [] })
      expect(await loadReport(tx, ana.userId, reportId)).toMatchObject({ content: '', sources: [] })
    })
  })

  test('is paid for: tokens and money are written down, and above the budget rules write', async () => {
    await data.db.asOrganization(organizationId, (tx) =>
      saveBudget(tx, organizationId, { monthlyTokens: 20, monthlyUsd: null }, clock.now()),
    )
    const { report: written } = await report(saying('- It costs 900 euros. [1]'))
    expect(written).toMatchObject({ writtenBy: 'extractive', trouble: expect.stringContaining('budget') })
    const rows = await data.db.asOrganization(organizationId, (tx) =>
      tx
        .selectFrom('modelUsage')
        .select(['purpose', 'model', 'sessionId', 'promptTokens', 'costUsd'])
        .where('model', '=', 'a-model')
        .execute(),
    )
    const spent = { purpose: 'report', model: 'a-model', promptTokens: 10, costUsd: 0.00003 }
    expect(rows).toEqual([{ ...spent, sessionId }]) // the one meeting that it is about
  })

  test('cannot be made of a meeting that one may not see, nor read by a colleague', async () => {
    const { reportId } = await report(null)
    await data.db.asOrganization(organizationId, async (tx) => {
      expect(await loadReport(tx, ben.userId, reportId)).toBeUndefined()
      await expect(
        requestReport(tx, { jobs, now: clock.now() }, ben, { prompt: 'x', sessionIds: [sessionId] }),
      ).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  test.each([
    ['![x](https://evil.example/a.png) It costs 900 euros. [1]', 'x It costs 900 euros. [1]'],
    ['It costs [900 euros](https://evil.example). [1]', 'It costs 900 euros. [1]'],
    ['It costs <b onclick=x>900 euros</b>. [1]', 'It costs 900 euros. [1]'],
    ['See https://evil.example/?d=900. [1]', ''],
  ])('has no links, images or tags: %s', async (text, expected) => {
    const lines = [{ number: 1, id: newId(), speaker: 'Ana', text: 'It costs nine hundred euros, x.' }]
    const meeting = { sessionId, title: 'T', people: ['Ana'], lines, background: null }
    const { content } = keepWhatHolds(text, { meetings: [meeting] })
    expect(content).toBe(expected)
  })
})

describe('templates', () => {
  const words = { name: 'Mine', description: '', conversationType: null, instructions: 'Only prices.' }

  test("are the system's, the organization's and one's own; only admins make one for everybody", async () => {
    await data.db.asOrganization(organizationId, async (tx) => {
      const own = await addTemplate(tx, ana, { ...words, isShared: false }, clock.now())
      const shared = await addTemplate(
        tx,
        { ...ana, role: 'admin' },
        { ...words, name: 'Ours', isShared: true },
        clock.now(),
      )
      await expect(addTemplate(tx, ben, { ...words, isShared: true }, clock.now())).rejects.toMatchObject({
        code: 'not_allowed',
      })
      const scopes = async (userId: string) =>
        new Set((await listTemplates(tx, userId)).map(({ scope }) => scope))
      expect(await scopes(ana.userId)).toEqual(new Set(['system', 'organization', 'personal']))
      expect(await scopes(ben.userId)).toEqual(new Set(['system', 'organization']))
      expect(await findTemplate(tx, ben.userId, own)).toBeUndefined()
      await expect(changeTemplate(tx, ben, own, { name: 'Stolen' }, clock.now())).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(changeTemplate(tx, ben, shared, { name: 'Stolen' }, clock.now())).rejects.toMatchObject({
        code: 'not_allowed',
      })
      await changeTemplate(tx, ana, own, { isDeleted: true }, clock.now())
      expect(await findTemplate(tx, ana.userId, own)).toBeUndefined()
    })
  })
})
