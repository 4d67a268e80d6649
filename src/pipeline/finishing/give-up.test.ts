import { expect, test } from 'vitest'
import { Refusal, type RefusalCode } from '#lib/errors.ts'
import { finalizeSession } from '#pipeline/jobs.ts'
import { readSession } from '#sessions/reads.ts'
import { meetingOver } from '#test/meeting-over.ts'

const refusing = (code: RefusalCode) => async () => {
  throw new Refusal(code, 'No transcript today')
}

test.each([
  ['provider_unavailable', 1, 'asked for again'],
  ['provider_unavailable', 7, 'given up'],
  ['provider_auth', 7, 'asked for again'],
] as const)('a transcript that is refused (%s) for %i hours is %s', async (code, hours, outcome) => {
  await using meeting = await meetingOver()
  const { clock, needs, organizationId, sessionId, ownerId, db } = meeting
  await clock.advanceTo(clock.now().plus({ hours }))
  const recall = { ...needs.recall, readTranscript: refusing(code) }
  const run = finalizeSession.run({ ...needs, recall }, { organizationId, sessionId, botId: null })
  if (outcome === 'asked for again') return await expect(run).rejects.toMatchObject({ code })
  await run
  const viewer = { userId: ownerId, email: '' }
  const session = await db.asOrganization(organizationId, (tx) => readSession(tx, viewer, sessionId))
  expect(['processing', 'complete']).toContain(session.status)
})
