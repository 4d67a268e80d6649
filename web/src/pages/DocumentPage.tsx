/** What was read of a document that was brought to a meeting: its words, opened where an answer or a search led to. */
import '../styles/documents.css'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useEffect } from 'react'
import { type Answer, addressOf, api } from '../api.ts'
import { Bones } from '../parts/Bones.tsx'
import { Page } from '../parts/Page.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { Link, useAddress, useParams } from '../router/router.tsx'

type Document = Answer<'GET /v1/sessions/{id}/documents/{documentId}'>
type Passage = Document['passages'][number]

export default function DocumentPage() {
  const { id = '', documentId = '' } = useParams()
  const params = { id, documentId }
  const query = useQuery({
    queryKey: ['session', id, 'document', documentId],
    queryFn: () => api('GET /v1/sessions/{id}/documents/{documentId}', { params }),
  })
  if (query.data) return <Read document={query.data} file={addressOf(FILE, params).path} />
  return (
    <Page title="Document">
      {query.error ? <Trouble error={query.error} retry={() => void query.refetch()} /> : <Bones rows={6} />}
    </Page>
  )
}

const FILE = 'GET /v1/sessions/{id}/documents/{documentId}/file'

function Read({ document: { name, session, passages }, file }: { document: Document; file: string }) {
  const marked = useMarked()
  return (
    <Page
      title={name}
      lead={
        <>
          The words of this document, as they were read for{' '}
          <Link to={`/meetings/${session.id}`}>
            <bdi>{session.title}</bdi>
          </Link>
          .
        </>
      }
      actions={
        <a className="button" href={file} download={name}>
          <Download size={16} aria-hidden /> The file itself
        </a>
      }
    >
      {passages.length === 0 && <p>Its words are not here yet. Look again in a few minutes.</p>}
      <div className="card pages">
        {byPage(passages).map(({ page, passages }) => (
          <section key={page} aria-label={page === null ? 'The document' : `Page ${page}`}>
            {page !== null && <h2 className="small quiet">Page {page}</h2>}
            {passages.map(({ place, text }) => (
              <p
                key={place}
                id={`passage-${place}`}
                className="passage"
                data-marked={marked === `passage-${place}`}
                tabIndex={-1}
                dir="auto"
              >
                {text}
              </p>
            ))}
          </section>
        ))}
      </div>
    </Page>
  )
}

/** The passage that the address names is brought into view, and reading goes on from there. */
function useMarked(): string {
  const { hash } = useAddress()
  const marked = hash.slice(1)
  useEffect(() => {
    const passage = marked === '' ? null : document.getElementById(marked)
    passage?.focus({ preventScroll: true })
    passage?.scrollIntoView({ block: 'center' })
  }, [marked])
  return marked
}

function byPage(passages: readonly Passage[]): { page: number | null; passages: Passage[] }[] {
  const pages = Map.groupBy(passages, ({ page }) => page)
  return [...pages].map(([page, passages]) => ({ page, passages }))
}
