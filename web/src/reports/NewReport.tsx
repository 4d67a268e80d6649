/** A new report: which meetings, and what to know of them, in one's own words or by a template. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { FormTrouble } from '../parts/Sign.tsx'
import { go } from '../router/address.ts'
import { templates } from '../templates/queries.ts'
import { TemplateChoice } from '../templates/TemplateChoice.tsx'
import { PickMeetings } from './PickMeetings.tsx'
import { reports } from './queries.ts'

type Props = { first: string | null; onClose: () => void }

export function NewReport({ first, onClose }: Props) {
  const queries = useQueryClient()
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set(first ? [first] : []))
  const [templateId, take] = useState('')
  const [prompt, write] = useState('')
  const { data } = useQuery(templates)
  const ask = useMutation({
    mutationFn: () =>
      api('POST /v1/reports', {
        body: {
          sessionIds: [...chosen],
          ...(prompt.trim() && { prompt: prompt.trim() }),
          ...(templateId && { templateId }),
        },
      }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: reports.queryKey })
      go(`/reports/${id}`)
    },
  })
  const isReady = chosen.size > 0 && (prompt.trim() !== '' || templateId !== '')
  return (
    <form
      className="card stack"
      style={{ marginBottom: 20 }}
      aria-label="New report"
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate()
      }}
    >
      <h2>New report</h2>
      <PickMeetings chosen={chosen} onChoose={choose} />
      <div className="field">
        <label htmlFor="prompt">What do you want to know?</label>
        <textarea
          id="prompt"
          className="input"
          rows={3}
          maxLength={4000}
          dir="auto"
          placeholder="What did we promise to whom, and until when?"
          value={prompt}
          onChange={({ target }) => write(target.value)}
        />
      </div>
      <TemplateChoice
        templates={data?.templates ?? []}
        value={templateId}
        onChoose={take}
        none="Your words alone."
      />
      <FormTrouble error={ask.error} />
      <div className="cluster">
        <button type="submit" className="button primary" disabled={!isReady || ask.isPending}>
          Write it
        </button>
        <button type="button" className="button" onClick={onClose}>
          Not now
        </button>
        {!isReady && (
          <span className="small quiet">
            {chosen.size === 0 ? 'Choose a meeting.' : 'Say what you want to know, or choose a template.'}
          </span>
        )}
      </div>
    </form>
  )
}
