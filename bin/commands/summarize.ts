/**
 * `liveconvo summarize FILE [--json]`: the notes of a transcript, by the built-in summarizer. Every point cites the
 * lines that it rests on, by their number in the file, 1 for the first.
 */
import { parseArgs } from 'node:util'
import { summarizeExtractively } from '../../src/pipeline/extractive/summarize.ts'
import { coverageOf } from '../../src/pipeline/summarizing/coverage.ts'
import { verifyPoints } from '../../src/pipeline/summarizing/verify-points.ts'
import { EXTRACTIVE } from '../../src/pipeline/summarizing/write-notes.ts'
import { type DraftPoint, type Notes, pointsOf } from '../../src/pipeline/types.ts'
import { type Command, print, Wrong } from '../command.ts'
import { type FileMeeting, readFile } from '../read-lines.ts'

const help = `Usage: liveconvo summarize FILE [--json]

Notes of a transcript in the words that were spoken: no model, no network. FILE is WebVTT, SubRip, plain text
("Name: words"), our JSON export or QMSum's. Every point cites lines by their number in the file, 1 for the first.

--json    the notes as JSON, with the cited lines`

export const command: Command = { help, run }

async function run(args: string[]): Promise<undefined> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  })
  const [file] = positionals
  if (!file) throw new Wrong('Say which transcript: liveconvo summarize FILE [--json]', 2)
  const read = readFile(file)
  const { notes, dropped } = verifyPoints(summarizeExtractively(read.meeting), read.meeting)
  const text = values.json
    ? JSON.stringify(asJson(read, notes, dropped.length), null, 2)
    : asText(read, notes)
  print(text)
}

function asJson({ file, meeting, starts }: FileMeeting, notes: Notes, dropped: number) {
  const cited = new Set(pointsOf(notes).flatMap(({ evidence }) => evidence))
  const timed = starts?.map((start, index) => ({ number: index + 1, start, end: starts[index + 1] ?? start }))
  return {
    file,
    writtenBy: EXTRACTIVE,
    ...{ ...notes, title: meeting.title },
    droppedPoints: dropped,
    coverage: timed ? coverageOf(notes, timed) : null,
    lineCount: meeting.lines.length,
    /** The cited lines as they stand in the file. */
    lines: meeting.lines
      .filter(({ number }) => cited.has(number))
      .map(({ number, speaker, text }) => ({ number, speaker, text, start: starts?.[number - 1] ?? null })),
  }
}

function asText({ meeting }: FileMeeting, notes: Notes): string {
  const section = (
    title: string,
    points: readonly (DraftPoint & { owner?: string | null; due?: string | null })[],
  ) =>
    points.length === 0
      ? []
      : [
          '',
          title,
          ...points.map(
            ({ text, evidence, owner, due }) => `- ${text}${taken(owner, due)} [${evidence.join(', ')}]`,
          ),
        ]
  return [
    `${meeting.title}: ${meeting.lines.length} lines, notes in the words that were spoken (no model)`,
    ...section('In short', notes.tldr),
    ...section('Decisions', notes.decisions),
    ...section('Action items', notes.actionItems),
    ...section('Open questions', notes.followUpQuestions),
    ...section('Highlights', notes.highlights),
    ...notes.topics.flatMap(({ title, points }) => section(title, points)),
  ].join('\n')
}

const taken = (owner: string | null | undefined, due: string | null | undefined) =>
  owner || due ? ` (${[owner, due].filter(Boolean).join(', ')})` : ''
