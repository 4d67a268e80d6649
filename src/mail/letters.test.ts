/** Letters that wait, are read before, sent or kept back, stopped by their links, and counted when in doubt. */
import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { takeEmitted } from '#events/events.ts'
import { Refusal } from '#lib/errors.ts'
import { type ManualClock, manualClock } from '#lib/manual-clock.ts'
import { createVault } from '#lib/vault.ts'
import { answerLink } from '#mail/answer-link.ts'
import { planDigests } from '#mail/digest/plan-digests.ts'
import { doNotSend, previewMail, sendNow } from '#mail/held-mails.ts'
import { sendDueMail, sendMail } from '#mail/jobs.ts'
import { mailToken, readMailToken } from '#mail/mail-token.ts'
import type { Letter, Mailer } from '#mail/mailer.ts'
import { planMail } from '#mail/plan-mail.ts'
import { anOrganization, aRecordedMeeting, aSummary, aUser } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { TEST_SECRET } from '#test/secret.ts'

const vault = createVault([TEST_SECRET])
const ana = { userId: '', email: 'ana@acme.test' }
const guest = 'guest@partner.test'
let clock: ManualClock
let data: FreshDatabase
let organizationId: string
let sessionId: string
let sent: Letter[]
let asked: string[]
let answer: (letter: Letter) => void

beforeAll(async () => {
  data = await freshDatabase()
  organizationId = await anOrganization(data.db)
  ana.userId = await aUser(data.db, { email: ana.email, fullName: 'Ana Lima', organizationId })
})
afterAll(() => data[Symbol.asyncDispose]())

beforeEach(async () => {
  clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
  ;[sent, asked, answer] = [[], [], () => {}]
  for (const table of ['emailNotifications', 'mailSuppressions', 'sessions'] as const)
    await run((tx) => tx.deleteFrom(table).execute())
  const people = [{ email: guest, name: 'A guest', response: 'accepted' as const, isOrganizer: false }]
  const lines = [{ speaker: 'Ana Lima', text: 'We ship on Friday.' }]
  const meeting = await aRecordedMeeting(data.db, { organizationId, ownerId: ana.userId, lines, people })
  sessionId = meeting.sessionId
  const we = { text: 'We ship on Friday.', transcriptIds: meeting.lineIds }
  await aSummary(
    data.db,
    { organizationId, sessionId },
    { tldr: [we], actionItems: [{ ...we, owner: 'Ana Lima' }] },
  )
})

const run = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
const mailer: Mailer = {
  async send(letter) {
    sent.push(letter)
    answer(letter)
  },
  close() {},
}
const jobs = {
  add: async (_tx: unknown, _job: unknown, input: unknown) =>
    void asked.push((input as { notificationId: string }).notificationId),
}
const needs = () => ({ db: data.db, clock, jobs, mailer, vault, publicUrl: 'https://notes.acme.test' })
const where = () => ({ organizationId, sessionId })
const plan = (holdMinutes = 0) =>
  run((tx) =>
    planMail(tx, needs(), {
      ...{ ...where(), userId: null, recipientEmail: guest, reason: 'guest', emailType: 'post_call_summary' },
      holdUntil: holdMinutes ? clock.now().plus({ minutes: holdMinutes }) : null,
    }),
  )
const letters = () => run((tx) => tx.selectFrom('emailNotifications').selectAll().execute())
const work = async () => {
  for (const notificationId of asked.splice(0))
    await sendMail.run(needs(), { organizationId, notificationId })
}

describe('a letter to a guest', () => {
  test('holds no link into the product, and one that stops it with a single POST', async () => {
    await plan()
    await work()
    const [letter] = sent
    expect(letter).toMatchObject({
      to: guest,
      replyTo: ana.email,
      subject: 'Launch checkpoint · Mon 23 Nov 2026',
    })
    expect(letter?.text).not.toContain('/meetings/')
    expect(letter?.text).toContain('Ana Lima recorded it')
    const link = readMailToken(vault, letter?.unsubscribeUrl?.match(/mail\/(.+)\/stop$/)?.[1] ?? '')
    expect(link).toMatchObject({ organizationId })
    if (link) await answerLink(needs(), link, 'stop')
    await run((tx) => tx.deleteFrom('emailNotifications').execute())
    await plan()
    await work()
    expect(await letters()).toMatchObject([{ status: 'skipped' }])
    expect(sent).toHaveLength(1)
  })

  test('is not sent to somebody who is not invited any more', async () => {
    await plan()
    await run((tx) => tx.updateTable('sessions').set({ participants: '[]' }).execute())
    await work()
    expect(await letters()).toMatchObject([
      { status: 'skipped', errorMessage: expect.stringContaining('invited') },
    ])
  })
})

