import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { recallOverHttp } from '#bots/recall/recall.ts'
import { nothingElseIsReached, RECALL, recallAnswers, refusalOf } from '#test/nocked.ts'

const recall = recallOverHttp({ baseUrl: RECALL, apiKey: 'key-1', environment: 'test', pausesMs: [0, 0] })

nothingElseIsReached()

describe('moving, cancelling and leaving', () => {
  const joinAt = DateTime.fromISO('2026-11-23T16:00:00Z')

  test.each([
    [200, { id: 'bot-1' }, 'moved'],
    [404, { detail: 'Not found.' }, 'gone'],
    [400, { code: 'cannot_command_completed_bot' }, 'gone'],
    [400, { code: 'update_bot_failed', detail: 'Not enough time to launch new bot' }, 'too_late'],
    [400, { detail: 'Cannot validate partial without join call task' }, 'too_late'],
  ])('a move answered %i %j is %s', async (status, body, outcome) => {
    recallAnswers().patch('/api/v1/bot/bot-1/', { join_at: '2026-11-23T16:00:00.000Z' }).reply(status, body)
    expect(await recall.moveBot('bot-1', { joinAt })).toBe(outcome)
  })

  test('a move of the link sends the link alone', async () => {
    recallAnswers().patch('/api/v1/bot/bot-1/', { meeting_url: 'https://meet.google.com/a' }).reply(200, {})
    expect(await recall.moveBot('bot-1', { meetingUrl: 'https://meet.google.com/a' })).toBe('moved')
  })

  test.each([
    [204, undefined, 'cancelled'],
    [404, { detail: 'Not found.' }, 'already_gone'],
    [405, { code: 'method_not_allowed' }, 'already_dispatched'],
    [400, { code: 'cannot_delete_bot' }, 'already_dispatched'],
    [409, '<html>', 'already_dispatched'],
  ])('a cancellation answered %i %j is %s', async (status, body, outcome) => {
    recallAnswers()
      .delete('/api/v1/bot/bot-1/', (sent) => sent === '')
      .reply(status, body)
    expect(await recall.cancelBot('bot-1')).toBe(outcome)
  })

  test('a cancellation whose first answer was lost finds the bot gone', async () => {
    recallAnswers().delete('/api/v1/bot/bot-1/').replyWithError(broken())
    recallAnswers().delete('/api/v1/bot/bot-1/').reply(404, {})
    expect(await recall.cancelBot('bot-1')).toBe('already_gone')
  })

  test.each([
    [200, { id: 'bot-1' }, 'leaving'],
    [404, {}, 'already_gone'],
    [400, { code: 'cannot_command_completed_bot' }, 'already_gone'],
    [400, { code: 'cannot_command_unstarted_bot' }, 'not_started'],
  ])('a request to leave answered %i %j is %s', async (status, body, outcome) => {
    recallAnswers()
      .post('/api/v1/bot/bot-1/leave_call/', (sent) => sent === '')
      .reply(status, body)
    expect(await recall.leaveCall('bot-1')).toBe(outcome)
  })

  test('another no is a refusal, never a guess', async () => {
    recallAnswers().delete('/api/v1/bot/bot-1/').reply(400, { code: 'something_new' })
    expect((await refusalOf(recall.cancelBot('bot-1'))).code).toBe('provider_refused')
  })

  test('an id is only ever one part of a path', async () => {
    recallAnswers().delete('/api/v1/bot/..%2Fcalendars%2F1/').reply(204)
    expect(await recall.cancelBot('../calendars/1')).toBe('cancelled')
  })

  test('chat and deletion', async () => {
    recallAnswers().post('/api/v1/bot/bot-1/send_chat_message/', { message: 'Hello' }).reply(200, {})
    await recall.sendChat('bot-1', 'Hello')
    recallAnswers()
      .post('/api/v1/bot/bot-1/delete_media/')
      .reply(200, {})
      .post('/api/v1/bot/bot-1/delete_media/')
      .reply(404)
    expect(await recall.deleteMedia('bot-1')).toBe('deleted')
    expect(await recall.deleteMedia('bot-1')).toBe('already_gone')
  })

  test('a chat message without a key is never said twice', async () => {
    recallAnswers().post('/api/v1/bot/bot-1/send_chat_message/').reply(503, {})
    expect((await refusalOf(recall.sendChat('bot-1', 'Hello'))).extra.ambiguous).toBe(true)
  })
})

const broken = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
