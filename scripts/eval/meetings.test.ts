/** Real meetings and odd ones go through the summarizer, the checks, the index and a question without an error. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../bin/read-lines.ts'
import { findPassages } from '../../src/pipeline/asking/find-passages.ts'
import { summarizeExtractively } from '../../src/pipeline/extractive/summarize.ts'
import { chunksOf } from '../../src/pipeline/search/chunks.ts'
import { entriesOf } from '../../src/pipeline/search/entries.ts'
import { verifyPoints } from '../../src/pipeline/summarizing/verify-points.ts'
import { type Meeting, pointsOf } from '../../src/pipeline/types.ts'
import { root } from '../lib/root.ts'
import { meetingOf } from './data.ts'

const DATA = join(root, '../shared/data')
const SIX = [
  'qmsum/val/Bmr005.json', // some of the longest, with {vocalsound} and {disfmarker}
  'qmsum/val/covid_2.json', // committee, dozens of speakers
  'qmsum/val/IS1006a.json', // short
  'ethereum-pm-zoom/acde-2026-08-13_243/transcript.vtt',
  'ethereum-pm-zoom/nativeaa-2026-04-22_001/transcript.vtt', // names with " | organization"
  'ethereum-pm-zoom/fcr-2026-03-03_004/transcript.vtt',
]

function through(meeting: Meeting) {
  const notes = summarizeExtractively(meeting)
  const { dropped } = verifyPoints(notes, meeting)
  expect(dropped).toEqual([])
  for (const { text, evidence } of pointsOf(notes)) {
    expect(text).not.toMatch(/\{\w+\}/)
    expect(evidence.length).toBeGreaterThan(0)
    for (const number of evidence) expect(meeting.lines[number - 1]).toBeDefined()
  }
  const lines = meeting.lines.map(({ speaker, text }, sequence) => ({ sequence, speaker, text }))
  const entries = entriesOf({ title: meeting.title, people: meeting.people, lines, points: [] })
  const passages = chunksOf(meeting.lines).map((chunk, place) => ({ ...chunk, meeting: 'm', place }))
  expect(findPassages('What was said about the xylophone orchestra of Ouagadougou?', passages)).toEqual([])
  return { notes, entries }
}

describe('odd meetings', () => {
  const odd = (...lines: [string, string][]) =>
    meetingOf(
      'Odd',
      lines.map(([speaker, text]) => ({ speaker, text })),
    )

  test('an empty one has empty notes', () => {
    expect(pointsOf(through(odd()).notes)).toEqual([])
  })

  test.each([
    ['one line', odd(['Ana', 'Hello?'])],
    ['only marks and fillers', odd(['Ana', '{vocalsound}'], ['Ben', '…'], ['Ana', 'um'])],
    [
      'one speaker',
      odd(
        ...Array.from({ length: 60 }, (_, at): [string, string] => [
          'Ana',
          `We have to move ${at} pallets to the new warehouse on day ${at}.`,
        ]),
      ),
    ],
    [
      'no speaker labels',
      odd(
        ...Array.from({ length: 40 }, (_, at): [string, string] => [
          '',
          `Somebody says sentence ${at} about the river and the bridge.`,
        ]),
      ),
    ],
    [
      'only questions',
      odd(
        ...Array.from({ length: 30 }, (_, at): [string, string] => [
          'Ana',
          `Did we ever ask ourselves question ${at}?`,
        ]),
      ),
    ],
    ['emoji and symbols', odd(['👩‍🚀', '🚀🚀🚀 !!! ???'], ['∑', '∀x∈ℝ: x²≥0'])],
  ])('%s', (_what, meeting) => {
    through(meeting)
  })

  test.each([
    ['Hebrew', 'החלטנו להעביר את המחסן לרוטרדם בחודש מרץ, והתקציב הוא תשע מאות אירו לכל נהג.'],
    ['Arabic', 'قررنا نقل المستودع إلى روتردام في شهر مارس، والميزانية هي تسعمئة يورو لكل سائق.'],
    ['Chinese', '我们决定在三月把仓库搬到鹿特丹。每位司机的预算是九百欧元。'],
    ['Japanese', '三月に倉庫をロッテルダムへ移すことに決めました。運転手一人あたりの予算は九百ユーロです。'],
    [
      'Russian',
      'Мы решили перенести склад в Роттердам в марте, бюджет составляет девятьсот евро на водителя.',
    ],
  ])('%s is summarized and found by its own words', (_language, text) => {
    const { notes, entries } = through(odd(['Ана', text], ['Бен', text.slice(0, 20)]))
    expect(notes.tldr.length).toBeGreaterThan(0)
    expect(new Set(entries.flatMap(({ terms }) => terms)).size).toBeGreaterThan(5)
  })

  test('20,000 lines take seconds', () => {
    const words =
      'warehouse budget driver forklift course river bridge search page orders customer cache'.split(' ')
    const line = (at: number): [string, string] => [
      `Speaker ${at % 25}`,
      `In item ${at} the ${words[at % 12]} of the ${words[(at * 7) % 12]} goes to the ${words[(at * 5) % 12]} next week.`,
    ]
    const began = process.cpuUsage()
    through(odd(...Array.from({ length: 20_000 }, (_, at) => line(at))))
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1e6).toBeLessThan(15) // seconds of processor time, whoever else is at the machine
  }, 60_000)
})

describe.skipIf(!existsSync(DATA))('real meetings (left out where ../shared/data is absent)', () => {
  test.each(SIX)('%s', (file) => {
    const { notes } = through(readFile(join(DATA, file)).meeting)
    expect(notes.tldr.length).toBeGreaterThan(0)
    expect(notes.topics.length).toBeGreaterThan(0)
  })
})
