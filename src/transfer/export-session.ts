/** One meeting as a file. */
import { asDocx } from '#transfer/formats/docx.ts'
import { asJson } from '#transfer/formats/json.ts'
import { asMarkdown } from '#transfer/formats/markdown.ts'
import { asPdf } from '#transfer/formats/pdf.ts'
import { asSrt, asVtt } from '#transfer/formats/subtitles.ts'
import { asText } from '#transfer/formats/text.ts'
import type { Paper } from '#transfer/paper.ts'

/** `pdfFonts`: paths of fonts beside our own. */
type Means = { pdfFonts: readonly string[] }
type Writer = { type: string; write: (paper: Paper, means: Means) => string | Promise<Buffer> }

/** By the ending of the file. */
export const formats = {
  md: { type: 'text/markdown; charset=utf-8', write: asMarkdown },
  pdf: { type: 'application/pdf', write: (paper: Paper, { pdfFonts }: Means) => asPdf(paper, pdfFonts) },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', write: asDocx },
  srt: { type: 'application/x-subrip; charset=utf-8', write: asSrt },
  vtt: { type: 'text/vtt; charset=utf-8', write: asVtt },
  txt: { type: 'text/plain; charset=utf-8', write: asText },
  json: { type: 'application/json', write: asJson },
} as const satisfies Record<string, Writer>
export type Format = keyof typeof formats

export type ExportFile = { name: string; type: string; body: Buffer }

/** Made outside a transaction, because a long meeting takes a second to be set. */
export async function fileOf(paper: Paper, format: Format, means: Means): Promise<ExportFile> {
  const { type, write }: Writer = formats[format]
  return { name: fileName(paper, format), type, body: Buffer.from(await write(paper, means)) }
}

const LONGEST_NAME = 80

/** The title without what no file system likes, and the day. */
function fileName({ title, start }: Paper, format: Format): string {
  const words = title.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()
  return `${[...words].slice(0, LONGEST_NAME).join('').trim() || 'Meeting'} ${start.toISODate()}.${format}`
}
