/** DOCX, by the library `docx`, loaded when first asked for. Fonts are the reader's own, so every script is shown. */
import { authorOf, dateOf, type Paper, positionOf, sectionsOf, wordsOf } from '#transfer/paper.ts'

export async function asDocx(paper: Paper): Promise<Buffer> {
  const { Document, ExternalHyperlink, HeadingLevel, Packer, Paragraph, TextRun } = await import('docx')
  const text = (words: string) => new TextRun({ text: printable(words), rightToLeft: isRightToLeft(words) })
  const paragraph = (words: string, more: object = {}) =>
    new Paragraph({ children: [text(words)], bidirectional: isRightToLeft(words), ...more })
  const document = new Document({
    title: printable(paper.title),
    creator: 'LiveConvo',
    sections: [
      {
        children: [
          paragraph(paper.title, { heading: HeadingLevel.TITLE }),
          paragraph(`${dateOf(paper)} · ${paper.people.join(', ')}`),
          new Paragraph({
            children: [
              new ExternalHyperlink({
                link: paper.url,
                children: [new TextRun({ text: paper.url, style: 'Hyperlink' })],
              }),
            ],
          }),
          ...sectionsOf(paper).flatMap(({ heading, points }) => [
            paragraph(heading, { heading: HeadingLevel.HEADING_1 }),
            ...points.map((point) =>
              paragraph(point.at === null ? point.text : `${point.text} (${positionOf(point.at)})`, {
                bullet: { level: 0 },
              }),
            ),
          ]),
          paragraph(authorOf(paper)),
          paragraph('Transcript', { heading: HeadingLevel.HEADING_1 }),
          ...paper.lines.map(
            (line) =>
              new Paragraph({
                spacing: { after: 120 },
                bidirectional: isRightToLeft(wordsOf(line)),
                children: [
                  new TextRun({ text: `${printable(line.speaker)} `, bold: true }),
                  new TextRun({ text: `${positionOf(line.start)}  `, color: '666666' }),
                  text(wordsOf(line)),
                ],
              }),
          ),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** XML 1.0 cannot hold control characters, half surrogate pairs and the two non-characters. */
const printable = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ')

const isRightToLeft = (text: string) =>
  /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]/u.test(text)
