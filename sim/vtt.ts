// Reads a WebVTT file as a meeting script.
import type { ChatMessage, MeetingLine, MeetingScript } from './meeting-script.ts'

const TIMING = /^(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->\s+(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})/

/**
 * A cue is `<v Speaker Name>words` or `Speaker Name: words`. `NOTE title: …` names the meeting, and
 * `NOTE chat 75 Dana Ito: words` is a chat message 75 seconds into the talk. Throws on a cue without a speaker.
 */
export function parseScript(name: string, vtt: string): MeetingScript {
  const blocks = vtt
    .replaceAll('\r\n', '\n')
    .replace(/^\uFEFF/, '')
    .split(/\n\n+/)
  const lines = blocks.flatMap((block) => cue(name, block))
  const chat = blocks.flatMap(chatNote)
  const title = blocks.map((block) => /^NOTE title:\s*(.+)/.exec(block)?.[1]).find((found) => found) ?? name
  return { name, title: title.trim(), lines, ...(chat.length > 0 && { chat }) }
}

function cue(name: string, block: string): MeetingLine[] {
  const rows = block.split('\n')
  const index = rows.findIndex((row) => TIMING.test(row))
  const timing = TIMING.exec(rows[index] ?? '')
  if (!timing) return []
  const said = rows
    .slice(index + 1)
    .join(' ')
    .trim()
  const who =
    /^<v(?:\.[^ >]*)? ([^>]+)>([\s\S]*?)(?:<\/v>)?$/.exec(said) ?? /^([^:]{1,60}):\s+([\s\S]+)$/.exec(said)
  if (!who) throw new Error(`${name}: the cue at ${rows[index]} names no speaker`)
  const text = (who[2] ?? '').replaceAll(/<[^>]+>/g, '').trim()
  return [{ speaker: (who[1] ?? '').trim(), text, start: seconds(timing, 1), end: seconds(timing, 5) }]
}

function chatNote(block: string): ChatMessage[] {
  const note = /^NOTE chat (\d+(?:\.\d+)?) ([^:]+): ([\s\S]+)/.exec(block)
  return note ? [{ at: Number(note[1]), speaker: (note[2] ?? '').trim(), text: (note[3] ?? '').trim() }] : []
}

const seconds = (timing: RegExpExecArray, from: number) =>
  Number(timing[from] ?? 0) * 3600 +
  Number(timing[from + 1]) * 60 +
  Number(timing[from + 2]) +
  Number(timing[from + 3]) / 1000
