/** Transcripts in files: WebVTT, SubRip, plain text, QMSum's JSON, and our own JSON export. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { z } from 'zod'
import { isRefusal } from '../src/lib/errors.ts'
import type { Meeting } from '../src/pipeline/types.ts'
import { readTranscript } from '../src/transfer/reading/read-transcript.ts'
import { Wrong } from './command.ts'

/** `starts`: seconds, for each line; null where the file has no times. */
export type FileMeeting = { file: string; meeting: Meeting; starts: number[] | null }
type Line = { speaker: string; text: string }

/** Throws a sentence that says what is wrong with the file. */
export function readFile(file: string): FileMeeting {
  const text = textOf(file)
  const { lines, starts } = /^\s*[[{]/.test(text)
    ? (fromJson(text) ?? fromText(file, text))
    : fromText(file, text)
  const numbered = lines.map((line, index) => ({ number: index + 1, id: String(index + 1), ...line }))
  const title = basename(file, extname(file)).replaceAll(/[-_]+/g, ' ')
  return {
    file,
    meeting: { title, lines: numbered, people: [...new Set(lines.map(({ speaker }) => speaker))] },
    starts,
  }
}

/** Every transcript below a folder, or the one file. Files that hold something else are passed over. */
export function readFolder(path: string): FileMeeting[] {
  if (!exists(path)) throw new Wrong(`There is nothing at ${path}.`)
  if (!statSync(path).isDirectory()) return [readFile(path)]
  const files = globSync('**/*.{vtt,srt,txt,json}', { cwd: path }).sort()
  const meetings = files.flatMap((file) => {
    try {
      return readFile(join(path, file))
    } catch (error) {
      if (error instanceof Wrong) return [] // a licence, a list of files …
      throw error
    }
  })
  if (meetings.length === 0) throw new Wrong(`No transcript below ${path} can be read.`)
  return meetings
}

const exists = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new Wrong(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`)
  }
}

function fromText(file: string, text: string): { lines: Line[]; starts: number[] | null } {
  if (text.replace(/^WEBVTT.*$/m, '').trim() === '') return { lines: [], starts: [] }
  try {
    const { lines, hasTimes } = readTranscript(text)
    return {
      lines: lines.map(({ speaker, text: said }) => ({ speaker, text: said })),
      starts: hasTimes ? lines.map(({ start }) => start) : null,
    }
  } catch (error) {
    if (isRefusal(error)) throw new Wrong(`${file}: ${error.message}.`)
    throw error
  }
}

const Qmsum = z.object({
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
})
const Timed = z.array(z.object({ speaker: z.string(), text: z.string(), start: z.number().optional() }))
const Ours = z.object({ lines: Timed })

function fromJson(text: string): { lines: Line[]; starts: number[] | null } | null {
  const json = parsed(text)
  const turns = Qmsum.safeParse(json).data?.meeting_transcripts
  if (turns) return { lines: turns.map(({ speaker, content }) => ({ speaker, text: content })), starts: null }
  const lines = Ours.safeParse(json).data?.lines ?? Timed.safeParse(json).data
  if (!lines) return null
  const starts = lines.flatMap(({ start }) => start ?? [])
  return {
    lines: lines.map(({ speaker, text: said }) => ({ speaker, text: said })),
    starts: starts.length === lines.length ? starts : null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a plain transcript may begin with "[00:01]"
  }
}
