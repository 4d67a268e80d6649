/** The words of a Word document. Only its own text: no macro runs, and no linked picture or template is fetched. */
import mammoth from 'mammoth'
import { MOST_UNPACKED_BYTES, said } from '#documents/limits.ts'
import { unpackedSize } from '#documents/reading/unpacked-size.ts'
import type { FoundText } from '#documents/types.ts'

export async function readDocx(bytes: Buffer): Promise<FoundText | { refusal: string }> {
  try {
    if (unpackedSize(bytes, isWords, MOST_UNPACKED_BYTES) > MOST_UNPACKED_BYTES)
      return { refusal: said.unpacksTooFar }
    const { value } = await mammoth.extractRawText({ buffer: bytes })
    return { text: value, byPage: null, confidence: null }
  } catch {
    return { refusal: said.damaged('docx') } // zip and XML readers throw plain errors about a broken file
  }
}

/** Pictures and fonts are never opened. */
const isWords = (name: string) => /\.(xml|rels)$/i.test(name)
