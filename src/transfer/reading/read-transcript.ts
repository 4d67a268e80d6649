/** A transcript from elsewhere → lines: WebVTT, SubRip, or plain text with or without times. Pure. */
import { Refusal } from '#lib/errors.ts'
import { readCues } from '#transfer/reading/read-cues.ts'
import { readPlain } from '#transfer/reading/read-plain.ts'
import type { ReadLine, ReadTranscript } from '#transfer/reading/types.ts'

/** A day and a half of talk; more is a mistake or an attack. */
export const MOST_LINES = 20_000
export const LONGEST_LINE_CHARS = 10_000
const LONGEST_SPEAKER_CHARS = 120

/** Throws validation_failed with a sentence that says what is wrong with the file. */
export function readTranscript(text: string): ReadTranscript {
  const clean = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll('\0', '')
  const read = readAny(clean)
  if (read.lines.length === 0) throw new Refusal('validation_failed', 'Nobody says anything in this file')
  if (read.lines.length > MOST_LINES)
    throw new Refusal('too_large', `The file holds ${read.lines.length} lines; ${MOST_LINES} are the most`)
  return { ...read, lines: read.lines.map(fitting).toSorted((a, b) => a.start - b.start) }
}

function readAny(text: string): ReadTranscript {
  if (/^WEBVTT(?:[ \t\n]|$)/.test(text)) return { format: 'vtt', hasTimes: true, lines: readCues(text) }
  if (/^\s*\d+\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->/.test(text))
    return { format: 'srt', hasTimes: true, lines: readCues(text) }
  if (/^\s*[[{]/.test(text) && isJson(text))
    throw new Refusal('validation_failed', 'This is JSON. WebVTT, SubRip (SRT) and plain text can be read')
  return { format: 'text', ...readPlain(text) }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false // a plain transcript may begin with "[00:01]"
  }
}

const fitting = ({ speaker, text, start, end }: ReadLine): ReadLine => ({
  speaker: [...speaker].slice(0, LONGEST_SPEAKER_CHARS).join(''),
  text: [...text].slice(0, LONGEST_LINE_CHARS).join(''),
  start,
  end: Math.max(start, end),
})
