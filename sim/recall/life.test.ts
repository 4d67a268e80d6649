import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SECRET, START, type TestWorld, testWorld } from '../test-world.ts'
import { signed } from './sign.ts'

const script = {
  name: 'two-people',
  title: 'Two people talk',
  lines: [
    { speaker: 'Ana Ruiz', text: 'Shall we ship on Friday?', start: 0, end: 3 },
    { speaker: 'Bo Lind', text: 'Yes, Friday it is.', start: 4, end: 6 },
    { speaker: 'Ana Ruiz', text: 'Then I tell the others.', start: 400, end: 403 },
  ],
  chat: [{ speaker: 'Bo Lind', text: 'https://example.test/plan', at: 5 }],
}
const MINUTE = 60_000

/** A bot in the meeting above, with a real-time endpoint that wants everything. */
async function order(world: TestWorld, link: string, more: object = {}) {
  world.sims.meetings.add(script)
  const events = [
    'transcript.data',
    'transcript.partial_data',
    'participant_events.join',
    'participant_events.leave',
    'participant_events.chat_message',
  ]
  const { status, body } = await world.call('POST', '/bot/', {
    meeting_url: link,
    metadata: { meeting: 'm-1' },
    recording_config: {
      transcript: { provider: { recallai_streaming: { language_code: 'en' } } },
      realtime_endpoints: [{ type: 'webhook', url: `${world.product.url}/hooks/live?token=t`, events }],
      retention: { type: 'timed', hours: 72 },
    },
    ...more,
  })
  expect(status).toBe(201)
  return String(body.id)
}
const meet = 'https://meet.google.com/abc-defg-hij?play=two-people'
const isLive = (event: string) =>
  /^(transcript\.(partial_)?data|participant_events\.(join|leave|chat_message))$/.test(event)

describe('a good meeting', () => {
  test('is told in the documented order, and every message is signed', async () => {
    await using world = await testWorld()
    await order(world, meet)
    await world.clock.advance(10 * MINUTE)

    expect(world.product.events().filter((event) => !isLive(event))).toEqual([
      'bot.joining_call',
      'bot.in_waiting_room',
      'bot.in_call_not_recording',
      'bot.in_call_recording',
      'recording.processing',
      'participant_events.processing',
      'meeting_metadata.processing',
      'video_mixed.processing',
      'transcript.processing',
      'realtime_endpoint.running',
      'bot.call_ended',
      'realtime_endpoint.done',
      'transcript.done',
      'video_mixed.done',
      'meeting_metadata.done',
      'participant_events.done',
      'recording.done',
      'bot.done',
    ])
    for (const { headers, raw, at } of world.product.received) {
      const id = String(headers['webhook-id'])
      const seconds = Math.floor(at / 1000)
      expect(headers).toMatchObject(signed(raw, { secrets: [SECRET], id, seconds, family: 'webhook' }))
    }
  })

  test('is heard word by word while it runs, and can be read afterwards', async () => {
    await using world = await testWorld()
    const id = await order(world, meet)
    await world.clock.advance(10 * MINUTE)

    const live = world.product.received
      .filter(({ path }) => path === '/hooks/live?token=t')
      .map(({ message }) => message)
    expect(live.filter(({ event }) => event === 'transcript.data')).toHaveLength(3)
    expect(live.find(({ event }) => event === 'participant_events.chat_message')?.data.data).toMatchObject({
      participant: { id: 200, name: 'Bo Lind', is_host: false },
      data: { text: 'https://example.test/plan', to: 'everyone' },
    })

    const { body: bot } = await world.call('GET', `/bot/${id}/`)
    expect(bot).toMatchObject({
      join_at: null,
      meeting_url: { platform: 'google_meet', meeting_id: 'abc-defg-hij' },
    })
    const transcript = await download(world, bot)
    expect(
      transcript.map(({ participant, words }) => [participant.name, words.map(({ text }) => text).join(' ')]),
    ).toEqual(script.lines.map(({ speaker, text }) => [speaker, text]))
    expect(transcript[0]?.words[0]?.start_timestamp).toEqual({
      relative: 1,
      absolute: '2026-11-23T09:00:12.500000Z',
    })
  })

  test('leaves out what was said while the recording was paused', async () => {
    await using world = await testWorld()
    const id = await order(world, meet)
    await world.clock.advance(30_000)
    await world.call('POST', `/bot/${id}/pause_recording/`)
    await world.clock.advance(9 * MINUTE)
    expect(world.product.events('transcript.data')).toHaveLength(2)
    expect(await download(world, (await world.call('GET', `/bot/${id}/`)).body)).toHaveLength(2)
  })
})

