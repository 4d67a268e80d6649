import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addItem, removeItem, tickItem } from '#briefs/keep-checklist.ts'
import { readBrief } from '#briefs/read-brief.ts'
import { writeOpening } from '#briefs/write-opening.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json, type Participant } from '#db/json.ts'
import { newId } from '#lib/ids.ts'
import { manualClock } from '#lib/manual-clock.ts'
import type { Model } from '#pipeline/model/model.ts'
import { anOrganization, aRecordedMeeting, aSummary, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'

const NOW = DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' })
const clock = manualClock(NOW)
type Member = { organizationId: string; userId: string; email: string; fullName: string }
let data: FreshDatabase
let organizationId: string
let ana: Member
let ben: Member
const cleo: Participant = {
  email: 'cleo@contoso.test',
  name: 'Cleo Marsh',
  response: 'accepted',
  isOrganizer: false,
}
const dora: Participant = { ...cleo, email: 'dora@else.test', name: 'Dora Else' }

beforeAll(async () => {
  data = await freshDatabase()
  organizationId = await anOrganization(data.db)
  const member = async (fullName: string) => {
    const email = `${fullName.split(' ')[0]?.toLowerCase()}@acme.test`
    return {
      organizationId,
      email,
      fullName,
      userId: await aUser(data.db, { organizationId, email, fullName }),
    }
  }
  ana = await member('Ana Lima')
  ben = await member('Ben Ott')
})
afterAll(() => data[Symbol.asyncDispose]())

const within = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const brief = (who: Member, id: string) => within((tx) => readBrief(tx, who, id))

/** A meeting that was written down `days` ago, with a task of Ana's. */
async function earlier(title: string, days: number, { owner = ana, people = [cleo] } = {}) {
  const { sessionId, lineIds } = await aRecordedMeeting(data.db, {
    ...{ organizationId, ownerId: owner.userId, title, people, startedAt: NOW.minus({ days }) },
    lines: [
      { speaker: 'Cleo Marsh', text: 'The course costs nine hundred euros.' },
      { speaker: 'Ana Lima', text: 'I will send the list of drivers.' },
    ],
  })
  const [price = '', promise = ''] = lineIds
  const task = (text: string, more = {}) => ({ text, transcriptIds: [promise], owner: 'Ana Lima', ...more })
  await aSummary(
    data.db,
    { organizationId, sessionId },
    {
      tldr: [{ text: `${title}: the course costs 900 euros.`, transcriptIds: [price] }],
      actionItems: [task(`Send the list (${title})`), task('Long done', { isDone: true })],
    },
  )
  return { sessionId, price, promise }
}

async function coming(people = [cleo]): Promise<string> {
  const id = newId()
  const start = NOW.plus({ hours: 3 })
  await within((tx) =>
    tx
      .insertInto('sessions')
      .values({
        ...{ organizationId, id, userId: ana.userId, title: 'Course, part two', participants: json(people) },
        ...{ scheduledStart: start, scheduledEnd: start.plus({ hours: 1 }) },
      })
      .execute(),
  )
  return id
}

describe('a brief', () => {
  test('tells of earlier meetings with these people, newest first, and of nothing that one may not see', async () => {
    const old = await earlier('Old talk', 30)
    const last = await earlier('Last talk', 2)
    await earlier('Of others', 1, { people: [dora] })
    await earlier("Ben's own", 1, { owner: ben })
    const id = await coming()
    const { earlier: told, tasks } = await brief(ana, id)
    expect(told).toMatchObject([
      {
        sessionId: last.sessionId,
        shared: ['Cleo Marsh'],
        tldr: [{ text: 'Last talk: the course costs 900 euros.', lines: [{ id: last.price, start: 0 }] }],
      },
      { sessionId: old.sessionId },
    ])
    expect(tasks.map(({ text, isMine }) => [text, isMine])).toEqual([
      ['Send the list (Last talk)', true],
      ['Send the list (Old talk)', true],
    ])
    await expect(brief(ben, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('says what stands in the invitation of one’s own calendar, and follows the series', async () => {
    const before = await earlier('Weekly', 7, { people: [dora] })
    const id = await coming()
    await inCalendar(ana, before.sessionId, 'Agenda:\n- Prices\n- Dates')
    await inCalendar(
      ana,
      id,
      '<p>Agenda</p><ul><li>The offer</li><li>The price</li><li>Join Zoom Meeting</li></ul>',
    )
    const { agenda, earlier: told } = await brief(ana, id)
    expect(agenda).toEqual({ items: ['The offer', 'The price'], words: '' })
    expect(told.find(({ sessionId }) => sessionId === before.sessionId)).toMatchObject({ isSeries: true })
  })

  test('proposes what to prepare, and each person ticks for themselves', async () => {
    const guest = { ...cleo, email: ben.email, name: ben.fullName }
    await earlier('With Ben', 3, { people: [guest] })
    const id = await coming([guest])
    const list = async (who: Member) => (await brief(who, id)).checklist
    const [proposed] = await list(ana)
    expect(proposed).toMatchObject({ text: 'Done? Send the list (With Ben)', isDone: false })
    const key = proposed?.key ?? ''
    await within((tx) => tickItem(tx, NOW, ana, { sessionId: id, key, isDone: true }))
    const own = await within((tx) => addItem(tx, NOW, ana, { sessionId: id, text: 'Book the room' }))
    expect((await list(ana)).map(({ text, isDone }) => [text, isDone])).toEqual([
      ['Done? Send the list (With Ben)', true],
      ['Book the room', false],
    ])
    expect((await list(ben)).some(({ isDone, because }) => isDone || because === null)).toBe(false)
    const none = { code: 'not_found' }
    await expect(within((tx) => removeItem(tx, ben, { sessionId: id, key: own }))).rejects.toMatchObject(none)
    await within((tx) => tickItem(tx, NOW, ana, { sessionId: id, key, isDone: false }))
    await within((tx) => removeItem(tx, ana, { sessionId: id, key: own }))
    expect((await list(ana)).map(({ isDone }) => isDone)).toEqual([false])
    const missing = { sessionId: id, key: 'task:none', isDone: true }
    await expect(within((tx) => tickItem(tx, NOW, ana, missing))).rejects.toMatchObject(none)
  })

  test('is told by a model only as far as lines carry it, and counted', async () => {
    await earlier('Prices', 4, { people: [dora] })
    const id = await coming([dora])
    const quote = 'costs nine hundred euros'
    const needs = { db: data.db, clock, modelPrices: null }
    const model = saying([
      { text: 'The course costs 900 euros.', evidence: [1], quote },
      { text: 'The course costs 5000 euros.', evidence: [1], quote },
    ])
    const { points, writtenBy } = await writeOpening({ ...needs, model }, ana, id)
    expect(points.map(({ text }) => text)).toEqual(['The course costs 900 euros.'])
    expect(writtenBy).toBe('a-model')
    const rows = await within((tx) => tx.selectFrom('modelUsage').select('purpose').execute())
    expect(rows).toEqual([{ purpose: 'brief' }])
    await expect(writeOpening({ ...needs, model: null }, ana, id)).rejects.toMatchObject({
      code: 'feature_off',
    })
  })
})

/** An event of a series in a person's calendar, which this session came of. */
async function inCalendar(who: Member, sessionId: string, description: string) {
  const [connection, calendar, event, occurrence] = [newId(), newId(), newId(), newId()]
  await within(async (tx) => {
    const whose = { organizationId, userId: who.userId }
    const known = await tx
      .selectFrom('calendars')
      .select('id')
      .where('userId', '=', who.userId)
      .executeTakeFirst()
    const calendarId = known?.id ?? calendar
    if (!known) {
      await tx
        .insertInto('calendarConnections')
        .values({
          ...whose,
          id: connection,
          provider: 'google_calendar',
          providerAccountId: 'a',
          email: who.email,
        })
        .execute()
      await tx
        .insertInto('calendars')
        .values({
          ...whose,
          id: calendar,
          calendarConnectionId: connection,
          providerCalendarId: 'p',
          name: 'Mine',
        })
        .execute()
    }
    await tx
      .insertInto('calendarEvents')
      .values({
        ...{ ...whose, id: event, calendarId, externalEventId: event, seriesId: 'weekly', description },
        ...{ startTime: NOW, endTime: NOW.plus({ hours: 1 }) },
      })
      .execute()
    await tx
      .insertInto('meetingOccurrences')
      .values({
        ...{ organizationId, id: occurrence, occurrenceKey: event, title: 'Weekly', sessionId },
        ...{ startTime: NOW, endTime: NOW.plus({ hours: 1 }) },
      })
      .execute()
    await tx
      .insertInto('calendarSightings')
      .values({
        ...{ ...whose, id: newId(), calendarEventId: event, occurrenceId: occurrence },
        ...{ wants: true, because: 'rules', decidedAt: NOW },
      })
      .execute()
  })
}

const saying = (points: object[]): Model => ({
  name: 'a-model',
  write: () => Promise.reject(new Error('not asked')),
  async ask({ shape, count }) {
    count?.({ promptTokens: 10, completionTokens: 5 })
    return shape.parse({ points })
  },
})
