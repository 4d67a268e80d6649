/**
 * What stands in the search index: of a meeting its title, the points of its summary, its chunks of lines; of a
 * document its passages. Pure.
 */
import type { Passage } from '#documents/types.ts'
import { chunksOf } from '#pipeline/search/chunks.ts'
import { termsOfChunk } from '#pipeline/search/rank-chunks.ts'
import { searchTerms } from '#pipeline/text/words.ts'

export type Entry = {
  /** Lines from 0 on; the title is -1, points of the summary -2 and below; documents from a million on. */
  place: number
  kind: 'lines' | 'title' | 'summary' | 'document'
  documentId: string | null
  /** Of a document: the place of the passage. */
  firstSequence: number
  lastSequence: number
  terms: string[]
}

export type Indexable = {
  title: string
  people: readonly string[]
  lines: readonly { sequence: number; speaker: string; text: string }[]
  /** Texts of the summary, each with the sequence of the first line that it rests on. */
  points: readonly { text: string; sequence: number }[]
}

const TITLE_PLACE = -1

/** Words that are spoken in a meeting are found by its title's words too, but its title comes first. */
export function entriesOf({ title, people, lines, points }: Indexable): Entry[] {
  const first = lines[0]?.sequence ?? 0
  const about = { place: TITLE_PLACE, kind: 'title' as const, firstSequence: first, lastSequence: first }
  return [
    { ...about, terms: [...searchTerms(title), ...people.flatMap(searchTerms)] },
    ...points.map(({ text, sequence }, at) => ({
      ...{ place: TITLE_PLACE - 1 - at, kind: 'summary' as const },
      ...{ firstSequence: sequence, lastSequence: sequence, terms: searchTerms(text) },
    })),
    ...chunksOf(lines).map((chunk, place) => ({
      ...{ place, kind: 'lines' as const, terms: termsOfChunk(chunk) },
      firstSequence: lines[chunk.from]?.sequence ?? 0,
      lastSequence: lines[chunk.to]?.sequence ?? 0,
    })),
  ]
    .filter(({ terms }) => terms.length > 0)
    .map((entry) => ({ ...entry, documentId: null }))
}

export type FoundDocument = { documentId: string; name: string; passages: readonly Passage[] }

/** `from` is the first place that is free among those of the meeting's documents. */
export const entriesOfDocument = ({ documentId, name, passages }: FoundDocument, from: number): Entry[] =>
  passages.map(({ place, text }) => ({
    ...{ kind: 'document' as const, documentId, place: from + place },
    ...{ firstSequence: place, lastSequence: place },
    terms: termsOfChunk({ speakers: [wordsOfName(name)], text }),
  }))

/** A document is found by its name too: "Offer_Contoso.pdf" is Offer Contoso. */
export const wordsOfName = (name: string): string =>
  name.replace(/\.\p{L}{2,4}$/u, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
