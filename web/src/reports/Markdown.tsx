/**
 * The Markdown of a report as elements: headings, paragraphs, lists, bold and italic, and [12] as a link to line 12's
 * place. Nothing else has a meaning: links, images and tags stay the words that they are written with.
 */
import type { ReactNode } from 'react'
import { Link } from '../router/router.tsx'
import { type Block, blocksOf, piecesOf } from './blocks.ts'

/** Where a cited line stands; undefined where it cannot be opened. */
export type Place = (number: number) => { to: string; label: string } | undefined
type Props = { text: string; place: Place }

export function Markdown({ text, place }: Props) {
  const blocks = blocksOf(text)
  const top = Math.min(...blocks.map((block) => (block.is === 'heading' ? block.level : LOWEST)))
  return (
    <div className="markdown" dir="auto">
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names, and a report only grows at its end
        <Drawn key={at} block={block} top={top} place={place} />
      ))}
    </div>
  )
}

const LOWEST = 6

function Drawn({ block, top, place }: { block: Block; top: number; place: Place }) {
  const inline = (text: string) => <Inline text={text} place={place} />
  if (block.is === 'heading') return <Heading level={block.level - top + 1}>{inline(block.text)}</Heading>
  if (block.is === 'paragraph') return <p>{inline(block.text)}</p>
  const List = block.isNumbered ? 'ol' : 'ul'
  return (
    <List>
      {block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no names
        <li key={at}>{inline(item)}</li>
      ))}
    </List>
  )
}

/** Below the page's own title, whatever level the report begins with. */
function Heading({ level, children }: { level: number; children: ReactNode }) {
  if (level === 1) return <h2>{children}</h2>
  return level === 2 ? <h3>{children}</h3> : <h4>{children}</h4>
}

const Inline = ({ text, place }: Props) =>
  piecesOf(text).map((piece, at) => {
    const key = `${at}${piece.is}`
    if (piece.is === 'source') return <Chip key={key} number={piece.number} place={place} />
    if (piece.is === 'bold') return <b key={key}>{piece.text}</b>
    if (piece.is === 'italic') return <i key={key}>{piece.text}</i>
    return <span key={key}>{piece.text}</span>
  })

function Chip({ number, place }: { number: number; place: Place }) {
  const found = place(number)
  if (!found) return <span className="small quiet">[{number}]</span>
  return (
    <Link className="chip" to={found.to} aria-label={`Source ${number}: ${found.label}`} title={found.label}>
      {number}
    </Link>
  )
}
