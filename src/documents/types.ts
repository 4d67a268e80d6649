/** The nouns of documents. */
export const documentKinds = ['pdf', 'docx', 'txt', 'md', 'png', 'jpg'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What a library found in a file; `byPage` where it has pages, `confidence` (0 to 1) for pictures. */
export type FoundText = { text: string; byPage: string[] | null; confidence: number | null }

/** A part of a document that is found, shown and cited as one. */
export type Passage = {
  /** From 0, in the order of reading. */
  place: number
  /** From 1; null where the file has no pages. */
  page: number | null
  /** The first one in it: from 1, counted in the page, or else in the document. */
  paragraph: number
  text: string
}

/** A reading ends with text, or with a sentence that says why there is none. */
export type Reading =
  | { text: string; pages: number | null; confidence: number | null; passages: Passage[] }
  | { refusal: string }
