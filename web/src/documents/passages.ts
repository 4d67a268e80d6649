/** Passages of documents, as they are named and opened. */
import type { Answer } from '../api.ts'

export type Passage = NonNullable<Answer<'GET /v1/search'>['results'][number]['passage']>

export const documentAddress = (sessionId: string, documentId: string) =>
  `/meetings/${sessionId}/documents/${documentId}`

/** The document, opened at the passage. */
export const passageAddress = (sessionId: string, { documentId, place }: Passage) =>
  `${documentAddress(sessionId, documentId)}#passage-${place}`

/** "page 3", or "paragraph 12" where there are no pages; a picture has neither. */
export function placeIn({ kind, page, paragraph }: Pick<Passage, 'kind' | 'page' | 'paragraph'>): string {
  if (page !== null) return `page ${page}`
  return kind === 'png' || kind === 'jpg' ? '' : `paragraph ${paragraph}`
}

/** "Offer.pdf, page 3" */
export const sourceOf = (passage: Passage) => [passage.document, placeIn(passage)].filter(Boolean).join(', ')
