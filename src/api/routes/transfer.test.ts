/** A transcript goes in as a file and comes out as seven, over real HTTP. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../../scripts/journey/newcomer.ts'

let data: FreshDatabase
let world: World
let maya: Browser
let sessionId: string

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const importing = (text: string, title = 'From élsewhere') =>
  maya.api('POST /v1/imports', { body: { title, text } })

test('an imported transcript gets a summary, like every other', async () => {
  const imported = await importing(
    'Maya Keller: We decided to ship on Friday.\nJonas Berg: I will write the page by Monday.\n',
  )
  expect(imported).toMatchObject({ lines: 2, speakers: ['Maya Keller', 'Jonas Berg'], hasTimes: false })
  sessionId = imported.sessionId
  await world.settle()
  const session = await maya.api('GET /v1/sessions/{id}', { params: { id: sessionId } })
  expect(session).toMatchObject({ status: 'complete', canManage: true, bot: null })
  expect(session.lines[0]).toMatchObject({ isOwner: true })
  expect(session.summary?.tldr.length).toBeGreaterThan(0)
})

test.each([
  ['md', 'text/markdown; charset=utf-8'],
  ['pdf', 'application/pdf'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['srt', 'application/x-subrip; charset=utf-8'],
  ['vtt', 'text/vtt; charset=utf-8'],
  ['txt', 'text/plain; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
])('comes out as %s, to be downloaded under its title', async (format, type) => {
  const reply = await maya.fetch(`/v1/sessions/${sessionId}/export/${format}`)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, type])
  expect(reply.headers.get('content-disposition')).toMatch(
    new RegExp(
      `^attachment; filename="From _lsewhere [\\d-]+\\.${format}"; filename\\*=UTF-8''From%20%C3%A9lsewhere`,
    ),
  )
  expect(reply.headers.get('content-security-policy')).toContain('sandbox')
  expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(100)
})

test('what cannot be read, or is too large, is refused with a sentence', async () => {
  await expect(importing('{"a": 1}')).rejects.toThrow(/This is JSON/)
  const reply = await maya.fetch('/v1/imports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Big', text: 'x'.repeat(6_500_000) }),
  })
  expect(reply.status).toBe(413)
})
