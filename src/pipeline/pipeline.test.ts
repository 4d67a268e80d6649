/** What comes after a meeting, on a real database and with the stand-ins for Recall, the model and the mail server. */
import { expect, test } from 'vitest'
import { readLines, readMails, readSession, readSummary } from '#sessions/reads.ts'
import { aUser } from '#test/builders.ts'
import { type MeetingOver, meetingOver } from '#test/meeting-over.ts'

const read = (meeting: MeetingOver) =>
  meeting.db.asOrganization(meeting.organizationId, async (tx) => ({
    session: await readSession(tx, { userId: meeting.ownerId, email: '' }, meeting.sessionId),
    lines: await readLines(tx, meeting.sessionId),
    summary: await readSummary(tx, meeting.sessionId),
    mails: await readMails(tx, meeting.sessionId),
  }))

test('from "the transcript is there" to a summary with its evidence and one letter', async () => {
  await using meeting = await meetingOver()
  await meeting.say('transcript.ready')
  await meeting.settle()

  const { session, lines, summary, mails } = await read(meeting)
  expect(session.status).toBe('complete')
  expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => index))
  expect(lines.length).toBeGreaterThan(40)
  expect(summary).toMatchObject({ status: 'completed', trouble: null, writtenBy: 'sim-notes' })
  const ids = new Set(lines.map(({ id }) => id))
  const points = [summary?.tldr, summary?.decisions, summary?.actionItems, summary?.followUpQuestions].flat()
  expect(summary?.tldr.length).toBeGreaterThan(0)
  for (const point of points) expect(point?.lineIds.filter((id) => ids.has(id)).length).toBeGreaterThan(0)
  expect(mails).toMatchObject([{ recipient: 'maya@northwind.example', status: 'sent' }])

  const [letter, ...more] = meeting.mailbox.messages()
  expect(more).toEqual([])
  expect(letter?.subject).toBe('Launch checkpoint · Mon 23 Nov 2026')
  expect(letter?.text).toContain('ACTION ITEMS')
})

test('a second announcement changes nothing, and nobody is written to twice', async () => {
  await using meeting = await meetingOver({ model: null })
  await meeting.say('transcript.ready')
  await meeting.settle()
  const before = await read(meeting)
  await meeting.say('transcript.ready')
  await meeting.say('transcript.ready')
  await meeting.settle()

  expect(await read(meeting)).toEqual(before)
  expect(before.summary).toMatchObject({ writtenBy: 'extractive', trouble: null })
  expect(meeting.mailbox.messages()).toHaveLength(1)
})

test.each([
  ['sim-500', /could not be used/],
  ['sim-badjson', /could not be used/],
  ['sim-refuse', /could not be used/],
])('when the model fails (%s) the rules write, and say so', async (model, trouble) => {
  await using meeting = await meetingOver({ model })
  await meeting.say('transcript.ready')
  await meeting.settle()

  const { session, summary } = await read(meeting)
  expect(session.status).toBe('complete')
  expect(summary).toMatchObject({ status: 'completed', writtenBy: 'extractive' })
  expect(summary?.trouble).toMatch(trouble)
  expect(summary?.tldr.length).toBeGreaterThan(0)
})

test('a model that cites lines which were never said is not believed', async () => {
  await using meeting = await meetingOver({ model: 'sim-liar' })
  await meeting.say('transcript.ready')
  await meeting.settle()

  const { summary } = await read(meeting)
  expect(summary?.decisions).toEqual([])
  expect(summary?.droppedPoints).toBeGreaterThan(3)
  expect(summary?.tldr.length).toBeGreaterThan(0)
})

test('a server that knows no schemas is asked for plain JSON', async () => {
  await using meeting = await meetingOver({ model: 'sim-noschema' })
  await meeting.say('transcript.ready')
  await meeting.settle()

  expect((await read(meeting)).summary).toMatchObject({ writtenBy: 'sim-noschema', trouble: null })
})

test('a bot that recorded nothing closes the meeting: no lines, no summary, no letter', async () => {
  await using meeting = await meetingOver({ plays: null })
  await meeting.say('bot.ended')
  await meeting.settle()

  const { session, lines, summary, mails } = await read(meeting)
  expect(session.status).toBe('complete')
  expect({ lines, summary, mails }).toEqual({ lines: [], summary: null, mails: [] })
})

test('members who were invited are told; outsiders, members who want no mail and strangers are not', async () => {
  const person = (email: string) => ({ email, name: null, response: 'accepted', isOrganizer: false }) as const
  const invited = ['jonas@northwind.example', 'quiet@northwind.example', 'customer@contoso.example']
  await using meeting = await meetingOver({ model: null, participants: invited.map(person) })
  const { db, organizationId } = meeting
  await aUser(db, { email: 'jonas@northwind.example', organizationId })
  const quiet = await aUser(db, { email: 'quiet@northwind.example', organizationId })
  await aUser(db, { email: 'stranger@northwind.example', organizationId, role: 'admin' })
  await db.asOrganization(organizationId, (tx) =>
    tx
      .insertInto('userPreferences')
      .values({ organizationId, id: quiet, userId: quiet, emailPostCallSummary: false })
      .execute(),
  )
  await meeting.say('transcript.ready')
  await meeting.settle()

  const sentTo = meeting.mailbox.messages().flatMap(({ envelope }) => envelope.to)
  expect(sentTo.toSorted()).toEqual(['jonas@northwind.example', 'maya@northwind.example'])
})

test('a mail server that takes the letter and dies before it says so gets it again under the same Message-ID', async () => {
  await using meeting = await meetingOver({ model: null })
  meeting.mailbox.dropAfterData()
  await meeting.say('transcript.ready')
  await expect.poll(() => meeting.mailbox.messages().length, { timeout: 15_000 }).toBe(2)
  await meeting.settle()

  const ids = meeting.mailbox.messages().map(({ messageId }) => messageId)
  expect(new Set(ids).size).toBe(1)
  expect((await read(meeting)).mails).toMatchObject([{ status: 'sent' }])
})

test('with e-mail switched off the row says that nothing was sent', async () => {
  await using meeting = await meetingOver({ model: null, mail: false })
  await meeting.say('transcript.ready')
  await meeting.settle()

  expect((await read(meeting)).mails).toMatchObject([{ status: 'skipped', sentAt: null }])
})
