/** The few things that Markdown means in a report. Pure. */

export type Block =
  | { is: 'heading'; level: number; text: string }
  | { is: 'paragraph'; text: string }
  | { is: 'list'; isNumbered: boolean; items: string[] }
export type Piece = { is: 'text' | 'bold' | 'italic'; text: string } | { is: 'source'; number: number }

const HEADING = /^\s*(#{1,6})\s+(.+?)\s*#*$/
const ITEM = /^\s*(?:([-*+])|\d{1,3}[.)])\s+(.+)$/

/** Lines that follow each other are one block; a gap ends it. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    const last = isOpen ? blocks.at(-1) : undefined
    const next = read(line)
    isOpen = next !== null && next.is !== 'heading'
    if (next?.is === 'list' && last?.is === 'list' && last.isNumbered === next.isNumbered)
      last.items.push(...next.items)
    else if (next?.is === 'paragraph' && last?.is === 'paragraph') last.text += ` ${next.text}`
    else if (next) blocks.push(next)
  }
  return blocks
}

function read(line: string): Block | null {
  if (line.trim() === '') return null
  const heading = HEADING.exec(line)
  if (heading) return { is: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }
  const item = ITEM.exec(line)
  if (item) return { is: 'list', isNumbered: item[1] === undefined, items: [item[2] ?? ''] }
  return { is: 'paragraph', text: line.trim() }
}

const PIECE = /\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\[(\d+(?:\s*,\s*\d+)*)\]/g

/** Words, words that stand out, and the numbers of sources. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const found of text.matchAll(PIECE)) {
    if (found.index > at) pieces.push({ is: 'text', text: text.slice(at, found.index) })
    pieces.push(...pieceFrom(found))
    at = found.index + found[0].length
  }
  if (at < text.length) pieces.push({ is: 'text', text: text.slice(at) })
  return pieces
}

function pieceFrom([, bold, alsoBold, italic, numbers]: RegExpExecArray): Piece[] {
  if (numbers !== undefined)
    return numbers.split(',').map((number) => ({ is: 'source', number: Number(number) }))
  if (italic !== undefined) return [{ is: 'italic', text: italic }]
  return [{ is: 'bold', text: bold ?? alsoBold ?? '' }]
}
