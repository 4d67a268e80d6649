// A report in Markdown, for those who ask for one in words and not by a schema: each claim ends with its line numbers.
import type { Kind, Line, Point } from './meeting-points.ts'

const CHAPTERS: [string, Kind][] = [
  ['What was said', 'highlight'],
  ['What was decided', 'decision'],
  ['Who does what', 'action'],
  ['What is open', 'question'],
]

export const asksForReport = (instructions: string): boolean =>
  /\bmarkdown\b/i.test(instructions) && /\[brackets\]|\[\d+\]/.test(instructions)

/** `numbersOf` says which lines are cited. */
export function report(points: Record<Kind, Point[]>, numbersOf: (lines: Line[]) => number[]): string {
  const claim = ({ text, speaker, owner, lines }: Point) =>
    `- ${owner ?? speaker}: ${text} [${numbersOf(lines).join(', ')}]`
  return CHAPTERS.filter(([, kind]) => points[kind].length > 0)
    .map(([title, kind]) => [`## ${title}`, '', ...points[kind].map(claim)].join('\n'))
    .join('\n\n')
}
