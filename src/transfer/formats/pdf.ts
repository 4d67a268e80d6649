/**
 * PDF, by pdfkit, loaded when first asked for, set in DejaVu Sans: Latin, Greek, Cyrillic, Hebrew and Arabic. Lines
 * are broken here, because text that runs from right to left is drawn run by run (bidi-lines.ts).
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Refusal } from '#lib/errors.ts'
import { bidiLines } from '#transfer/formats/bidi-lines.ts'
import { authorOf, dateOf, type Paper, positionOf, sectionsOf, wordsOf } from '#transfer/paper.ts'

const MARGIN = 56
const LEADING = 1.45
const FONTS = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf')
/** Scripts that the font has no signs for. */
const UNCOVERED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Devanagari}]/u

type Style = { size: number; isBold?: boolean; color?: string; indent?: number; before?: number }

/** Throws validation_failed for scripts that the font lacks: a page of empty boxes helps nobody. */
export async function asPdf(paper: Paper): Promise<Buffer> {
  if (UNCOVERED.test(JSON.stringify(paper)))
    throw new Refusal(
      'validation_failed',
      'This meeting holds Chinese, Japanese, Korean, Thai or Devanagari signs, for which the PDF has no font. Export it as DOCX, Markdown or text',
    )
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { Title: paper.title, Creator: 'LiveConvo' },
  })
  const chunks: Buffer[] = []
  const written = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  pdf.registerFont('plain', join(FONTS, 'DejaVuSans.ttf'))
  pdf.registerFont('bold', join(FONTS, 'DejaVuSans-Bold.ttf'))
  pdf.y = MARGIN
  for (const [text, style] of paragraphsOf(paper)) writeParagraph(pdf, text, style)
  pdf.end()
  return written
}

function* paragraphsOf(paper: Paper): Generator<[string, Style]> {
  yield [paper.title, { size: 20, isBold: true }]
  yield [`${dateOf(paper)} · ${paper.people.join(', ')}`, { size: 9, color: '#555555', before: 4 }]
  yield [paper.url, { size: 9, color: '#555555' }]
  for (const { heading, points } of sectionsOf(paper)) {
    yield [heading, { size: 13, isBold: true, before: 14 }]
    for (const { text, at } of points)
      yield [`• ${text}${at === null ? '' : ` (${positionOf(at)})`}`, { size: 10, indent: 8, before: 3 }]
  }
  yield [authorOf(paper), { size: 9, color: '#555555', before: 10 }]
  yield ['Transcript', { size: 13, isBold: true, before: 14 }]
  for (const line of paper.lines) {
    yield [`${line.speaker}  ${positionOf(line.start)}`, { size: 9, isBold: true, before: 8 }]
    yield [wordsOf(line), { size: 10 }]
  }
}

function writeParagraph(pdf: PDFKit.PDFDocument, text: string, style: Style): void {
  const { size, isBold = false, color = '#111111', indent = 0, before = 0 } = style
  pdf.font(isBold ? 'bold' : 'plain').fontSize(size)
  const width = pdf.page.width - 2 * MARGIN - indent
  const height = size * LEADING
  let y = pdf.y + before
  for (const { runs, isRightToLeft } of bidiLines(text, width, (part) => pdf.widthOfString(part))) {
    if (y + height > pdf.page.height - MARGIN) {
      pdf.addPage()
      y = MARGIN
      pdf.font(isBold ? 'bold' : 'plain').fontSize(size)
    }
    const whole = runs.reduce((sum, { width }) => sum + width, 0)
    let x = MARGIN + (isRightToLeft ? width - whole : indent)
    pdf.fillColor(color)
    for (const run of runs) {
      pdf.text(run.text, x, y, { lineBreak: false })
      x += run.width
    }
    y += height
  }
  pdf.y = y
}
