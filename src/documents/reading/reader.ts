/** The thread in which one file is read: bytes in, text or a refusal out, and then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { MOST_CHARS, said } from '#documents/limits.ts'
import { cutPassages } from '#documents/reading/cut-passages.ts'
import { readPlain } from '#documents/reading/read-plain.ts'
import { tidy } from '#documents/reading/tidy.ts'
import type { DocumentKind, FoundText, Reading } from '#documents/types.ts'

/** Each library is loaded by the thread that needs it. */
async function read(bytes: Buffer, kind: DocumentKind): Promise<FoundText | { refusal: string }> {
  if (kind === 'pdf') return (await import('#documents/reading/read-pdf.ts')).readPdf(bytes)
  if (kind === 'docx') return (await import('#documents/reading/read-docx.ts')).readDocx(bytes)
  if (kind === 'txt' || kind === 'md') return readPlain(bytes)
  return (await import('#documents/reading/read-picture.ts')).readPicture(bytes, kind)
}

function judged(found: FoundText | { refusal: string }): Reading {
  if ('refusal' in found) return found
  const text = tidy(found.text)
  if (text === '') return { refusal: said.noText }
  if (text.length > MOST_CHARS) return { refusal: said.tooLong }
  const byPage = found.byPage?.map(tidy) ?? null
  const { confidence } = found
  return { text, pages: byPage?.length ?? null, confidence, passages: cutPassages(text, byPage) }
}

const { bytes, kind }: { bytes: Uint8Array; kind: DocumentKind } = workerData
parentPort?.postMessage(judged(await read(Buffer.from(bytes), kind)))
