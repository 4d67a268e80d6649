import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { recallOverHttp } from '#bots/recall/recall.ts'
import { nothingElseIsReached, RECALL } from '#test/nocked.ts'

const STORE = 'https://files.test'
const door = () => recallOverHttp({ baseUrl: RECALL, apiKey: 'key-1', pausesMs: [0, 0] })
const done = { code: 'done' }
const bot = (...recordings: object[]) =>
  nock(RECALL).get('/api/v1/bot/bot-1/').reply(200, { id: 'bot-1', recordings })
const recording = (path: string | null, more: object = {}) => ({
  ...{ id: 'r', status: done, started_at: '2026-11-21T10:00:00Z', completed_at: '2026-11-21T10:30:00Z' },
  media_shortcuts: { video_mixed: path && { status: done, data: { download_url: `${STORE}${path}` } } },
  ...more,
})
const want = (range?: string) => ({ place: 0, range, signal: new AbortController().signal })
const words = (media: { body: ReadableStream<Uint8Array> | null } | null) =>
  new Response(media?.body ?? null).text()

nothingElseIsReached()

describe('what can be played', () => {
  const sound = { audio_mixed: { status: done, data: { download_url: `${STORE}/a` } } }
  test.each([
    ['a video', recording('/v'), 'ready', 'video'],
    ['sound alone', recording(null, { media_shortcuts: sound }), 'ready', 'audio'],
    ['one that is being made', recording(null, { status: { code: 'processing' } }), 'making', 'video'],
    ['one that was deleted', recording(null, { status: { code: 'deleted' } }), 'deleted', 'video'],
    ['one that is over, and without its media', recording(null), 'deleted', 'video'],
    ['one that failed', recording(null, { status: { code: 'failed' } }), 'failed', 'video'],
    [
      'one with a shape of its own',
      recording(null, { media_shortcuts: { video_mixed: 7 } }),
      'deleted',
      'video',
    ],
  ])('%s', async (_name, seen, state, kind) => {
    bot(seen)
    expect(await door().readRecordings('bot-1')).toMatchObject([{ state, kind }])
  })

  test('a bot that is not there has nothing', async () => {
    nock(RECALL).get('/api/v1/bot/bot-1/').reply(404)
    expect(await door().readRecordings('bot-1')).toBeNull()
  })
})

describe('playing it', () => {
  test('asks the store for the range, without our key, and the provider for the address only once', async () => {
    const recall = door()
    bot(recording('/v'))
    for (const range of ['bytes=0-1', 'bytes=2-3'])
      nock(STORE, { badheaders: ['authorization'], reqheaders: { range } })
        .get('/v')
        .reply(206, 'ab', { 'content-range': 'bytes 0-1/4' })
    const first = await recall.openMedia('bot-1', want('bytes=0-1'))
    expect([first?.status, first?.headers.get('content-range')]).toEqual([206, 'bytes 0-1/4'])
    expect(await words(first)).toBe('ab')
    expect(await words(await recall.openMedia('bot-1', want('bytes=2-3')))).toBe('ab')
  })

  test('an address that has expired is asked for anew; one that is refused again leads nowhere', async () => {
    const recall = door()
    bot(recording('/old'))
    nock(STORE).get('/old').reply(200, 'a')
    await words(await recall.openMedia('bot-1', want()))
    nock(STORE).get('/old').reply(403)
    bot(recording('/new'))
    nock(STORE).get('/new').reply(200, 'b')
    expect(await words(await recall.openMedia('bot-1', want()))).toBe('b')
    nock(STORE).get('/new').reply(404)
    bot(recording('/new'))
    nock(STORE).get('/new').reply(404)
    expect(await recall.openMedia('bot-1', want())).toBeNull()
  })

  test('what was deleted, or never was, is not there', async () => {
    bot(recording(null))
    expect(await door().openMedia('bot-1', want())).toBeNull()
    nock(RECALL).get('/api/v1/bot/bot-1/').reply(404)
    expect(await door().openMedia('bot-1', want())).toBeNull()
  })

  test('the store is not asked for somebody who has left while the provider was', async () => {
    const listener = new AbortController()
    bot(recording('/v'))
    const asked = door().openMedia('bot-1', { ...want(), signal: listener.signal })
    listener.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('a store in trouble is a provider in trouble, and its address is in no error', async () => {
    for (const answer of [503, null]) {
      bot(recording('/v?token=secret'))
      const store = nock(STORE).get('/v?token=secret')
      if (answer) store.reply(answer)
      else store.replyWithError('broken')
      const error: unknown = await door()
        .openMedia('bot-1', want())
        .catch((error: unknown) => error)
      expect(error).toMatchObject({ code: 'provider_unavailable' })
      expect(JSON.stringify(error) + String(error)).not.toContain('secret')
    }
  })
})