type Part = { participant: { name: string }; words: { text: string; start_timestamp: object }[] }
type WithTranscript = {
  recordings: { media_shortcuts: { transcript: { data: { download_url: string } } } }[]
}

async function download(world: TestWorld, bot: object): Promise<Part[]> {
  const { recordings } = bot as WithTranscript // the answer of our own API, as documented
  const answer = await fetch(recordings[0]?.media_shortcuts.transcript.data.download_url ?? world.sims.url)
  return answer.json()
}

test('a host who never admits the bot ends in the waiting room timeout, without a recording', async () => {
  await using world = await testWorld()
  const id = await order(world, 'https://us02web.zoom.us/j/85512345678?sim=refuse', {
    automatic_leave: { waiting_room_timeout: 120 },
  })
  await world.clock.advance(2 * MINUTE)
  expect(world.product.events()).toEqual(['bot.joining_call', 'bot.in_waiting_room'])
  await world.clock.advance(MINUTE)
  expect(world.product.events().slice(2)).toEqual(['bot.call_ended', 'bot.done'])
  expect(world.product.received[2]?.message.data.data).toMatchObject({
    sub_code: 'timeout_exceeded_waiting_room',
  })
  expect((await world.call('GET', `/bot/${id}/`)).body.recordings).toEqual([])
})

test('a restart in the middle of a meeting goes on where virtual time says', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'sims-'))
  const first = await testWorld({ dir })
  const id = await order(first, meet)
  await first.clock.advance(60_000)
  await first.sims.close()
  await first.clock.advance(60_000)

  await using second = await testWorld({ dir, clock: first.clock })
  await second.clock.advance(10 * MINUTE)
  await using _until = first.product // the live address is part of the bot, so it is still this one

  expect(first.product.events('transcript.data')).toHaveLength(3)
  expect(second.product.events('bot.')).toEqual(['bot.call_ended', 'bot.done'])
  const { body } = await second.call('GET', `/bot/${id}/`)
  expect(await download(second, body)).toHaveLength(3)
})

describe('the sender', () => {
  test('of live text gives up after sixty tries, a second apart, and says so', async () => {
    await using world = await testWorld()
    const { received } = world.product
    await order(world, meet, {
      recording_config: {
        transcript: { provider: { recallai_streaming: {} } },
        realtime_endpoints: [{ type: 'webhook', url: 'http://127.0.0.1:9/', events: ['transcript.data'] }],
      },
    })
    await world.clock.advance(60_000)
    expect(world.product.events('realtime_endpoint.')).toEqual(['realtime_endpoint.running'])
    await world.clock.advance(9 * MINUTE)
    expect(world.product.events('realtime_endpoint.')).toEqual([
      'realtime_endpoint.running',
      'realtime_endpoint.failed',
    ])
    const failed = received.find(({ message }) => message.event === 'realtime_endpoint.failed')
    // First line final at 9:00:15.9 (recording from 9:00:11.5, talk a second later, 3.4 s): sixty tries end 59 s on.
    expect(failed?.at).toBe(START + 11_500 + 1_000 + 3_400 + 59_000)
  })

  test('of status changes tries again after five seconds, then five minutes, under the same id', async () => {
    await using world = await testWorld()
    world.product.status = 500
    await order(world, meet)
    await world.clock.advance(6_000)
    world.product.status = 204
    await world.clock.advance(6 * MINUTE)
    const joining = world.product.received.filter(({ message }) => message.event === 'bot.joining_call')
    expect(joining.map(({ at }) => at - START)).toEqual([0, 5_000, 305_000])
    expect(new Set(joining.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })
})
