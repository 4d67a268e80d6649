/** What comes after a meeting, on a real database and with the stand-ins for Recall, the model and the mail server. */
import { expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import { finalizeOverdue, finalizeSession } from '#pipeline/jobs.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import { writeForgotten } from '#pipeline/summarizing/summary-job.ts'
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
  expect(letter?.text).toContain('TASKS')
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

/** Lines as they were streamed while people spoke; returns their ids. */
async function streamed(meeting: MeetingOver, said: [speaker: string, text: string, start: number][]) {
  const { organizationId, sessionId } = meeting
  const rows = said.map(([speaker, content, start], sequenceNumber) => ({
    ...{ organizationId, sessionId, id: newId(), sequenceNumber, speaker, content },
    ...{ startTimeSeconds: start, endTimeSeconds: start + 5, isFinal: true },
  }))
  await meeting.db.asOrganization(organizationId, (tx) => tx.insertInto('transcripts').values(rows).execute())
  return rows.map(({ id }) => id)
}

test('lines that were streamed keep their ids where the final transcript says the same', async () => {
  await using meeting = await meetingOver({ model: null })
  const first = await finished(meeting)
  await using again = await meetingOver({ model: null })
  const ids = await streamed(
    again,
    first.map(({ speaker, text, start }) => [speaker, text, start]),
  )
  const [noise = ''] = ids.slice(5, 6)
  await again.db.asOrganization(again.organizationId, (tx) =>
    tx
      .updateTable('transcripts')
      .set({ content: 'xyzzy', speaker: 'Nobody' })
      .where('id', '=', noise)
      .execute(),
  )

  const lines = await finished(again)
  expect(lines.map(({ text }) => text)).toEqual(first.map(({ text }) => text))
  expect(lines.filter(({ id }) => ids.includes(id))).toHaveLength(ids.length - 1)
  expect(lines.map(({ id }) => id)).not.toContain(noise)
})

async function finished(meeting: MeetingOver) {
  await meeting.say('transcript.ready')
  await meeting.settle()
  return (await read(meeting)).lines
}

test('a meeting that nobody announced is finished by the sweep, a few minutes after its bot has gone', async () => {
  await using meeting = await meetingOver({ model: null })
  await finalizeOverdue.run(meeting.needs)
  await meeting.settle()
  expect((await read(meeting)).session.status).toBe('processing')

  await meeting.clock.advanceTo(meeting.clock.now().plus({ minutes: 4 }))
  await finalizeOverdue.run(meeting.needs)
  await meeting.settle()
  expect(await read(meeting)).toMatchObject({ session: { status: 'complete' }, mails: [{ status: 'sent' }] })
})

test('where the provider has no transcript, what was streamed stands', async () => {
  await using meeting = await meetingOver({ model: null, plays: 'launch-checkpoint&sim=untranscribable' })
  const ids = await streamed(meeting, [
    ['Ana Lima', 'We have decided to launch the new order portal on Thursday.', 3],
    ['Ben Ott', 'I will tell the customers on Wednesday.', 9],
  ])
  await meeting.clock.advanceTo(meeting.clock.now().plus({ minutes: 4 }))
  await finalizeOverdue.run(meeting.needs)
  await meeting.settle()

  const { session, lines, summary } = await read(meeting)
  expect(session.status).toBe('complete')
  expect(lines.map(({ id }) => id)).toEqual(ids)
  expect(summary?.tldr.length).toBeGreaterThan(0)
})

test('a job that runs twice at once writes one summary and one letter', async () => {
  await using meeting = await meetingOver({ model: null })
  const { organizationId, sessionId, botId, needs } = meeting
  const run = () => finalizeSession.run(needs, { organizationId, sessionId, botId })
  await Promise.all([run(), run(), run()])
  await meeting.settle()

  expect((await read(meeting)).mails).toHaveLength(1)
  expect(meeting.mailbox.messages()).toHaveLength(1)
})

test('a summary that is asked for anew is written anew, and nobody is written to again', async () => {
  await using meeting = await meetingOver()
  await finished(meeting)
  const { organizationId, sessionId, db, jobs, clock } = meeting
  await db.asOrganization(organizationId, async (tx) => {
    await tx.updateTable('sessions').set({ title: 'Another title' }).execute()
    await requestSummary(tx, { jobs, now: clock.now() }, { organizationId, sessionId })
    expect((await readSummary(tx, sessionId))?.status).toBe('pending')
  })
  await meeting.settle()

  expect((await read(meeting)).summary?.status).toBe('completed')
  expect(meeting.mailbox.messages()).toHaveLength(1)
})

test('a summary whose writer was lost is written after all', async () => {
  await using meeting = await meetingOver({ model: null })
  await finished(meeting)
  const { organizationId, db, clock, needs } = meeting
  await db.asOrganization(organizationId, (tx) =>
    tx.updateTable('summaries').set({ generationStatus: 'generating', version: 2 }).execute(),
  )
  await clock.advanceTo(clock.now().plus({ minutes: 21 }))
  await writeForgotten.run(needs)
  await meeting.settle()

  expect((await read(meeting)).summary?.status).toBe('completed')
  expect(meeting.mailbox.messages()).toHaveLength(1)
})
