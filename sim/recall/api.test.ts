import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { START, type TestWorld, testWorld } from '../test-world.ts'
import { documentedKnobs } from './knobs.ts'

const zoom = 'https://us02web.zoom.us/j/85512345678?pwd=Zk1'
const inMinutes = (minutes: number) => new Date(world.clock.now() + minutes * 60_000).toISOString()

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  Object.assign(world.sims.recall.knobs, documentedKnobs())
  await world.clock.advance(2 * 60_000) // past the rate limits and the pool of the test before
})

async function create(body: object, headers: Record<string, string> = {}) {
  const answer = await world.call('POST', '/bot/', { meeting_url: zoom, ...body }, headers)
  return { ...answer, id: String(answer.body.id) }
}

describe('the key', () => {
  test('may come with or without the word Token', async () => {
    expect((await world.call('GET', '/bot/', undefined, { authorization: 'test-recall-key' })).status).toBe(
      200,
    )
    expect((await world.call('GET', '/bot/')).status).toBe(200)
  })
  test('of somebody else is told from none at all', async () => {
    const wrong = await world.call('GET', '/bot/', undefined, { authorization: 'Token wrong' })
    expect([wrong.status, wrong.body.code]).toEqual([401, 'authentication_failed'])
    const none = await world.call('GET', '/bot/', undefined, { authorization: '' })
    expect([none.status, none.body.code]).toEqual([401, 'not_authenticated'])
  })
})

describe('a new bot', () => {
  test('is the same bot when it is asked for again under the same idempotency key', async () => {
    const first = await create({ join_at: inMinutes(30) }, { 'idempotency-key': 'wish-1' })
    const again = await create({ join_at: inMinutes(30) }, { 'idempotency-key': 'wish-1' })
    const other = await create({ join_at: inMinutes(30) }, { 'idempotency-key': 'wish-2' })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
  })
  test('on a busy day is refused with 507, again under the same key, and made under a new one', async () => {
    const busy = { meeting_url: `${zoom}&sim=busy` }
    expect((await create(busy, { 'idempotency-key': 'busy-1' })).status).toBe(507)
    expect((await create(busy, { 'idempotency-key': 'busy-1' })).status).toBe(507)
    expect((await create(busy, { 'idempotency-key': 'busy-2' })).status).toBe(201)
  })
  test('comes from a pool that empties and refills, unless it is scheduled', async () => {
    world.sims.recall.knobs.adHocPool = 1
    expect((await create({})).status).toBe(201)
    const second = await create({ join_at: inMinutes(9) })
    expect([second.status, second.headers.get('retry-after')]).toEqual([507, '30'])
    expect((await create({ join_at: inMinutes(11) })).status).toBe(201)
    await world.clock.advance(2 * 60_000)
    expect((await create({})).status).toBe(201)
  })
  test('answers the documented field errors', async () => {
    const bad = await create({
      meeting_url: 'https://example.test/meet',
      bot_name: '',
      metadata: { note: 'x'.repeat(501) },
      automatic_leave: { bot_detection: { using_participant_events: { timeout: 5 } } },
    })
    expect(bad).toMatchObject({
      status: 400,
      body: {
        meeting_url: ['The meeting_url is malformed, or for an unsupported platform.'],
        bot_name: ['This field may not be blank.'],
        metadata: { note: ['Ensure this field has no more than 500 characters.'] },
        automatic_leave: {
          bot_detection: {
            using_participant_events: { timeout: ['Ensure this value is greater than or equal to 10.'] },
          },
        },
      },
    })
    expect((await world.call('POST', '/bot/', {})).body).toEqual({ meeting_url: ['This field is required.'] })
  })
  test('may not ask for the transcription that only exists afterwards', async () => {
    const recording_config = { transcript: { provider: { recallai_async: {} } } }
    expect((await create({ recording_config })).status).toBe(400)
    world.sims.recall.knobs.asyncAtCreation = 'ignore'
    expect((await create({ recording_config })).status).toBe(201)
  })
  test('is refused with 402 without credit, and with 403 for a private address behind the firewall', async () => {
    world.sims.recall.knobs.hasCredit = false
    expect((await create({})).status).toBe(402)
    world.sims.recall.knobs.firewall = true
    const realtime_endpoints = [
      { type: 'webhook', url: 'http://127.0.0.1:3000/', events: ['participant_events.join'] },
    ]
    const blocked = await create({ recording_config: { realtime_endpoints } })
    expect([blocked.status, blocked.body.code]).toEqual([403, 'request_blocked'])
  })
})

