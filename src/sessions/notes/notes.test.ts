import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import type { OrganizationTx } from '#db/db.ts'
import { manualClock } from '#lib/manual-clock.ts'
import { readNotes } from '#sessions/notes/read-notes.ts'
import { changeNote, writeNote } from '#sessions/notes/write-note.ts'
import { anOrganization, aRecordedMeeting, aUser } from '#test/builders.ts'
import { freshDatabase } from '#test/database.ts'

test('notes and markers are their writer’s alone, comments are seen by whoever sees the meeting', async () => {
  await using data = await freshDatabase()
  const clock = manualClock(DateTime.fromISO('2026-11-23T12:00:00Z', { zone: 'utc' }))
  const organizationId = await anOrganization(data.db)
  const person = async (name: string) => {
    const email = `${name.toLowerCase()}@acme.test`
    return { email, userId: await aUser(data.db, { email, fullName: name, organizationId }) }
  }
  const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
  const people = [{ email: ben.email, name: null, response: 'accepted' as const, isOrganizer: false }]
  const { sessionId } = await aRecordedMeeting(data.db, {
    ...{ organizationId, ownerId: ana.userId, people },
    lines: [{ speaker: 'Ana', text: 'Hello.' }],
  })
  const where = { organizationId, sessionId }
  const run = <T>(work: (tx: OrganizationTx) => Promise<T>) => data.db.asOrganization(organizationId, work)
  const write = (
    who: typeof ana,
    kind: 'note' | 'marker' | 'comment',
    text: string,
    atSeconds: number | null,
  ) => run((tx) => writeNote(tx, clock, who, { ...where, kind, text, atSeconds }))
  const texts = (who: typeof ana) =>
    run(async (tx) =>
      (await readNotes(tx, who, sessionId)).map(({ kind, text, writer }) => `${writer} ${kind} ${text}`),
    )

  await write(ana, 'note', 'mine', 12)
  await write(ana, 'marker', '', 3)
  const noteId = await write(ben, 'comment', 'ours', null)
  expect(await texts(ana)).toEqual(['Ben comment ours', 'Ana marker ', 'Ana note mine'])
  expect(await texts(ben)).toEqual(['Ben comment ours'])
  await expect(texts(cleo)).rejects.toMatchObject({ code: 'not_found' })
  await expect(
    run((tx) => changeNote(tx, clock, ana, { ...where, noteId, text: 'no' })),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
  await run((tx) => changeNote(tx, clock, ben, { ...where, noteId, text: 'better' }))
  expect(await texts(ben)).toEqual(['Ben comment better'])
  await run((tx) => changeNote(tx, clock, ben, { ...where, noteId, text: '' }))
  expect(await texts(ben)).toEqual([])
})
