/** Real files, read in a real thread: what comes out of each, and what is said about those that cannot be read. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import PdfDocument from 'pdfkit'
import { describe, expect, test, vi } from 'vitest'
import { kindOf } from '#documents/kind-of.ts'
import { MOST_CHARS, MOST_UNPACKED_BYTES, said } from '#documents/limits.ts'
import { readInThread } from '#documents/reading/read-in-thread.ts'
import type { DocumentKind } from '#documents/types.ts'

vi.setConfig({ testTimeout: 60_000 }) // a thread starts, and loads a library, on a machine that may be busy

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures', name))

async function pdf(pages: string[], options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PdfDocument({ autoFirstPage: false, ...options })
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => void parts.push(part))
  const ended = once(document, 'end')
  for (const page of pages) document.addPage().text(page)
  document.end()
  await ended
  return Buffer.concat(parts)
}

const docx = () =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph('The offer of Contoso'),
            new Table({
              rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('900 euros')] })] })],
            }),
          ],
        },
      ],
    }),
  )

/** A zip file of one part, packed; what it says about its own size may be a lie. */
function zip(name: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content)
  const head = (length: number, signature: number, from: number) => {
    const bytes = Buffer.alloc(length)
    bytes.writeUInt32LE(signature, 0)
    bytes.writeUInt16LE(8, from + 4)
    bytes.writeUInt32LE(packed.length, from + 14)
    bytes.writeUInt32LE(claimed, from + 18)
    bytes.writeUInt16LE(name.length, from + 22)
    return bytes
  }
  const local = Buffer.concat([head(30, 0x04034b50, 4), Buffer.from(name), packed])
  const entry = Buffer.concat([head(46, 0x02014b50, 6), Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}

describe('the kind of a file is what its bytes say', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, string, DocumentKind | string]>([
    ['a PDF under another name', () => pdf(['Hello']), 'notes.txt', 'pdf'],
    ['a Word document', docx, 'offer.docx', 'docx'],
    ['text', () => Buffer.from('Grüße'), 'a.txt', 'txt'],
    ['Markdown', () => Buffer.from('# Plan'), 'Plan.MD', 'md'],
    ['text in UTF-16', () => Buffer.from('\ufeffGrüße', 'utf16le'), 'a.txt', 'txt'],
    ['a PNG', () => fixture('budget.png'), 'x', 'png'],
    ['a JPEG', () => fixture('budget.jpg'), 'x', 'jpg'],
    ['nothing', () => Buffer.alloc(0), 'a.pdf', said.empty],
    ['a program', () => Buffer.from('\x7fELF\x02\x01\x01\0\0\0'), 'offer.pdf', said.unknownKind],
    ['an archive', () => zip('a.txt', Buffer.from('a')), 'a.docx', said.zip],
    ['an old Word file', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.docx', said.oldWord],
  ])('%s', async (_, bytes, name, expected) => {
    const kind = kindOf(await bytes(), name)
    expect('kind' in kind ? kind.kind : kind.refusal).toBe(expected)
  })
})

describe('what is read from a file', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, DocumentKind, object]>([
    [
      'a PDF, page by page',
      () => pdf(['The forklift course', 'costs 900 euros']),
      'pdf',
      {
        text: 'The forklift course\n\ncosts 900 euros',
        ...{ pages: 2, confidence: null },
        passages: [
          { place: 0, page: 1, paragraph: 1, text: 'The forklift course' },
          { place: 1, page: 2, paragraph: 1, text: 'costs 900 euros' },
        ],
      },
    ],
    ['a Word document with a table', docx, 'docx', { text: 'The offer of Contoso\n\n900 euros' }],
    ['text of an old Western encoding', () => Buffer.from('Gr\xfc\xdfe', 'latin1'), 'txt', { text: 'Grüße' }],
    [
      'text without what nobody sees',
      () => Buffer.from('Ignore\u200b  \r\n\r\n\r\n\r\nme\ufeff'),
      'txt',
      { text: 'Ignore\n\nme' },
    ],
    [
      'a picture',
      () => fixture('budget.png'),
      'png',
      { text: expect.stringMatching(/48 ?000 euros\s+Approved/) },
    ],
    ['a photograph', () => fixture('budget.jpg'), 'jpg', { text: expect.stringContaining('Cleo Marsh') }],
  ])('%s', async (_, bytes, kind, expected) => {
    expect(await readInThread(await bytes(), kind)).toMatchObject(expected)
  })
})

describe('a file that cannot be read says why', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, DocumentKind, string]>([
    ['a locked PDF', () => pdf(['secret words'], { userPassword: 'open sesame' }), 'pdf', said.locked],
    ['a damaged PDF', () => Buffer.from('%PDF-1.7 nothing follows'), 'pdf', said.damaged('pdf')],
    ['a PDF without words', () => pdf(['', '']), 'pdf', said.noTextInPdf],
    ['a PDF of 301 pages', () => pdf(Array(301).fill('x')), 'pdf', said.tooManyPages(301)],
    [
      'a Word document without its words',
      () => zip('word/none.xml', Buffer.from('x')),
      'docx',
      said.damaged('docx'),
    ],
    ['a cut Word document', async () => (await docx()).subarray(0, 900), 'docx', said.damaged('docx')],
    [
      'a Word document that unpacks to far more',
      () => zip('word/document.xml', Buffer.alloc(MOST_UNPACKED_BYTES + 1), 10),
      'docx',
      said.unpacksTooFar,
    ],
    ['only spaces', () => Buffer.from(' \n\t \u200b'), 'txt', said.noText],
    ['a novel', () => Buffer.from('word '.repeat(MOST_CHARS / 4)), 'txt', said.tooLong],
    ['a picture without words', () => fixture('blank.png'), 'png', said.noTextInPicture],
    ['a picture of a size that no memory holds', () => huge(), 'png', said.tooManyPixels],
    ['a picture without its end', () => fixture('budget.png').subarray(0, 60), 'png', said.damaged('png')],
    ['a photograph without its head', () => Buffer.from('ffd8ffe00010', 'hex'), 'jpg', said.damaged('jpg')],
  ])('%s', async (_, bytes, kind, refusal) => {
    expect(await readInThread(await bytes(), kind)).toEqual({ refusal })
  })

  test('one that takes too long is given up', async () => {
    expect(await readInThread(Buffer.from('words'), 'txt', 0)).toEqual({ refusal: said.tooHeavy })
  })
})

function huge(): Buffer {
  const bytes = Buffer.from(fixture('blank.png'))
  bytes.writeUInt32BE(60_000, 16)
  bytes.writeUInt32BE(60_000, 20)
  return bytes
}
