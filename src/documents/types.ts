/** The nouns of documents. */
export const documentKinds = ['pdf', 'docx', 'txt', 'md', 'png', 'jpg'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What was read from a file; `confidence` (0 to 1) for pictures. */
export type ReadText = { text: string; pages: number | null; confidence: number | null }
/** A reading ends with text, or with a sentence that says why there is none. */
export type Reading = ReadText | { refusal: string }
