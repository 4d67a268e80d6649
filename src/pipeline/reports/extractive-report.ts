/** A report without a model: for each meeting what was said about the wish, in the words of those who spoke. */
import { focusOn } from '#pipeline/extractive/focus.ts'
import { quote } from '#pipeline/extractive/quote.ts'
import { sentencesOf } from '#pipeline/extractive/sentences.ts'
import { summarizeExtractively } from '#pipeline/extractive/summarize.ts'
import type { SourceMeeting, Sources } from '#pipeline/reports/load-sources.ts'
import type { DraftPoint } from '#pipeline/types.ts'

const FOCUS_WORDS = 180

/** Markdown whose every line cites, as a model would write it. */
export const extractiveReport = (wishes: string, { meetings }: Sources): string =>
  meetings.flatMap((meeting) => [`## ${meeting.title}`, '', ...sectionsOf(wishes, meeting), '']).join('\n')

function sectionsOf(wishes: string, meeting: SourceMeeting): string[] {
  // The summarizer counts lines from 1; a report numbers them through all meetings.
  const first = (meeting.lines[0]?.number ?? 1) - 1
  const lines = meeting.lines.map((line) => ({ ...line, number: line.number - first }))
  const { tldr, decisions, actionItems } = summarizeExtractively({ ...meeting, lines })
  const sentences = sentencesOf(lines)
  const about = quote(focusOn(sentences)(wishes, FOCUS_WORDS), sentences)
  const section = (title: string, points: readonly DraftPoint[]) =>
    points.length === 0 ? [] : [`### ${title}`, ...points.map((point) => `- ${cited(point, first)}`), '']
  return [
    ...section('In short', tldr),
    ...section('What was said about it', about),
    ...section('Decisions', decisions),
    ...section('Tasks', actionItems),
  ]
}

const cited = ({ text, evidence }: DraftPoint, first: number) =>
  `${text} [${evidence.map((number) => number + first).join(', ')}]`
