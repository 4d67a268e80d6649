/** The words in a picture, by tesseract, which is optional: its program and its English data come as packages. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { MOST_PIXELS, said } from '#documents/limits.ts'
import { pixelsOf } from '#documents/reading/picture-size.ts'
import type { DocumentKind, FoundText } from '#documents/types.ts'

/** LSTM alone, the model that the packed data is for. */
const LSTM_ONLY = 1
const PERCENT = 100

export async function readPicture(
  bytes: Buffer,
  kind: DocumentKind,
): Promise<FoundText | { refusal: string }> {
  const pixels = pixelsOf(bytes)
  if (!pixels) return { refusal: said.damaged(kind) }
  if (pixels > MOST_PIXELS) return { refusal: said.tooManyPixels }
  const data = englishData()
  if (!data) return { refusal: said.noOcr }
  const { createWorker } = await import('tesseract.js')
  let damage = ''
  const worker = await createWorker('eng', LSTM_ONLY, {
    ...{ langPath: data, gzip: true, cacheMethod: 'none' },
    errorHandler: (problem: unknown) => {
      damage = String(problem)
    },
  })
  try {
    const { data: seen } = await worker.recognize(bytes)
    if (!/[\p{L}\p{N}]{2}/u.test(seen.text)) return { refusal: said.noTextInPicture }
    return { text: seen.text, byPage: null, confidence: seen.confidence / PERCENT }
  } catch (error) {
    if (damage === '') throw error
    return { refusal: said.damaged(kind) }
  } finally {
    await worker.terminate()
  }
}

/** The folder with the trained data; null where the packages are not installed. */
function englishData(): string | null {
  const require = createRequire(import.meta.url)
  try {
    require.resolve('tesseract.js')
    return join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int')
  } catch {
    return null // optional: said to whoever uploads a picture
  }
}
