/** A meeting whose owner has said what kind of conversation it is is written up as that kind is. */
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { manualClock } from '#lib/manual-clock.ts'
import { addTemplate, templateForKind } from '#pipeline/templates/templates.ts'
import { changeSession } from '#sessions/change-session.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

const clock = manualClock(DateTime.fromISO('2026-11-23T09:00:00Z'))
const words = { name: 'Price talk', description: '', conversationType: 'sales_call', instructions: 'Prices.' }

test('the template of a kind is the owner’s own, then everybody’s, then the system’s; a plain meeting has none', async () => {
  await using data = await freshDatabase()
  const organizationId = await anOrganization(data.db)
  const ownerId = await aUser(data.db, { email: 'maya@acme.test', fullName: 'Maya', organizationId })
  const otherId = await aUser(data.db, { email: 'lee@acme.test', fullName: 'Lee', organizationId })
  const { sessionId } = await aRecordedMeeting(data.db, { organizationId, ownerId, lines: [] })
  await data.db.asOrganization(organizationId, async (tx) => {
    const add = (userId: string, isShared: boolean) =>
      addTemplate(tx, { organizationId, userId, role: 'admin' }, { ...words, isShared }, clock.now())
    const as = (conversationType: string) =>
      changeSession(
        tx,
        clock,
        { userId: ownerId, email: '' },
        { organizationId, sessionId, conversationType },
      )

    expect(await templateForKind(tx, sessionId)).toBeNull()
    await as('sales_call')
    await add(otherId, false)
    expect(await templateForKind(tx, sessionId)).toBe('sales-call')
    const everybodys = await add(otherId, true)
    expect(await templateForKind(tx, sessionId)).toBe(everybodys)
    const mine = await add(ownerId, false)
    expect(await templateForKind(tx, sessionId)).toBe(mine)
    await as('a kind of its own')
    expect(await templateForKind(tx, sessionId)).toBeNull()
  })
})
