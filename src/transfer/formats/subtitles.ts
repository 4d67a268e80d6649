/** SubRip and WebVTT (https://www.w3.org/TR/webvtt1/). A cue lasts at least a moment, and its text ends no cue. */
import { type Paper, type PaperLine, wordsOf } from '#transfer/paper.ts'

const SHORTEST_SECONDS = 0.5

export const asSrt = ({ lines }: Paper): string =>
  lines
    .map(
      (line, at) => `${at + 1}\n${spanOf(line, ',')}\n${flat(line.speaker)}: ${safe(flat(wordsOf(line)))}\n`,
    )
    .join('\n')

export const asVtt = ({ lines }: Paper): string =>
  [
    'WEBVTT\n',
    ...lines.map(
      (line, at) =>
        `${at + 1}\n${spanOf(line, '.')}\n<v ${escaped(flat(line.speaker))}>${escaped(flat(wordsOf(line)))}\n`,
    ),
  ].join('\n')

const spanOf = ({ start, end }: PaperLine, mark: ',' | '.') =>
  `${stamp(start, mark)} --> ${stamp(Math.max(end, start + SHORTEST_SECONDS), mark)}`

function stamp(seconds: number, mark: ',' | '.'): string {
  const ms = Math.max(0, Math.round(seconds * 1000))
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${mark}${String(ms % 1000).padStart(3, '0')}`
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
/** SubRip has no escapes, and players read its angle brackets as tags. */
const safe = (text: string) => text.replaceAll('-->', '→').replaceAll('<', '‹').replaceAll('>', '›')
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
