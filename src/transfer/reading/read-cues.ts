/** The cues of WebVTT and SubRip: `<v Name>` or "Name: " says who speaks; tags, notes and styles are left out. */

import { speakerIn, UNKNOWN } from '#transfer/reading/speaker-in.ts'
import type { ReadLine } from '#transfer/reading/types.ts'

const TIMES =
  /(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/

export function readCues(text: string): ReadLine[] {
  const lines = cuesOf(text)
  const named = recurringNames(lines)
  return lines.map((line) => (line.speaker === UNKNOWN ? withName(line, named) : line))
}

/** "stokes: …": a handle in lower case is a speaker where it stands before a colon more than once. */
const HANDLE = /^([^\s:][^:]{0,39}):\s+(\S.*)$/su

function recurringNames(lines: readonly ReadLine[]): ReadonlySet<string> {
  const names = lines.flatMap(({ speaker, text }) =>
    speaker === UNKNOWN ? (HANDLE.exec(text)?.[1] ?? []) : [],
  )
  const counts = Map.groupBy(names, (name) => name)
  return new Set([...counts].filter(([, all]) => all.length > 1).map(([name]) => name))
}

function withName(line: ReadLine, names: ReadonlySet<string>): ReadLine {
  const [, speaker, text] = HANDLE.exec(line.text) ?? []
  return speaker && text && names.has(speaker) ? { ...line, speaker, text } : line
}

function cuesOf(text: string): ReadLine[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const rows = block.split('\n')
    const at = rows.findIndex((row) => TIMES.test(row))
    const times = TIMES.exec(rows[at] ?? '')
    if (!times) return [] // the header, a NOTE, a STYLE
    const words = rows
      .slice(at + 1)
      .join(' ')
      .trim()
    const voice = /<v(?:\.[^ >]*)?\s+([^>]+)>/.exec(words)?.[1]
    const plain = unescaped(words.replaceAll(/<[^<>]*>/g, ' '))
    const said = voice ? { speaker: unescaped(voice), text: plain } : speakerIn(plain)
    const [start, end] = [seconds(times.slice(1, 5)), seconds(times.slice(5, 9))]
    return said.text === '' ? [] : [{ ...said, start, end }]
  })
}

const seconds = ([h = '0', m = '0', s = '0', ms = '0']: (string | undefined)[]) =>
  Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(ms.padEnd(3, '0')) / 1000

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' }
const unescaped = (text: string) =>
  text
    .replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
