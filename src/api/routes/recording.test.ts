/** A recording is played through us: by who may see the meeting, in pieces, and not once it is deleted. Over real HTTP. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#test/browser-session.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { arrive } from '../../../scripts/journey/newcomer.ts'

/** Three lines of talk, twelve seconds. */
const SHORT = 'https://us02web.zoom.us/j/82233445566?pwd=Zk1&play=a-short-one'
const JONAS = { email: 'jonas@northwind.example', password: 'correct horse battery staple' }

let data: FreshDatabase
let world: World
let maya: Browser
let jonas: Browser
let id: string
const params = () => ({ params: { id } })
const piece = (who: Browser, range?: string) =>
  who.fetch(`/v1/sessions/${id}/recording/0.0`, range === undefined ? {} : { headers: { range } })

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  maya = (await arrive(world)).browser
  jonas = world.visitor()
  const invited = await maya.api('POST /v1/invitations', { body: { email: JONAS.email, role: 'member' } })
  const body = JSON.stringify({ ...JONAS, name: 'Jonas Berg' })
  const headers = { 'content-type': 'application/json' }
  await jonas.fetch('/api/auth/sign-up/email', { method: 'POST', headers, body })
  await jonas.api('POST /v1/invitations/{id}/accept', { params: { id: invited.id } })
  id = (await maya.api('POST /v1/bots/join', { body: { link: SHORT, title: 'Short one' } })).sessionId
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

test('while nothing is recorded there is nothing to play', async () => {
  expect(await maya.api('GET /v1/sessions/{id}/recording', params())).toEqual({ state: 'none', parts: [] })
  await world.until(world.clock.now().plus({ minutes: 10 }))
})

test('afterwards it says what can be played, from where on, and until when', async () => {
  const { state, parts } = await maya.api('GET /v1/sessions/{id}/recording', params())
  expect(state).toBe('ready')
  expect(parts).toMatchObject([{ id: '0.0', kind: 'video', startSeconds: 0 }])
  expect(parts[0]?.seconds).toBeGreaterThan(12)
  const kept = new Date(parts[0]?.expiresAt ?? 0).getTime() - world.clock.now().toMillis()
  expect(kept / 86_400_000).toBeGreaterThan(6.9)
})

test('it comes in pieces, keeps its address to itself, and stays with nobody on the way', async () => {
  const whole = await piece(maya)
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(bytes.subarray(0, 4).toString()).toBe('RIFF')
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    ...{ 'content-type': 'audio/wav', 'content-length': String(bytes.length), 'accept-ranges': 'bytes' },
    ...{ 'cache-control': 'no-store, no-transform', 'x-content-type-options': 'nosniff' },
  })
  const part = await piece(maya, 'bytes=1000-1999')
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${bytes.length}`])
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true)
  expect((await piece(maya, `bytes=${bytes.length}-`)).status).toBe(416)
  const said = JSON.stringify(await maya.api('GET /v1/sessions/{id}/recording', params()))
  expect(said).not.toMatch(/https?:|download|token/)
})

test('each word has its time, and who came and left is known', async () => {
  const { lines } = await maya.api('GET /v1/sessions/{id}', params())
  const words = await maya.api('GET /v1/sessions/{id}/words', params())
  expect(words.lines.map((line) => line.id)).toEqual(lines.map((line) => line.id))
  for (const [at, { times }] of words.lines.entries())
    expect(times).toHaveLength(2 * (lines[at]?.text.split(' ').length ?? 0))
  const { people, events } = await maya.api('GET /v1/sessions/{id}/people', params())
  expect(people.map(({ name, isHere }) => [name, isHere])).toEqual([
    ['Dana Ito', false],
    ['Lee Okafor', false],
  ])
  expect(events.map(({ type }) => type)).toContain('leave')
})

test('who may not see the meeting is told what a stranger is told; who may, hears it until words are redacted', async () => {
  expect((await piece(jonas)).status).toBe(404)
  await maya.api('PATCH /v1/sessions/{id}', { ...params(), body: { visibility: 'organization' } })
  const heard = await piece(jonas, 'bytes=0-43')
  expect([heard.status, (await heard.arrayBuffer()).byteLength]).toEqual([206, 44])

  const { lines } = await maya.api('GET /v1/sessions/{id}', params())
  const body = { lineIds: [lines[0]?.id ?? ''] }
  const { editId } = await maya.api('POST /v1/sessions/{id}/redactions', { ...params(), body })
  expect(await jonas.api('GET /v1/sessions/{id}/recording', params())).toEqual({
    state: 'withheld',
    parts: [],
  })
  expect((await piece(jonas)).status).toBe(403)
  expect((await piece(maya, 'bytes=0-43')).status).toBe(206)
  const redacted = await maya.api('GET /v1/sessions/{id}/words', params())
  expect(redacted.lines.map((line) => line.id)).not.toContain(lines[0]?.id)
  const edit = { params: { id, editId: editId ?? '' } }
  await maya.api('DELETE /v1/sessions/{id}/edits/{editId}', edit)
  expect((await piece(jonas, 'bytes=0-43')).status).toBe(206)
})

test('what was deleted is gone at once, though its address was known a moment ago, and says so', async () => {
  await maya.api('POST /v1/sessions/{id}/bot/commands', { ...params(), body: { kind: 'delete_media' } })
  await world.settle()
  const gone = await piece(maya)
  expect([gone.status, (await gone.json()).detail]).toEqual([410, 'The recording was deleted'])
  expect(await maya.api('GET /v1/sessions/{id}/recording', params())).toEqual({ state: 'deleted', parts: [] })
})
