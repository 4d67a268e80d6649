/**
 * PDF, by pdfkit, loaded when first asked for. Each sign is set in a font that has it (fonts.ts). Lines are broken here,
 * because text that runs from right to left is drawn run by run (bidi-lines.ts).
 */
import { Refusal } from '#lib/errors.ts'
import { bidiLines } from '#transfer/formats/bidi-lines.ts'
import type { Face, Fonts } from '#transfer/formats/fonts.ts'
import { authorOf, dateOf, type Paper, positionOf, sectionsOf, wordsOf } from '#transfer/paper.ts'

const MARGIN = 56
const LEADING = 1.45
const SIGNS_NAMED = 5

type Style = { size: number; isBold?: boolean; color?: string; indent?: number; before?: number }
type Pen = { pdf: PDFKit.PDFDocument; fonts: Fonts }

/** Throws validation_failed for letters that no font has: a page of empty boxes helps nobody. */
export async function asPdf(paper: Paper, moreFonts: readonly string[] = []): Promise<Buffer> {
  const { openFonts } = await import('#transfer/formats/fonts.ts')
  const fonts = openFonts(moreFonts)
  const missing = fonts.missingIn(JSON.stringify(paper))
  if (missing.length > 0) throw new Refusal('validation_failed', withoutFont(missing))
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
  for (const face of fonts.faces) pdf.registerFont(nameOf(face), face.path, face.family)
  pdf.y = MARGIN
  for (const [text, style] of paragraphsOf(paper)) writeParagraph({ pdf, fonts }, text, style)
  pdf.end()
  return written
}

const nameOf = ({ path, family = '' }: Face) => `${path}#${family}`

const withoutFont = (signs: readonly string[]) =>
  `This meeting holds signs for which the PDF has no font (${signs.slice(0, SIGNS_NAMED).join(' ')}). Export it as DOCX, Markdown or text; or have whoever runs this server name a font that has them in PDF_FONTS`

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

function writeParagraph({ pdf, fonts }: Pen, text: string, style: Style): void {
  const { size, isBold = false, color = '#111111', indent = 0, before = 0 } = style
  const width = pdf.page.width - 2 * MARGIN - indent
  const height = size * LEADING
  const stretched = (part: string) =>
    fonts.stretches(part, isBold).map(({ text, face }) => {
      const font = nameOf(face)
      return { text, font, width: pdf.font(font).fontSize(size).widthOfString(text) }
    })
  const widthOf = (part: string) => sum(stretched(part))
  let y = pdf.y + before
  for (const { runs, isRightToLeft } of bidiLines(text, width, widthOf)) {
    if (y + height > pdf.page.height - MARGIN) {
      pdf.addPage()
      y = MARGIN
    }
    let x = MARGIN + (isRightToLeft ? width - sum(runs) : indent)
    for (const { text, font, width } of runs.flatMap((run) => stretched(run.text))) {
      pdf.font(font).fontSize(size).fillColor(color).text(text, x, y, { lineBreak: false })
      x += width
    }
    y += height
  }
  pdf.y = y
}

const sum = (parts: readonly { width: number }[]) => parts.reduce((all, { width }) => all + width, 0)
