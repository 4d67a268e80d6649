/** Reads a meeting to be played: WebVTT with or without speakers, or QMSum's JSON (turns without times). */
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { z } from 'zod'
import type { MeetingScript } from '../../sim/meeting-script.ts'
import { CannotStart } from '../../src/lib/cannot-start.ts'

type Line = MeetingScript['lines'][number]

/** Typical speech, used where a transcript has no times. */
const WORDS_PER_SECOND = 2.5
const PAUSE_SECONDS = 0.4
const NOBODY = 'Unknown speaker'

const Qmsum = z.object({
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
})

/** Throws a sentence that says what is wrong with the file. */
export function readMeeting(file: string): MeetingScript {
  const text = textOf(file).replace(/^\uFEFF/, '')
  const name = basename(file, extname(file)).replaceAll(/[^\w-]+/g, '-')
  if (text.startsWith('WEBVTT')) return { name, title: titleOf(file, text), lines: linesOfVtt(text) }
  return { name, title: titleOf(file, ''), lines: linesOfTurns(turnsOf(file, text)) }
}

/** Whether the file looks like a meeting at all; for folders that hold other things too. */
export function looksLikeMeeting(file: string): boolean {
  if (file.endsWith('.vtt')) return true
  return file.endsWith('.json') && readFileSync(file, 'utf8').includes('"meeting_transcripts"')
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new CannotStart(`The meeting cannot be read: ${cause instanceof Error ? cause.message : cause}.`, {
      cause,
    })
  }
}

function turnsOf(file: string, text: string) {
  try {
    return Qmsum.parse(JSON.parse(text)).meeting_transcripts
  } catch {
    throw new CannotStart(`${file} is neither WebVTT nor QMSum JSON (an object with meeting_transcripts).`)
  }
}

/** A transcript's own title stands in a NOTE; else the folder or the file names it. */
function titleOf(file: string, text: string): string {
  const note = text.match(/^NOTE\s+(?:title:\s*)?(.+)$/im)?.[1]?.trim()
  const [folder = '', own = ''] = file.split('/').slice(-2)
  return note ?? (/^transcript/.test(own) ? folder : basename(own, extname(own))).replaceAll(/[-_]+/g, ' ')
}

function linesOfVtt(text: string): Line[] {
  return text
    .split(/\r?\n\r?\n+/)
    .map(cueOf)
    .filter((line) => line !== null)
}

function cueOf(block: string): Line | null {
  const rows = block.split(/\r?\n/)
  const at = rows.findIndex((row) => row.includes('-->'))
  const [start, end] = (rows[at] ?? '')
    .split('-->')
    .map((part) => secondsOf(part.trim().split(/\s/)[0] ?? ''))
  if (at === -1 || start === undefined || end === undefined) return null
  const { speaker, text } = spokenBy(
    rows
      .slice(at + 1)
      .join(' ')
      .trim(),
  )
  return text ? { speaker, text, start, end: Math.max(end, start + 0.1) } : null
}

/** `<v Name>text</v>` or `Name: text`; a time of day or a web address is not a name. */
function spokenBy(content: string): { speaker: string; text: string } {
  const voice = content.match(/^<v(?:\.\S+)?\s+([^>]+)>(.*)$/s)
  if (voice) return { speaker: voice[1]?.trim() || NOBODY, text: plain(voice[2] ?? '') }
  const named = content.match(/^([^:\n]{1,80}?):\s+(.*)$/s)
  if (named && !named[1]?.includes('//'))
    return { speaker: named[1]?.trim() || NOBODY, text: plain(named[2] ?? '') }
  return { speaker: NOBODY, text: plain(content) }
}

const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const secondsOf = (time: string): number | undefined => {
  const parts = time.replace(',', '.').split(':').map(Number)
  return parts.length < 2 || parts.some(Number.isNaN)
    ? undefined
    : parts.reduce((sum, part) => sum * 60 + part, 0)
}

function linesOfTurns(turns: { speaker: string; content: string }[]): Line[] {
  let now = 0
  return turns
    .map(({ speaker, content }) => ({ speaker: speaker.trim() || NOBODY, text: plain(content) }))
    .filter(({ text }) => text)
    .map(({ speaker, text }) => {
      const start = now
      const end = start + Math.max(0.5, text.split(' ').length / WORDS_PER_SECOND)
      now = end + PAUSE_SECONDS
      return { speaker, text, start, end }
    })
}
