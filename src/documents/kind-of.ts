/** What a file is, by its first bytes. Its name decides only what bytes cannot: whether text is Markdown. */
import { said } from '#documents/limits.ts'
import { isText } from '#documents/reading/read-plain.ts'
import type { DocumentKind } from '#documents/types.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Word before 2007, and every Office file that is locked with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** A PDF may begin with other bytes; readers look this far. */
const PDF_WITHIN = 1_024
const WORD_PART = 'word/document.xml'

/** The kind, or the sentence that says why it is none. */
export function kindOf(bytes: Buffer, name: string): { kind: DocumentKind } | { refusal: string } {
  if (bytes.length === 0) return { refusal: said.empty }
  if (startsWith(bytes, PNG)) return { kind: 'png' }
  if (startsWith(bytes, JPEG)) return { kind: 'jpg' }
  if (startsWith(bytes, COMPOUND)) return { refusal: said.oldWord }
  if (startsWith(bytes, ZIP)) return bytes.includes(WORD_PART) ? { kind: 'docx' } : { refusal: said.zip }
  if (bytes.subarray(0, PDF_WITHIN).includes('%PDF-')) return { kind: 'pdf' }
  if (!isText(bytes)) return { refusal: said.unknownKind }
  return { kind: /\.(md|markdown)$/i.test(name) ? 'md' : 'txt' }
}

const startsWith = (bytes: Buffer, signature: readonly number[]) =>
  signature.every((byte, at) => bytes[at] === byte)
