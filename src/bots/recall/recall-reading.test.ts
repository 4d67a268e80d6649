import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { recallOverHttp } from '#bots/recall/recall.ts'
import { nothingElseIsReached, RECALL, recallAnswers } from '#test/nocked.ts'

const recall = recallOverHttp({ baseUrl: RECALL, apiKey: 'key-1', pausesMs: [0, 0] })
const bot = (more: object = {}) =>
  recallAnswers()
    .get('/api/v1/bot/bot-1/')
    .reply(200, { id: 'bot-1', ...more })

nothingElseIsReached()

const change = (code: string, created_at: string) => ({ code, created_at, sub_code: null, message: null })
const done = { status_changes: [change('done', '2026-11-21T10:31:44.510009Z')] }

describe('finding the bots of an intent', () => {
  const page = (query: object, body: object) =>
    recallAnswers()
      .get('/api/v1/bot/')
      .query({ ...query })
      .reply(200, body)
  const mine = { intent: 'i', gen: '2' }

  test('reads every page, and orders them in its own way', async () => {
    page(
      { metadata__intent: 'i' },
      {
        next: 'https://evil.test/steal?page=2',
        results: [
          { id: 'over', metadata: mine, ...done },
          { id: 'b', metadata: mine },
        ],
      },
    )
    page(
      { metadata__intent: 'i', page: '2' },
      {
        next: null,
        results: [
          { id: 'a', metadata: { intent: 'i', gen: 'x' }, join_at: '2026-11-21T10:00:00Z' },
          { id: 'b', metadata: mine },
          {
            id: 'live',
            metadata: mine,
            status_changes: [change('joining_call', '2026-11-21T09:59:48+00:00')],
          },
        ],
      },
    )
    const found = await recall.findBots('i')
    expect(found.map(({ recallBotId, ended, generation }) => [recallBotId, ended, generation])).toEqual([
      ['live', false, 2],
      ['a', false, null],
      ['b', false, 2],
      ['over', true, 2],
    ])
  })

  test("drops somebody else's bots, should the filter be ignored", async () => {
    page(
      { metadata__intent: 'i' },
      {
        results: [
          { id: 'x', metadata: { intent: 'j' } },
          { id: 'y', metadata: null },
        ],
      },
    )
    expect(await recall.findBots('i')).toEqual([])
  })

  test.each([['https://x.test/?page=1'], ['https://x.test/'], ['::']])('does not follow %s', async (next) => {
    page({ metadata__intent: 'i' }, { next, results: [] })
    await expect(recall.findBots('i')).rejects.toMatchObject({ code: 'provider_unavailable' })
  })
})

describe('reading a bot', () => {
  test('gives what happened, oldest first', async () => {
    bot({
      join_at: null,
      metadata: { intent: 'i', odd: null },
      status_changes: [
        {
          code: 'call_ended',
          created_at: '2026-11-21T10:31:02.000412Z',
          sub_code: 'call_ended_by_host',
          message: '',
        },
        { code: 'joining_call', created_at: '2026-11-21T09:59:48.120331+00:00', sub_code: '' },
      ],
      recordings: [
        {
          id: 'r',
          started_at: '2026-11-21T10:00:21.911870Z',
          status: null,
          media_shortcuts: {
            transcript: { id: 't', status: { code: 'done' }, data: null },
            audio_mixed: null,
          },
        },
      ],
    })
    const seen = await recall.readBot('bot-1')
    expect(seen?.statusChanges.map(({ code, subCode, at }) => [code, subCode, at.toISO()])).toEqual([
      ['joining_call', null, '2026-11-21T09:59:48.120Z'],
      ['call_ended', 'call_ended_by_host', '2026-11-21T10:31:02.000Z'],
    ])
    expect(seen?.recordings[0]).toMatchObject({
      id: 'r',
      status: null,
      completedAt: null,
      transcript: { id: 't', status: 'done', downloadUrl: null },
    })
  })

  test('is content with nothing but an id', async () => {
    bot({ metadata: null, status_changes: null, recordings: null, join_at: null })
    expect(await recall.readBot('bot-1')).toEqual({
      recallBotId: 'bot-1',
      metadata: {},
      joinAt: null,
      statusChanges: [],
      recordings: [],
    })
  })

  test('sends no body and no content type with GET: the firewall refuses them', async () => {
    nock(RECALL, { badheaders: ['content-type', 'content-length'] })
      .get('/api/v1/bot/bot-1/', (body) => !body)
      .reply(404, { detail: 'Not found.' })
    expect(await recall.readBot('bot-1')).toBeNull()
  })

  test('takes nonsense for a provider that is down, without doubt about a write', async () => {
    recallAnswers().get('/api/v1/bot/bot-1/').reply(200, '<html>', { 'content-type': 'application/json' })
    const error = await recall.readBot('bot-1').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'provider_unavailable', extra: { retryAfterSeconds: 10 } })
    expect(error).not.toHaveProperty('extra.ambiguous')
  })
})

