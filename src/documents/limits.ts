/** Every limit on documents, and what somebody reads who passes it. */
import type { DocumentKind } from '#documents/types.ts'

export const MOST_BYTES = 10_000_000
export const MOST_DOCUMENTS = 10
export const MOST_PAGES = 300
/** About 100,000 words. */
export const MOST_CHARS = 600_000
export const LONGEST_NAME = 255
export const LONGEST_REMARKS = 10_000
/** A picture's width times height; a phone takes 12 to 50 million. */
export const MOST_PIXELS = 50_000_000
/** What the parts of a DOCX that hold words may be unpacked to, together. */
export const MOST_UNPACKED_BYTES = 30_000_000
/** Fewer letters than this on a page, on average: it is a picture of a page. */
export const LETTERS_OF_A_PAGE = 8
/** What one reading may take of the machine. */
export const MOST_SECONDS = 60
export const MOST_HEAP_MB = 512

const millions = (bytes: number) => `${bytes / 1_000_000} MB`
const KINDS = 'PDF, DOCX, TXT, Markdown, PNG and JPEG'

/** Sentences for people, without a full stop where they follow a name. */
export const said = {
  empty: 'This file is empty',
  tooLarge: `This file is larger than ${millions(MOST_BYTES)}. Upload the part that matters`,
  tooMany: `A meeting takes at most ${MOST_DOCUMENTS} documents. Take one away first`,
  unknownKind: `This is none of the kinds that can be read: ${KINDS}`,
  oldWord: 'This is an old Word file (.doc), or one locked with a password. Save it as .docx without one',
  zip: 'This is an archive, not a Word document. Unpack it, and upload the documents one by one',
  twice: 'This document is there already',
  locked: 'This PDF is locked with a password. Save a copy without one, and upload that',
  damaged: (kind: DocumentKind) =>
    `This file is damaged: it could not be read as ${kind.toUpperCase()}. Open it and save it anew`,
  tooManyPages: (pages: number) => `This PDF has ${pages} pages; at most ${MOST_PAGES} are read. Split it`,
  noTextInPdf: 'This PDF is made of pictures and holds no text. Upload its pages as PNG or JPEG instead',
  noText: 'There is no text in this file',
  noTextInPicture: 'No words were found in this picture',
  tooLong: `There is more text in this file than can be used (${MOST_CHARS.toLocaleString('en')} characters). Upload the part that matters`,
  tooManyPixels: `This picture is larger than ${MOST_PIXELS / 1_000_000} million pixels. Make it smaller`,
  unpacksTooFar: 'This file unpacks to far more than it seems to hold, and was not opened',
  tooHeavy: 'This file took more time or memory than one document may. Upload the part that matters',
  noOcr: 'Reading pictures is not installed on this server. Upload the text itself, or a PDF that holds it',
} as const
