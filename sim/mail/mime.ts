// Reads an e-mail: headers (RFC 5322, 2047, 2231) and the parts of a MIME tree (RFC 2045, 2046).

export type Part = { type: string; filename: string | null; content: Buffer; text: string }
export type Email = {
  /** In their order, names as they were written, values unfolded and decoded. */
  headers: { name: string; value: string }[]
  subject: string
  from: string
  to: string
  messageId: string
  text: string | null
  html: string | null
  attachments: { filename: string | null; type: string; bytes: number }[]
}

const MAX_DEPTH = 10

/** Never throws: what cannot be understood is shown as it came. `raw` holds one character per byte (latin1). */
export function parseEmail(raw: string): Email {
  const { fields } = split(raw)
  const parts = partsOf(raw, 0)
  const body = (type: string) => parts.find((part) => part.type === type && !part.filename)?.text ?? null
  const first = (name: string) => decodeWords(headerOf(fields, name))
  return {
    headers: fields.map(({ name, value }) => ({ name, value: decodeWords(value) })),
    subject: first('subject'),
    from: first('from'),
    to: first('to'),
    messageId: first('message-id'),
    text: body('text/plain'),
    html: body('text/html'),
    attachments: parts
      .filter(({ type, filename }) => filename || !type.startsWith('text/'))
      .map(({ type, filename, content }) => ({ type, filename, bytes: content.length })),
  }
}

type Field = { name: string; value: string }

/** Headers and body are parted by the first empty line; a folded header goes on in lines that begin with space. */
function split(raw: string): { fields: Field[]; body: string } {
  const [gap] =
    raw.startsWith('\n') || raw.startsWith('\r\n') ? [/\r?\n/.exec(raw)] : [/\r?\n\r?\n/.exec(raw)]
  const head = gap ? raw.slice(0, gap.index) : raw
  const body = gap ? raw.slice(gap.index + gap[0].length) : ''
  const fields = utf8(head)
    .replaceAll(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).trim(),
      value: line.slice(line.indexOf(':') + 1).trim(),
    }))
    .filter(({ name }) => name !== '')
  return { fields, body }
}

const headerOf = (fields: Field[], name: string): string =>
  fields.find((field) => field.name.toLowerCase() === name)?.value ?? ''

/** The leaves of the tree, in order. */
function partsOf(raw: string, depth: number): Part[] {
  const { fields, body } = split(raw)
  const { value: type, params } = parameters(headerOf(fields, 'content-type') || 'text/plain')
  if (type.startsWith('multipart/') && params.boundary && depth < MAX_DEPTH)
    return pieces(body, params.boundary).flatMap((piece) => partsOf(piece, depth + 1))
  const disposition = parameters(headerOf(fields, 'content-disposition'))
  const content = decodeBody(body, headerOf(fields, 'content-transfer-encoding').toLowerCase())
  const filename = decodeWords(disposition.params.filename ?? params.name ?? '') || null
  return [{ type, filename, content, text: decodeText(content, params.charset ?? 'utf-8') }]
}

function pieces(body: string, boundary: string): string[] {
  const mark = boundary.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const [inside = ''] = `\n${body}`.split(new RegExp(`\\r?\\n--${mark}--[ \\t]*(?:\\r?\\n|$)`))
  return inside.split(new RegExp(`\\r?\\n--${mark}[ \\t]*\\r?\\n`)).slice(1)
}

/** `text/plain; charset="utf-8"`, with RFC 2231's `name*0*=utf-8''…` put together. */
export function parameters(header: string): { value: string; params: Record<string, string> } {
  const params: Record<string, string> = {}
  for (const [, key = '', star = '', quoted, bare] of header.matchAll(
    /;\s*([\w-]+)(\*[\d*]*)?\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;]*))/g,
  )) {
    const value = quoted === undefined ? (bare ?? '') : quoted.replaceAll(/\\(.)/g, '$1')
    const name = key.toLowerCase()
    params[name] =
      (params[name] ?? '') + (star.endsWith('*') ? percent(value.replace(/^[\w-]*'[^']*'/, '')) : value)
  }
  return { value: (header.split(';')[0] ?? '').trim().toLowerCase(), params }
}

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding === 'quoted-printable') return quotedPrintable(body.replaceAll(/[ \t]+(?=\r?\n|$)/g, ''))
  return Buffer.from(body, 'latin1')
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([\dA-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

const WORD = /=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi

/** `=?utf-8?Q?Tom=C3=A1s?=`. The space between two encoded words does not count, and a letter may span both. */
export function decodeWords(value: string): string {
  const joined = value.replaceAll(/(\?=)\s+(?==\?[^?\s]+\?[bq]\?)/gi, '$1')
  return joined.replaceAll(/(?:=\?[^?\s]+\?[bq]\?[^?\s]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(WORD)]
    const bytes = words.map(([, , how = '', text = '']) =>
      how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')),
    )
    return decodeText(Buffer.concat(bytes), words[0]?.[1]?.split('*')[0] ?? 'utf-8')
  })
}

function decodeText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('latin1') // a charset that nobody knows
  }
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8')

function percent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // not percent-encoded after all
  }
}