describe('reading the final transcript', () => {
  const recording = (
    download_url: string | null,
    code = 'done',
    started_at: string | null = '2026-11-21T10:00:00Z',
  ) => ({
    id: `r-${download_url}`,
    started_at,
    media_shortcuts: { transcript: { id: 't', status: { code }, data: { download_url } } },
  })
  const file = (path: string, body: unknown) =>
    nock('https://files.test', { badheaders: ['authorization'] })
      .get(path)
      .reply(200, body as nock.Body) // any JSON

  test.each([
    ['a call that goes on', {}, 'not_ready'],
    ['a call that never recorded', done, null],
    ['a transcript in the making', { ...done, recordings: [recording(null, 'processing')] }, 'not_ready'],
    ['an address that is still missing', { ...done, recordings: [recording(null)] }, 'not_ready'],
    ['a transcript that failed', { ...done, recordings: [recording(null, 'failed')] }, null],
    ['a recording without one', { ...done, recordings: [{ id: 'r', media_shortcuts: null }] }, null],
  ])('%s: %j', async (_name, more, outcome) => {
    bot(more)
    expect(await recall.readTranscript('bot-1')).toBe(outcome)
  })

  test('fetches it without our key, follows redirects, and survives every null', async () => {
    bot({ ...done, recordings: [recording('https://files.test/t')] })
    nock('https://files.test', { badheaders: ['authorization'] })
      .get('/t')
      .reply(302, undefined, { location: 'https://files.test/u' })
    file('/u', [
      {
        participant: { id: 200, name: 'Dana Ito', is_host: true, platform: 'desktop', email: null },
        language_code: 'en',
        words: [
          { text: 'Good', start_timestamp: { relative: 12.04 }, end_timestamp: null },
          { text: 'morning', start_timestamp: { relative: null, absolute: '2026-11-21T10:00:12.5Z' } },
          { text: ' ', start_timestamp: null, end_timestamp: null },
        ],
      },
      {
        participant: { id: null, name: null, is_host: null },
        words: [{ text: 'Hm', start_timestamp: null }],
      },
      { participant: null, words: [] },
      { participant: { id: 'odd', name: 7 }, words: null },
    ])
    const anonymous = { id: null, name: null, isHost: null, email: null }
    expect(await recall.readTranscript('bot-1')).toEqual([
      {
        participant: { id: 200, name: 'Dana Ito', isHost: true, email: null },
        languageCode: 'en',
        words: [
          { text: 'Good', startSeconds: 12.04, endSeconds: null },
          { text: 'morning', startSeconds: 12.5, endSeconds: null },
        ],
      },
      {
        participant: anonymous,
        languageCode: null,
        words: [{ text: 'Hm', startSeconds: null, endSeconds: null }],
      },
    ])
  })

  test('puts several recordings on one time line, and knows silence', async () => {
    bot({
      ...done,
      recordings: [
        recording('https://files.test/2', 'done', '2026-11-21T10:10:00Z'),
        recording('https://files.test/1', 'done', '2026-11-21T10:00:00Z'),
      ],
    })
    file('/1', [])
    file('/2', [
      { words: [{ text: 'Again', start_timestamp: { relative: 1.5 }, end_timestamp: { relative: 2 } }] },
    ])
    expect(await recall.readTranscript('bot-1')).toMatchObject([
      { words: [{ text: 'Again', startSeconds: 601.5, endSeconds: 602 }] },
    ])
  })

  test.each([[403], [410]])('an expired address (%i) is worth another look', async (status) => {
    bot({ ...done, recordings: [recording('https://files.test/old')] })
    nock('https://files.test').get('/old').reply(status, '<Error/>')
    await expect(recall.readTranscript('bot-1')).rejects.toMatchObject({
      code: 'provider_unavailable',
      extra: { retryAfterSeconds: 10 },
    })
  })

  test('a file that is no transcript is a provider in trouble', async () => {
    bot({ ...done, recordings: [recording('https://files.test/t')] })
    file('/t', { error: 'x' })
    await expect(recall.readTranscript('bot-1')).rejects.toMatchObject({ code: 'provider_unavailable' })
  })
})
