/**
 * A plain transcript: "Name: words", "[1:02:03] Name: words", or a line "Name  1:02" above the words. Without times,
 * each line lasts as long as its words take to say.
 */

import { segmentWords } from '#transfer/reading/segment-words.ts'
import { speakerIn, UNKNOWN } from '#transfer/reading/speaker-in.ts'
import type { ReadLine } from '#transfer/reading/types.ts'

/** 150 words in a minute. */
const SECONDS_PER_WORD = 0.4
const CLOCK = String.raw`(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d{1,3})?`
const IN_FRONT = new RegExp(String.raw`^\s*[[(]?${CLOCK}[\])]?\s*[-–—]?\s*(.*)$`, 's')
const HEAD = new RegExp(String.raw`^\s*(\p{L}[^\n:]{0,80}?)\s+[[(]?${CLOCK}[\])]?\s*$`, 'u')

type Part = { speaker: string; text: string; at: number | null }

export function readPlain(text: string): { hasTimes: boolean; lines: ReadLine[] } {
  const { parts, hasTimes } = timed(partsOf(text.split('\n')))
  let clock = 0
  const lines = parts.map(({ speaker, text, at }, index) => {
    const start = hasTimes && at !== null ? at : clock
    const length = Math.max(1, segmentWords(text) * SECONDS_PER_WORD)
    const next = hasTimes ? parts[index + 1]?.at : undefined
    const end =
      next === undefined || next === null ? start + length : Math.min(start + length, Math.max(start, next))
    clock = end
    return { speaker, text, start, end }
  })
  return { hasTimes, lines }
}

/** Where most rows have a time, one without goes on the row before; what stands before the first is a title. */
function timed(parts: Part[]): { parts: Part[]; hasTimes: boolean } {
  const without = parts.filter(({ at }) => at === null).length
  if (parts.length === 0 || without > parts.length / 2) return { parts, hasTimes: false }
  const joined: Part[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (part.at !== null) joined.push({ ...part })
    else if (before) before.text += ` ${part.speaker === UNKNOWN ? '' : `${part.speaker}: `}${part.text}`
  }
  return { parts: joined, hasTimes: true }
}

function partsOf(rows: readonly string[]): Part[] {
  const parts: Part[] = []
  let head: { speaker: string; at: number } | null = null
  for (const row of rows) {
    if (row.trim() === '') continue
    const above = HEAD.exec(row)
    if (above) {
      head = { speaker: (above[1] ?? '').trim(), at: seconds(above.slice(2, 5)) }
      continue
    }
    const timed = IN_FRONT.exec(row)
    const at = timed ? seconds(timed.slice(1, 4)) : null
    const said = speakerIn(timed?.[4] ?? row)
    if (head) parts.push({ ...said, ...(said.speaker === UNKNOWN && { speaker: head.speaker }), at: head.at })
    else parts.push({ ...said, at })
    head = null
  }
  return parts.filter(({ text }) => text !== '')
}

const seconds = ([h = '0', m = '0', s = '0']: (string | undefined)[]) =>
  Number(h) * 3600 + Number(m) * 60 + Number(s)
