/** A transcript as people read it: what one person says without a break stands together. Pure. */
import type { Line } from './live-lines.ts'

export type Turn = { key: string; speaker: string; lines: Line[] }

export function turnsOf(lines: readonly Line[]): Turn[] {
  const turns: Turn[] = []
  for (const line of lines) {
    const last = turns.at(-1)
    if (last?.speaker === line.speaker) last.lines.push(line)
    else turns.push({ key: line.id, speaker: line.speaker, lines: [line] })
  }
  return turns
}
