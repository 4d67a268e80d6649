/** The words of a PDF, page by page. Nothing in it is run, and nothing is fetched: pdf.js reads the bytes alone. */
import { extractText, getDocumentProxy } from 'unpdf'
import { LETTERS_OF_A_PAGE, MOST_PAGES, said } from '#documents/limits.ts'
import type { FoundText } from '#documents/types.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

export async function readPdf(bytes: Buffer): Promise<FoundText | { refusal: string }> {
  const pdf = await opened(bytes)
  if ('refusal' in pdf) return pdf
  if (pdf.numPages > MOST_PAGES) return { refusal: said.tooManyPages(pdf.numPages) }
  const { text } = await extractText(pdf, { mergePages: false })
  const letters = text.join('').match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (letters < LETTERS_OF_A_PAGE * pdf.numPages) return { refusal: said.noTextInPdf }
  return { text: text.join('\n\n'), byPage: text, confidence: null }
}

async function opened(bytes: Buffer): Promise<Pdf | { refusal: string }> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { stopAtErrors: false })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException') return { refusal: said.locked }
    if (name.endsWith('Exception')) return { refusal: said.damaged('pdf') } // pdf.js' own words for a broken file
    throw error
  }
}
