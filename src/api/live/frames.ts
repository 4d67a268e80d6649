/** What goes over the stream, as text: written once, however many hear it. */
import type { Change } from '#api/live/changes.ts'
import type { Murmur } from '#events/murmurs.ts'

export const frame = (name: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/** Lines carry their words; everything else says what to load again. null: the line was deleted since. */
export function frameOf(change: Change): string | null {
  if (change.topic !== 'line') {
    const { topic, subjectId, sessionId } = change
    return frame('change', { topic, subjectId, sessionId }, change.number)
  }
  if (change.lineId === null) return null
  const { sessionId, participantId, sequence, speaker, text, start, end, isFinal } = change
  const line = { id: change.lineId, sequence, speaker, text, start, end, isFinal }
  return frame('line', { sessionId, participantId, line }, change.number)
}

/** Words in progress: without a number, since nobody hears them twice. */
export const frameOfMurmur = ({ sessionId, partial }: Murmur): string =>
  frame('partial', { sessionId, partial })