describe('a scheduled bot', () => {
  test('can be moved and deleted until ten minutes before', async () => {
    const { id } = await create({ join_at: inMinutes(30) })
    const to = inMinutes(40)
    const moved = await world.call('PATCH', `/bot/${id}/`, { join_at: to })
    expect([moved.status, Date.parse(String(moved.body.join_at))]).toEqual([200, Date.parse(to)])
    expect((await world.call('DELETE', `/bot/${id}/`)).status).toBe(204)
    expect((await world.call('GET', `/bot/${id}/`)).status).toBe(404)
  })
  test('cannot be moved to within ten minutes', async () => {
    const { id } = await create({ join_at: inMinutes(30) })
    const { status, body } = await world.call('PATCH', `/bot/${id}/`, { join_at: inMinutes(9) })
    expect([status, body]).toEqual([
      400,
      { code: 'update_bot_failed', detail: 'Not enough time to launch new bot.' },
    ])
  })
  test('cannot be moved or deleted in the last ten minutes, but told to leave', async () => {
    const { id } = await create({ join_at: inMinutes(30) })
    expect((await world.call('POST', `/bot/${id}/leave_call/`)).body.code).toBe(
      'cannot_command_unstarted_bot',
    )
    await world.clock.advance(21 * 60_000)
    expect((await world.call('PATCH', `/bot/${id}/`, { join_at: inMinutes(60) })).body.code).toBe(
      'update_bot_failed',
    )
    expect((await world.call('PATCH', `/bot/${id}/`, { bot_name: 'Notes' })).status).toBe(200)
    expect((await world.call('DELETE', `/bot/${id}/`)).status).toBe(405)
    expect((await world.call('POST', `/bot/${id}/leave_call/`)).status).toBe(200)
    await world.clock.advance(60_000)
    expect((await world.call('POST', `/bot/${id}/leave_call/`)).body.code).toBe(
      'cannot_command_completed_bot',
    )
  })
})

describe('the list', () => {
  test('has small pages, and each leads to the next', async () => {
    const intent = `intent-${START}`
    for (let index = 0; index < 7; index++)
      await create({ join_at: inMinutes(60 + index), metadata: { intent } })
    const first = await world.call('GET', `/bot/?metadata__intent=${intent}`)
    const second = await world.call('GET', String(first.body.next))
    expect(first.body).toMatchObject({ count: 7, previous: null, results: { length: 5 } })
    expect(second.body).toMatchObject({ count: 7, next: null, results: { length: 2 } })
  })
})

test('too many calls are told when to come back', async () => {
  world.sims.recall.knobs.limits.list = 2
  const statuses = []
  for (let index = 0; index < 3; index++) statuses.push((await world.call('GET', '/bot/')).status)
  expect(statuses).toEqual([200, 200, 429])
  await world.clock.advance(59_000)
  expect((await world.call('GET', '/bot/')).headers.get('retry-after')).toBe('1')
  await world.clock.advance(1_000)
  expect((await world.call('GET', '/bot/')).status).toBe(200)
})

test('a transcript can be asked for afterwards, and its media deleted for good', async () => {
  const { id } = await create({ recording_config: { retention: { type: 'forever' } } })
  await world.clock.advance(3_600_000)
  type Bot = {
    recordings: { id: string; status: { code: string }; media_shortcuts: { transcript: unknown } }[]
  }
  const bot = async () => (await world.call('GET', `/bot/${id}/`)).body as Bot // our own answer, as documented
  const recording = (await bot()).recordings[0]
  const wish = { provider: { recallai_async: { language_code: 'en' } }, metadata: { kind: 'final' } }
  const asked = await world.call('POST', `/recording/${recording?.id}/create_transcript/`, wish)
  expect(asked).toMatchObject({
    status: 200,
    body: { status: { code: 'processing' }, data: { download_url: null } },
  })
  await world.clock.advance(30_000)
  const transcript = await world.call('GET', `/transcript/${asked.body.id}/`)
  expect(transcript.body).toMatchObject({ status: { code: 'done' }, metadata: { kind: 'final' } })
  const { download_url } = transcript.body.data as { download_url: string } // our own answer, as documented
  expect((await fetch(download_url)).status).toBe(200)
  await world.clock.advance(7 * 3_600_000)
  expect((await fetch(download_url)).status).toBe(403)

  expect((await world.call('POST', `/bot/${id}/delete_media/`)).status).toBe(200)
  expect((await bot()).recordings[0]).toMatchObject({
    status: { code: 'deleted' },
    media_shortcuts: { transcript: null },
  })
  await world.sims.idle()
  expect(world.product.events('recording.deleted')).toHaveLength(1)
})
