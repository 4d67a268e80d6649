/** Lines that arrive while a meeting runs, and how they join the ones already on the page. */
import type { Answer } from './api.ts'

export type Line = Answer<'GET /v1/sessions/{id}'>['lines'][number]
type Arrived = { at: number; line: Line }

const KEPT_PER_MEETING = 400

/** A line is replaced in place while the speaker is still talking; new ones stand in the order of their number. */
export function mergeLine(lines: readonly Line[], line: Line): Line[] {
  const known = lines.findLastIndex(({ id }) => id === line.id)
  if (known !== -1) return lines.with(known, line)
  const before = lines.findLastIndex(({ sequence }) => sequence <= line.sequence)
  return lines.toSpliced(before + 1, 0, line)
}

export type Partial = { participantId: string | null; speaker: string; text: string; start: number }

/** Words that were on their way when their speaker's whole line came are old. */
export const isOld = ({ speaker, start }: Partial, lines: readonly Line[]): boolean =>
  lines.some((line) => line.speaker === speaker && (line.start >= start || line.end > start))

/** One growing line for each who speaks, replaced in place. */
export function growing(lines: readonly Line[], { participantId, speaker, text, start }: Partial): Line[] {
  const id = `partial-${participantId ?? speaker}`
  const line: Line = {
    id,
    sequence: Number.MAX_SAFE_INTEGER,
    speaker,
    text,
    start,
    end: start,
    isFinal: false,
  }
  const known = lines.findIndex((one) => one.id === id)
  return known === -1 ? [...lines, line] : lines.with(known, line)
}

/** What arrived lately, by meeting: an answer that was on its way meanwhile does not know these lines. */
export class ArrivedLines {
  readonly #byMeeting = new Map<string, Arrived[]>()

  remember(sessionId: string, line: Line, at: number): void {
    const kept = this.#byMeeting.get(sessionId) ?? []
    this.#byMeeting.set(sessionId, [...kept, { at, line }].slice(-KEPT_PER_MEETING))
  }

  /** The answer's lines, with whatever arrived since it was asked for. */
  joinedTo(sessionId: string, lines: readonly Line[], askedAt: number): Line[] {
    const late = this.#byMeeting.get(sessionId)?.filter(({ at }) => at >= askedAt) ?? []
    return late.reduce<Line[]>((joined, { line }) => mergeLine(joined, line), [...lines])
  }
}

export const arrivedLines = new ArrivedLines()

/** Under this key stand the words of a meeting that are being said. */
export const partialsKey = (sessionId: string) => ['partials', sessionId]
