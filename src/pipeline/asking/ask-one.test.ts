/** A meeting that runs is asked by its lines so far: with and without a model, by those who may see it. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manualClock } from '#lib/manual-clock.ts'
import { askMeetings } from '#pipeline/asking/ask-meetings.ts'
import { asksToCatchUp } from '#pipeline/asking/catch-up.ts'
import { OVER_BUDGET, saveBudget } from '#pipeline/model/budget.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { type StandInModel, standInModel } from '#test/stand-in-model.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T09:10:00Z', { zone: 'utc' }))
let data: FreshDatabase
let models: StandInModel
let ana: { userId: string; email: string; organizationId: string }
let ben: typeof ana
let running: { sessionId: string; lineIds: string[] }

beforeAll(async () => {
  data = await freshDatabase()
  models = await standInModel(clock)
  const organizationId = await anOrganization(data.db)
  const member = async (email: string) => ({
    ...{ organizationId, email },
    userId: await aUser(data.db, { organizationId, email }),
  })
  ana = await member('ana@acme.test')
  ben = await member('ben@acme.test')
  const lines = [
    ['Ana Lima', 'The forklift course costs nine hundred euros for each driver.'],
    ['Cleo Marsh', 'Can you send me the offer of the school, Ana?'],
    ['Ana Lima', 'Yes, I will send the offer before Wednesday evening.'],
    ['Cleo Marsh', 'We have decided to book the blue warehouse in Rotterdam.'],
    ['Ana Lima', 'Then the move begins in March with twelve trucks.'],
  ].map(([speaker = '', text = '']) => ({ speaker, text }))
  running = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines })
  await data.db.asOrganization(organizationId, (tx) =>
    tx
      .updateTable('sessions')
      .set({ status: 'active', finalizedAt: null })
      .where('id', '=', running.sessionId)
      .execute(),
  )
})
afterAll(async () => {
  await models[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const ask = (
  question: string,
  { caller = ana, since = undefined as number | undefined, model = null as string | null } = {},
) =>
  askMeetings(
    {
      ...{ db: data.db, clock, embedder: null },
      model: model === null ? null : models.named(model),
    },
    caller,
    { question, since, filters: { sessionId: running.sessionId } },
  )

describe.each([null, 'sim-notes'])('by %s', (model) => {
  test('a question is answered with lines of the meeting that runs', async () => {
    const { points } = await ask('What does the forklift course cost?', { model })
    expect(points[0]).toMatchObject({ session: { id: running.sessionId, ownerName: expect.any(String) } })
    expect(points[0]?.lines[0]?.id).toBe(running.lineIds[0])
  })

  test('what was missed is told in the order of time, each point with its lines', async () => {
    const { points } = await ask('What did I miss?', { model })
    const firsts = points.map(({ lines }) => lines[0]?.sequence ?? -1)
    expect(firsts.length).toBeGreaterThan(0)
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b))
    expect(firsts.every((sequence) => sequence >= 0)).toBe(true)
  })

  test('only what was said since then', async () => {
    const { points } = await ask('What did I miss?', { model, since: 16 })
    expect(points.length).toBeGreaterThan(0)
    expect(points.flatMap(({ lines }) => lines).every(({ end }) => end >= 16)).toBe(true)
    expect((await ask('What does the forklift course cost?', { model, since: 16 })).points).toEqual([])
  })

  test('nobody else is told anything, in this organization or another', async () => {
    const stranger = { ...ana, organizationId: await anOrganization(data.db) }
    expect((await ask('What did I miss?', { model, caller: stranger })).points).toEqual([])
    expect((await ask('What did I miss?', { model, caller: ben })).points).toEqual([])
    expect((await ask('What does the forklift course cost?', { model, caller: ben })).points).toEqual([])
  })
})

test('a question about one thing is not one for all', () => {
  const all = [
    'What did I miss?',
    'what have I missed so far',
    'Catch me up',
    'Recap please',
    "What's happened?",
  ]
  const one = [
    'Did we miss the deadline?',
    'What happened with the invoice of March in Rotterdam to Ben?',
    'Who wrote the summary of costs?',
  ]
  expect(all.map(asksToCatchUp)).toEqual(all.map(() => true))
  expect(one.map(asksToCatchUp)).toEqual([false, false, false])
})

test('what it cost stands with the meeting; above the budget the words of the meeting answer, and say so', async () => {
  const { organizationId } = ana
  const spent = await data.db.asOrganization(organizationId, (tx) =>
    tx.selectFrom('modelUsage').select(['purpose', 'sessionId']).execute(),
  )
  expect(spent[0]).toEqual({ purpose: 'ask', sessionId: running.sessionId })
  await data.db.asOrganization(organizationId, (tx) =>
    saveBudget(tx, organizationId, { monthlyTokens: 1, monthlyUsd: null }, clock.now()),
  )
  const { points, writtenBy, trouble } = await ask('What did I miss?', { model: 'sim-notes' })
  expect(points.length).toBeGreaterThan(0)
  expect({ writtenBy, trouble }).toEqual({ writtenBy: 'extractive', trouble: OVER_BUDGET })
})
