/** The brief in a few sentences by a model, when somebody wants it: it costs, so nothing is asked unasked. */
import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Trouble } from '../parts/Trouble.tsx'
import { asSentence } from '../text.ts'
import { Cited } from './Cited.tsx'

export function Opening({ sessionId: id }: { sessionId: string }) {
  const tell = useMutation({
    mutationFn: () => api('POST /v1/sessions/{id}/brief/opening', { params: { id } }),
  })
  return (
    <section className="card stack-tight" aria-labelledby="in-short" aria-busy={tell.isPending}>
      <h2 id="in-short">In short</h2>
      {tell.data ? (
        <>
          {tell.data.points.length === 0 && <p>Nothing that was written held against what was said.</p>}
          <ul>
            {tell.data.points.map((point) => (
              <Cited key={point.text} point={point} />
            ))}
          </ul>
          <p className="small quiet">
            Written by {tell.data.writtenBy}. Each point was checked against its lines.
            {tell.data.trouble && ` ${asSentence(tell.data.trouble)}`}
          </p>
        </>
      ) : (
        <p>
          <button type="button" className="button" disabled={tell.isPending} onClick={() => tell.mutate()}>
            {tell.isPending ? 'Reading what was said …' : 'Tell me in a few sentences'}
          </button>
        </p>
      )}
      {tell.error && <Trouble error={tell.error} title="This could not be written" />}
    </section>
  )
}
