/** The summary written anew, in the way a person asks for: a template, a few words, or both. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { Dialog } from '../parts/Dialog.tsx'
import type { Session } from '../queries.ts'
import { templates } from '../templates/queries.ts'
import { TemplateChoice } from '../templates/TemplateChoice.tsx'
import { say, sayTrouble } from '../toasts.ts'

type Props = { session: Session; onClose: () => void }

export function Rewrite({ session: { id, summary }, onClose }: Props) {
  const [templateId, choose] = useState(summary?.templateId ?? '')
  const [instructions, write] = useState(summary?.instructions ?? '')
  const { data } = useQuery(templates)
  const again = useMutation({
    mutationFn: () =>
      api('POST /v1/sessions/{id}/summarize', {
        params: { id },
        body: { instructions: instructions.trim() || null, templateId: templateId || null },
      }),
    onSuccess: () => {
      say('The summary is being written anew. What you changed stays.')
      onClose()
    },
    onError: sayTrouble,
  })
  return (
    <Dialog title="Write the summary anew" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          again.mutate()
        }}
      >
        <TemplateChoice
          templates={data?.templates ?? []}
          value={templateId}
          onChoose={choose}
          none="Decisions, tasks and open questions."
        />
        <div className="field">
          <label htmlFor="wishes">What to mind</label>
          <textarea
            id="wishes"
            className="input"
            rows={4}
            maxLength={4000}
            dir="auto"
            placeholder="Stress prices and dates. Keep it short."
            value={instructions}
            onChange={({ target }) => write(target.value)}
          />
          <span className="small quiet">
            A model follows this as far as the transcript carries it. The built-in summarizer quotes, and
            cannot.
          </span>
        </div>
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            Leave it as it is
          </button>
          <button type="submit" className="button primary" disabled={again.isPending}>
            Write it anew
          </button>
        </div>
      </form>
    </Dialog>
  )
}
