/** The thread in which one file is read: bytes in, text or a refusal out, and then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { MOST_CHARS, said } from '#documents/limits.ts'
import { readPlain } from '#documents/reading/read-plain.ts'
import { tidy } from '#documents/reading/tidy.ts'
import type { DocumentKind, Reading } from '#documents/types.ts'

/** Each library is loaded by the thread that needs it. */
async function read(bytes: Buffer, kind: DocumentKind): Promise<Reading> {
  if (kind === 'pdf') return (await import('#documents/reading/read-pdf.ts')).readPdf(bytes)
  if (kind === 'docx') return (await import('#documents/reading/read-docx.ts')).readDocx(bytes)
  if (kind === 'txt' || kind === 'md') return readPlain(bytes)
  return (await import('#documents/reading/read-picture.ts')).readPicture(bytes, kind)
}

function judged(reading: Reading): Reading {
  if ('refusal' in reading) return reading
  const text = tidy(reading.text)
  if (text === '') return { refusal: said.noText }
  if (text.length > MOST_CHARS) return { refusal: said.tooLong }
  return { ...reading, text }
}

const { bytes, kind }: { bytes: Uint8Array; kind: DocumentKind } = workerData
parentPort?.postMessage(judged(await read(Buffer.from(bytes), kind)))
