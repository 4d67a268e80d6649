/** Text and Markdown: UTF-8, or UTF-16 where a byte order mark says so, or else the old Western encoding. */
import type { FoundText } from '#documents/types.ts'

const SAMPLE = 65_536

export const readPlain = (bytes: Buffer): FoundText => ({
  text: decoded(bytes),
  ...{ byPage: null, confidence: null },
})

/** Whether these bytes are text: no control characters where the beginning is read as one of the encodings. */
export function isText(bytes: Buffer): boolean {
  const beginning = decoded(bytes.subarray(0, SAMPLE))
  return !/[^\P{Cc}\t\n\r\f\v]/u.test(beginning.slice(0, -3)) // the cut may have halved a sign
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const asUtf8 = new TextDecoder('utf-8').decode(bytes)
  const isUtf8 = !asUtf8.slice(0, -1).includes('\ufffd') // at the end a sample may be cut within a sign
  return isUtf8 ? asUtf8 : new TextDecoder('windows-1252').decode(bytes)
}
