import { expect, test } from 'vitest'
import { wordTimes } from '#bots/life/word-times.ts'

const word = (text: string, start: number | null, end: number | null) => ({ text, start, end })

test.each([
  [
    'each word from the start of its line',
    [word('We', 10, 10.4), word('ship', 10.5, 11)],
    [0, 400, 500, 1000],
  ],
  ['a caption of several words lends each an equal part', [word('We ship', 10, 11)], [0, 500, 500, 1000]],
  ['blank words are none', [word(' ', 10, 10.1), word('We', 10.2, 10.3)], [200, 300]],
  ['one without a time makes all of them unknown', [word('We', 10, 10.4), word('ship', null, null)], null],
  ['an end before its start takes no time', [word('We', 10, 9)], [0, 0]],
  ['nothing said', [], null],
])('%s', (_name, words, times) => expect(wordTimes(words, 10)).toEqual(times))
