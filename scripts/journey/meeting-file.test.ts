import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readMeeting } from './meeting-file.ts'

const file = (name: string, text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'meeting-')), name)
  writeFileSync(path, text)
  return path
}

test('WebVTT: speakers in both spellings, and lines of nobody', () => {
  const { title, lines } = readMeeting(
    file(
      'weekly.vtt',
      'WEBVTT\n\nNOTE Weekly sync\n\n1\n00:00:01.000 --> 00:00:02.500\nAna | Acme: Hello there.\n\n00:03.000 --> 00:04.000\n<v Bo Li>Hi.</v>\n\n00:01:00.000 --> 00:01:01.000\nwhat is at https://x.test: nothing\n',
    ),
  )
  expect(title).toBe('Weekly sync')
  expect(lines).toEqual([
    { speaker: 'Ana | Acme', text: 'Hello there.', start: 1, end: 2.5 },
    { speaker: 'Bo Li', text: 'Hi.', start: 3, end: 4 },
    { speaker: 'Unknown speaker', text: 'what is at https://x.test: nothing', start: 60, end: 61 },
  ])
})

test('QMSum: turns get times from their words', () => {
  const turns = [
    { speaker: 'PM', content: 'one two three four five' },
    { speaker: 'UI', content: '' },
    { speaker: 'ME', content: 'six' },
  ]
  const { lines } = readMeeting(file('IS1.json', JSON.stringify({ meeting_transcripts: turns })))
  expect(lines.map(({ speaker, start, end }) => [speaker, start, end])).toEqual([
    ['PM', 0, 2],
    ['ME', 2.4, 2.9],
  ])
})

test('anything else is refused in words', () => {
  expect(() => readMeeting(file('x.json', '{"a":1}'))).toThrow(/neither WebVTT nor QMSum/)
})
