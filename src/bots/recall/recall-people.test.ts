import { expect, test } from 'vitest'
import { BotAnswer } from '#bots/recall/recall-answers.ts'
import { PeopleFile, peopleUrls, seenOf } from '#bots/recall/recall-people.ts'

const recording = (code: string, url: string | null) => ({
  ...{ id: 'r', status: { code } },
  media_shortcuts: { participant_events: { data: { participant_events_download_url: url } } },
})
const bot = (...recordings: object[]) => BotAnswer.parse({ id: 'b', recordings })

test.each([
  ['one list for each recording', bot(recording('done', 'https://x.test/1')), ['https://x.test/1']],
  ['one that is still being made', bot(recording('processing', null)), 'not_ready'],
  [
    'one that is there, and one in the making',
    bot(recording('done', 'https://x.test/1'), recording('processing', null)),
    'not_ready',
  ],
  ['a recording that was deleted', bot(recording('deleted', null)), null],
  ['a call that was never recorded', bot(), null],
])('%s', (_name, seen, urls) => expect(peopleUrls(seen)).toEqual(urls))

test('reads what it knows, and leaves out what says nothing or has no time', () => {
  const timestamp = { absolute: '2026-11-21T10:00:12.5Z', relative: 12.5 }
  const file = PeopleFile.parse([
    { action: 'join', participant: { id: 100, name: ' Dana Ito ', is_host: true }, timestamp, data: null },
    {
      action: 'chat_message',
      participant: { id: null, name: null },
      timestamp,
      data: { text: 'Hi\0!', to: 'everyone' },
    },
    { action: 'leave', participant: { id: 'odd', name: 7, is_host: 'x' }, timestamp },
    { action: 'speech_on', participant: null, timestamp },
    { action: 'join', participant: null, timestamp: { absolute: null } },
    { action: 7, participant: null, timestamp: 'x' },
  ])
  expect(seenOf(file).map(({ at, ...seen }) => ({ ...seen, at: at.toISO() }))).toEqual([
    {
      ...{ type: 'join', participantId: '100', name: 'Dana Ito', isHost: true, text: null },
      at: '2026-11-21T10:00:12.500Z',
    },
    {
      ...{ type: 'chat_message', participantId: null, name: null, isHost: false, text: 'Hi!' },
      at: '2026-11-21T10:00:12.500Z',
    },
    {
      ...{ type: 'leave', participantId: null, name: null, isHost: false, text: null },
      at: '2026-11-21T10:00:12.500Z',
    },
  ])
})
