/**
 * A report in Markdown, block by block: one that cites lines must hold against them, like every point of a summary;
 * one without lines may only be a heading. Links, images and HTML become plain words.
 */
import type { ReportSource } from '#db/json.ts'
import type { Sources } from '#pipeline/reports/load-sources.ts'
import { verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { type Meeting, noNotes } from '#pipeline/types.ts'

export type Kept = { content: string; sources: ReportSource[]; dropped: number }

const CITATION = /\s*\[(\d+(?:\s*,\s*\d+)*)\]/g

export function keepWhatHolds(markdown: string, { meetings }: Sources): Kept {
  const whole = wholeOf(meetings)
  const places = new Map(
    meetings.flatMap(({ sessionId, lines }) =>
      lines.map(({ number, id }) => [number, { sessionId, transcriptId: id }]),
    ),
  )
  const cited = new Set<number>()
  let dropped = 0
  const blocks = plain(markdown)
    .split('\n')
    .filter((block) => {
      if (block.trim() === '' || /^\s*#{1,6} /.test(block)) return !hasFigures(block)
      const evidence = numbersIn(block)
      const text = block.replaceAll(CITATION, '').replace(/^\s*(?:[-*]|\d+\.)\s+/, '')
      const { notes } = verifyPoints({ ...noNotes(), highlights: [{ text, evidence }] }, whole)
      if (notes.highlights.length === 0) dropped++
      for (const number of notes.highlights[0]?.evidence ?? []) cited.add(number)
      return notes.highlights.length > 0
    })
  const sources = [...cited]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const place = places.get(number)
      return place ? [{ number, ...place }] : []
    })
  return {
    content: blocks
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    sources,
    dropped,
  }
}

/** A heading names; a figure in it would be a claim without a line. */
const hasFigures = (heading: string) => /\d{3,}|@|https?:/.test(heading)

/** The lines that a block cites, by number. */
export const numbersIn = (block: string) =>
  [...block.matchAll(CITATION)].flatMap(([, list = '']) => list.split(',').map((one) => Number(one)))

/** No link, image or tag survives; what they were called does. */
const plain = (markdown: string) =>
  markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/!?\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replaceAll(/^\s*\[[^\]\d][^\]]*\]:.*$/gm, '')
    .replaceAll(/<[^>\n]*>/g, '')

const wholeOf = (meetings: Sources['meetings']): Meeting => ({
  title: meetings.map(({ title }) => title).join('\n'),
  people: [...new Set(meetings.flatMap(({ people }) => people))],
  lines: meetings.flatMap(({ lines }) => lines),
})
