/** A passage of a document that an answer rests on: it opens there. */
import '../styles/documents.css'
import { FileText } from 'lucide-react'
import { Link } from '../router/router.tsx'
import { type Passage, passageAddress, sourceOf } from './passages.ts'

type Props = { sessionId: string; passage: Passage }

export const PassageChip = ({ sessionId, passage }: Props) => (
  <Link
    className="chip passage-chip"
    to={passageAddress(sessionId, passage)}
    title={passage.text}
    aria-label={`Open ${sourceOf(passage)}`}
  >
    <FileText size={12} aria-hidden /> <bdi>{sourceOf(passage)}</bdi>
  </Link>
)