describe('a held letter', () => {
  test('waits, is sent when its time has come, and once', async () => {
    await plan(10)
    expect(asked).toEqual([])
    await sendDueMail.run(needs())
    await work()
    expect(sent).toEqual([])
    await clock.advanceTo(clock.now().plus({ minutes: 11 }))
    for (let again = 0; again < 2; again++) {
      await sendDueMail.run(needs())
      await work()
    }
    expect(sent).toHaveLength(1)
  })

  test('can be read before, without the link of its recipient', async () => {
    await plan(10)
    const preview = await run((tx) => previewMail(tx, needs(), ana, where()))
    expect(preview).toMatchObject({ to: guest, text: expect.stringContaining('We ship on Friday.') })
    expect(preview.html + preview.text).not.toContain('/mail/')
  })

  test('goes out at once when its owner says so, or never', async () => {
    await plan(10)
    expect(await run((tx) => sendNow(tx, needs(), ana, where()))).toBe(1)
    await work()
    expect(await letters()).toMatchObject([{ status: 'sent' }])
    await run((tx) => tx.deleteFrom('emailNotifications').execute())
    await plan(10)
    expect(await run((tx) => doNotSend(tx, needs(), ana, where()))).toBe(1)
    await clock.advanceTo(clock.now().plus({ hours: 1 }))
    await sendDueMail.run(needs())
    await work()
    expect(await letters()).toMatchObject([{ status: 'skipped' }])
    expect(sent).toHaveLength(1)
    const stranger = { userId: organizationId, email: 'x@y.test' }
    await expect(run((tx) => sendNow(tx, needs(), stranger, where()))).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('a try that ended in the dark is counted, and repeated under the same Message-ID', async () => {
  await plan()
  const [id = ''] = asked
  answer = () => {
    throw new Error('the process died here')
  }
  await expect(sendMail.run(needs(), { organizationId, notificationId: id })).rejects.toThrow('died')
  answer = () => {}
  await sendMail.run(needs(), { organizationId, notificationId: id })
  expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(1)
  expect(await letters()).toMatchObject([{ status: 'sent', uncertainTries: 1 }])
})

test('a try that the server refused for now is not in doubt', async () => {
  await plan()
  const [id = ''] = asked
  answer = () => {
    throw new Refusal('provider_unavailable', 'Later')
  }
  await expect(sendMail.run(needs(), { organizationId, notificationId: id })).rejects.toThrow('Later')
  answer = () => {}
  await sendMail.run(needs(), { organizationId, notificationId: id })
  expect(await letters()).toMatchObject([{ status: 'sent', uncertainTries: 0 }])
})

test('the letter of the week comes on Monday morning, where its reader is, and once', async () => {
  const at = async (iso: string) => {
    clock = manualClock(DateTime.fromISO(iso, { zone: 'utc' }))
    await planDigests.run(needs())
    await work()
  }
  await at('2026-11-29T09:00:00Z')
  expect(sent).toEqual([])
  await at('2026-11-30T09:00:00Z')
  await at('2026-11-30T10:00:00Z')
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ to: ana.email, subject: 'Your week: 1 meeting, 1 open task' })
  expect(sent[0]?.html).toContain('/meetings/')
})

test('a token of ours is good for its letter; a changed one for nothing', () => {
  const link = { organizationId, notificationId: sessionId }
  const token = mailToken(vault, link)
  expect(readMailToken(vault, token)).toEqual(link)
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'a' ? 'b' : 'a'
    expect(readMailToken(vault, token.slice(0, at) + other + token.slice(at + 1))).toBeNull()
  }
})

test('who asks twice not to be recorded is news once, as is who takes it back', async () => {
  const news: string[] = []
  data.db.onCommit({
    before: async ({ tx }) => void news.push(...takeEmitted(tx).map(({ name }) => name)),
    after() {},
  })
  await plan()
  const [notificationId = ''] = asked
  for (const said of ['record', 'do-not-record', 'do-not-record', 'record', 'record'] as const)
    await answerLink(needs(), { organizationId, notificationId }, said)
  expect(news).toEqual(['objections.changed', 'objections.changed'])
})
