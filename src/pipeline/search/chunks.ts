/**
 * What is searched are chunks of about 110 words: long enough to be about something, short enough to be read at a
 * glance. A chunk ends between lines; a line longer than a chunk is cut between its sentences.
 */
import { splitSentences } from '#pipeline/extractive/sentences.ts'
import { wordCount } from '#pipeline/text/words.ts'

export const CHUNK_WORDS = 110

type Spoken = { speaker: string; text: string }

export type Chunk = {
  /** Places of its first and last line among the lines given, 0 for the first. */
  from: number
  to: number
  speakers: string[]
  /** Without marks such as {vocalsound}. */
  text: string
}

/** Every line with words is in at least one chunk. */
export function chunksOf(lines: readonly Spoken[]): Chunk[] {
  const chunks: (Chunk & { words: number })[] = []
  for (const piece of lines.flatMap(piecesOf)) {
    const last = chunks.at(-1)
    if (!last || last.words + piece.words > CHUNK_WORDS) {
      const { at, speaker, text, words } = piece
      chunks.push({ from: at, to: at, speakers: [speaker], text, words })
      continue
    }
    last.to = piece.at
    last.text += ` ${piece.text}`
    last.words += piece.words
    if (!last.speakers.includes(piece.speaker)) last.speakers.push(piece.speaker)
  }
  return chunks.map(({ words: _, ...chunk }) => chunk)
}

type Piece = { at: number; speaker: string; text: string; words: number }

/** The line, or, where it is longer than a chunk, its sentences. */
function piecesOf({ speaker, text }: Spoken, at: number): Piece[] {
  const sentences = splitSentences(text)
  const whole = sentences.join(' ')
  if (whole === '') return []
  const words = wordCount(whole)
  if (words <= CHUNK_WORDS) return [{ at, speaker, text: whole, words }]
  return sentences.map((sentence) => ({ at, speaker, text: sentence, words: wordCount(sentence) }))
}
