import { DateTime } from 'luxon'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { type NewBot, recallOverHttp } from '#bots/recall/recall.ts'
import { nothingElseIsReached, RECALL, recallAnswers, refusalOf } from '#test/nocked.ts'

const recall = recallOverHttp({ baseUrl: RECALL, apiKey: 'key-1', environment: 'test', pausesMs: [0, 0] })

nothingElseIsReached()

const want: NewBot = {
  intentId: 'intent-1',
  epoch: 3,
  organizationId: 'org-1',
  occurrenceId: 'occ-1',
  generation: 2,
  meetingUrl: 'https://us02web.zoom.us/j/89912345678?pwd=Zk1',
  joinAt: DateTime.fromISO('2026-11-23T10:00:00-05:00', { setZone: true }),
  botName: 'Acme Notes',
  greeting: 'Acme Notes takes notes.',
  realtimeUrl: 'https://notes.example.com/hooks/recall/live?token=abc',
}
describe('scheduling a bot', () => {
  test('sends exactly what we promise to send', async () => {
    let sent: Record<string, unknown> = {}
    recallAnswers()
      .post('/api/v1/bot/', (body) => {
        sent = body
        return true
      })
      .matchHeader('idempotency-key', 'intent-1:3')
      .matchHeader('content-type', 'application/json')
      .reply(201, { id: 'bot-1', join_at: null, new_field: {} })

    expect(await recall.scheduleBot(want)).toEqual({ recallBotId: 'bot-1' })
    expect(sent).toMatchObject({
      meeting_url: want.meetingUrl,
      bot_name: 'Acme Notes',
      join_at: '2026-11-23T15:00:00.000Z',
      metadata: { intent: 'intent-1', org: 'org-1', occ: 'occ-1', gen: '2', env: 'test' },
      recording_config: {
        transcript: { provider: { recallai_streaming: { mode: 'prioritize_low_latency' } } },
        realtime_endpoints: [{ type: 'webhook', url: want.realtimeUrl }],
        retention: { type: 'timed', hours: 168 },
      },
    })
  })

  test('leaves the time out for a bot that is to join at once', async () => {
    recallAnswers()
      .post('/api/v1/bot/', (body) => !('join_at' in body))
      .reply(201, { id: 'bot-1' })
    await recall.scheduleBot({ ...want, joinAt: null })
  })

  test('keeps a path in front of the api', async () => {
    nock('http://127.0.0.1:4010').post('/recall/api/v1/bot/').reply(201, { id: 'bot-1' })
    await recallOverHttp({ baseUrl: 'http://127.0.0.1:4010/recall/', apiKey: 'k' }).scheduleBot(want)
  })

  test('repeats with the same key when the connection breaks', async () => {
    recallAnswers().post('/api/v1/bot/').replyWithError(broken())
    recallAnswers()
      .post('/api/v1/bot/')
      .matchHeader('idempotency-key', 'intent-1:3')
      .reply(201, { id: 'bot-1' })
    expect(await recall.scheduleBot(want)).toEqual({ recallBotId: 'bot-1' })
  })

  test('says that a bot may be on its way when no answer can be had', async () => {
    recallAnswers().post('/api/v1/bot/').times(3).replyWithError(broken())
    expect(await refusalOf(recall.scheduleBot(want))).toMatchObject({
      code: 'provider_unavailable',
      extra: { ambiguous: true },
    })
  })

  test('says so too when the answer is a success that cannot be read', async () => {
    recallAnswers().post('/api/v1/bot/').reply(201, '<html>ok</html>')
    expect(await refusalOf(recall.scheduleBot(want))).toMatchObject({
      code: 'provider_unavailable',
      extra: { ambiguous: true },
    })
  })

  const html = { 'content-type': 'text/html' }
  const dates = { 'retry-after': 'Sat, 21 Nov 2026 10:00:42 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' }
  test.each<[string, number, unknown, Record<string, string>, object]>([
    ['a page of the firewall', 403, '<html>blocked</html>', html, { code: 'provider_refused' }],
    ['a key of another region', 401, { code: 'authentication_failed' }, {}, { code: 'provider_auth' }],
    ['no credit', 402, { code: 'x', detail: 'Top up' }, {}, { code: 'provider_out_of_credit' }],
    ['no credit, in HTML', 402, '<html>', html, { code: 'provider_out_of_credit' }],
    [
      'an empty pool',
      507,
      { detail: 'none' },
      {},
      { code: 'provider_busy', extra: { retryAfterSeconds: 30 } },
    ],
    [
      'an empty pool with advice',
      507,
      {},
      { 'retry-after': '75' },
      { code: 'provider_busy', extra: { retryAfterSeconds: 75 } },
    ],
    [
      'a limit until a date',
      429,
      {},
      dates,
      { code: 'provider_rate_limited', extra: { retryAfterSeconds: 42 } },
    ],
    [
      'its own first try, still running',
      409,
      {},
      {},
      { code: 'provider_unavailable', extra: { ambiguous: true } },
    ],
    [
      'a failure inside',
      500,
      'oops',
      {},
      { code: 'provider_unavailable', extra: { ambiguous: true, retryAfterSeconds: 10 } },
    ],
    ['a redirect', 302, '', { location: 'https://elsewhere.test/' }, { code: 'provider_refused' }],
    [
      'a forbidden tenant',
      400,
      { code: 'teams_blacklisted_tenant', detail: 'no' },
      {},
      { code: 'provider_refused', extra: { reply: { status: 400, code: 'teams_blacklisted_tenant' } } },
    ],
    [
      'a bad link',
      400,
      { meeting_url: ['The meeting_url is malformed'] },
      {},
      {
        code: 'provider_refused',
        detail: 'Recall answered 400 to a new bot: meeting_url: The meeting_url is malformed',
        extra: { fields: [{ path: 'meeting_url', message: 'The meeting_url is malformed' }] },
      },
    ],
    [
      'a nested field',
      400,
      { automatic_leave: { bot_detection: { timeout: ['too small'] } } },
      {},
      { extra: { fields: [{ path: 'automatic_leave.bot_detection.timeout', message: 'too small' }] } },
    ],
    [
      'the third family',
      400,
      { code: 'invalid', message: 'check', errors: { non_field_errors: ['ended'] } },
      {},
      { extra: { fields: [{ path: 'non_field_errors', message: 'ended' }] } },
    ],
  ])('refuses, and says why: %s', async (_name, status, body, headers, expected) => {
    recallAnswers()
      .post('/api/v1/bot/')
      .reply(status, body as nock.Body, headers) // any JSON or text
    const refused = await refusalOf(recall.scheduleBot(want))
    expect(refused).toMatchObject(expected)
    expect(JSON.stringify(refused) + refused.message).not.toContain('key-1')
  })

  test('an empty pool is not a doubtful outcome: no bot came', async () => {
    recallAnswers().post('/api/v1/bot/').reply(507, {})
    expect((await refusalOf(recall.scheduleBot(want))).extra.ambiguous).toBeUndefined()
  })

  test('neither is one that is heard after an answer was lost: it stands for the key, whose next use would bring it again', async () => {
    recallAnswers().post('/api/v1/bot/').replyWithError(broken())
    recallAnswers().post('/api/v1/bot/').reply(507, {})
    const refused = await refusalOf(recall.scheduleBot(want))
    expect([refused.code, refused.extra.ambiguous]).toEqual(['provider_busy', undefined])
    expect(nock.isDone()).toBe(true)
  })
})

const broken = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
