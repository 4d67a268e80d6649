import { expect, test } from 'vitest'
import { parseScript } from './vtt.ts'

test('reads speakers in both ways of writing, the title and the chat', () => {
  const vtt = `WEBVTT

NOTE title: Two people

1
00:00:01.000 --> 00:00:02.500
<v Ana Ruiz>Hello <b>there</b>.</v>

00:03.000 --> 00:04.000
Bo Lind: Hello: I am
late.

NOTE chat 3.5 Bo Lind: see https://example.test
`
  expect(parseScript('two', vtt)).toEqual({
    name: 'two',
    title: 'Two people',
    lines: [
      { speaker: 'Ana Ruiz', text: 'Hello there.', start: 1, end: 2.5 },
      { speaker: 'Bo Lind', text: 'Hello: I am late.', start: 3, end: 4 },
    ],
    chat: [{ at: 3.5, speaker: 'Bo Lind', text: 'see https://example.test' }],
  })
})

test('refuses a cue that nobody speaks', () => {
  expect(() => parseScript('odd', '00:01.000 --> 00:02.000\nhello')).toThrow('names no speaker')
})
