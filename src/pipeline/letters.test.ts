import { expect, test } from 'vitest'
import { sendDueMail } from '#mail/jobs.ts'
import { planSummaryMails } from '#pipeline/plan-summary-mails.ts'
import { readMails } from '#sessions/reads.ts'
import { meetingOver, PUBLIC_URL } from '#test/meeting-over.ts'

test('a letter that meets a summary being written anew waits for it', async () => {
  await using meeting = await meetingOver({ model: null })
  const { organizationId, sessionId, db, clock, needs } = meeting
  const write = (generationStatus: 'pending' | 'completed') =>
    db.asOrganization(organizationId, (tx) => tx.updateTable('summaries').set({ generationStatus }).execute())
  const mails = () => db.asOrganization(organizationId, (tx) => readMails(tx, sessionId))
  await meeting.say('transcript.ready')
  await meeting.settle()
  await db.asOrganization(organizationId, (tx) => tx.deleteFrom('emailNotifications').execute())
  await write('pending')
  await db.asOrganization(organizationId, (tx) =>
    planSummaryMails(tx, { ...needs, publicUrl: PUBLIC_URL }, { organizationId, sessionId }),
  )
  await meeting.settle()
  expect(await mails()).toMatchObject([{ status: 'planned' }])

  await write('completed')
  await clock.advanceTo(clock.now().plus({ minutes: 16 }))
  await sendDueMail.run(needs)
  await meeting.settle()
  expect(await mails()).toMatchObject([{ status: 'sent' }])
})
