import { describe, expect, test } from 'vitest'
import { processorMs } from '#test/processor-time.ts'
import { readTranscript } from '#transfer/reading/read-transcript.ts'

const lines = (text: string) => readTranscript(text).lines

describe('a transcript from elsewhere', () => {
  test('as WebVTT: voices, classes, notes and identifiers', () => {
    const vtt = `WEBVTT - from a meeting\n\nNOTE\nnot this\n\nSTYLE\n::cue { color: red }\n\nid-1\n00:01.000 --> 00:02.500 align:start\n<v.loud Dana Weiß>We <i>ship</i>\non &lt;Friday&gt;.</v>\n\n01:00:00.000 --> 01:00:01.000\nJonas Berg: Fine.\n`
    expect(readTranscript(vtt)).toEqual({
      format: 'vtt',
      hasTimes: true,
      lines: [
        { speaker: 'Dana Weiß', text: 'We ship on <Friday>.', start: 1, end: 2.5 },
        { speaker: 'Jonas Berg', text: 'Fine.', start: 3600, end: 3601 },
      ],
    })
  })

  test('as SubRip, with Windows line ends and a byte order mark', () => {
    expect(
      lines(
        '\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\nHello there.\r\n\r\n2\r\n00:00:03,5 --> 00:00:04,0\r\nDana: Hi.\r\n',
      ),
    ).toEqual([
      { speaker: 'Unknown speaker', text: 'Hello there.', start: 1, end: 2 },
      { speaker: 'Dana', text: 'Hi.', start: 3.5, end: 4 },
    ])
  })

  test('a handle in lower case is a speaker where it comes again, and no speaker where it does not', () => {
    const cue = (at: number, text: string) => `00:0${at}.000 --> 00:0${at}.900\n${text}\n\n`
    const vtt = `WEBVTT\n\n${cue(1, '.lightclient: hi')}${cue(2, '.lightclient: again')}${cue(3, 'one thing: this')}`
    expect(lines(vtt).map(({ speaker, text }) => `${speaker}|${text}`)).toEqual([
      '.lightclient|hi',
      '.lightclient|again',
      'Unknown speaker|one thing: this',
    ])
  })

  test('as plain text with times in front, or with a head above', () => {
    expect(lines('[0:05] Dana: One two.\n[1:05] Jonas: Three.')).toMatchObject([
      { speaker: 'Dana', start: 5, end: 6 },
      { speaker: 'Jonas', start: 65 },
    ])
    expect(lines('Dana Weiß  0:05\nOne two.\n\nJonas Berg  1:02:05\nThree: four.')).toMatchObject([
      { speaker: 'Dana Weiß', text: 'One two.', start: 5 },
      { speaker: expect.any(String), start: 3725 },
    ])
  })

  test('as plain text without times gets as long as it takes to say, one after the other', () => {
    const read = readTranscript('Dana: one two three four five\n\nJonas: 一二三\nno name here')
    expect(read.hasTimes).toBe(false)
    expect(read.lines).toMatchObject([
      { speaker: 'Dana', start: 0, end: 2 },
      { speaker: 'Jonas', start: 2 },
      { speaker: 'Unknown speaker', text: 'no name here' },
    ])
  })

  test.each([
    ['nothing', '', /Nobody says anything/],
    ['a head alone', 'WEBVTT\n\n', /Nobody says anything/],
    ['JSON', '{"a": 1}', /This is JSON/],
    ['far too many lines', 'a: b\n'.repeat(20_001), /20000 are the most/],
  ])('%s is refused with a sentence', (_name, text, sentence) => {
    expect(() => readTranscript(text)).toThrow(sentence)
  })

  test('a hostile one takes no longer than its length', () => {
    const hostile = `${'<'.repeat(50_000)}\n${'A '.repeat(50_000)}\n${'1:'.repeat(50_000)}`
    expect(lines(hostile).length).toBeGreaterThan(0)
    expect(processorMs(() => lines(hostile))).toBeLessThan(1_000)
  })
})
