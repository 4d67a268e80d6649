/** What would change if …? The rules as sentences; beside them the meetings that would flip, before anything is saved. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { RuleSentences } from '../parts/RuleSentences.tsx'
import { Preview } from '../parts/RulesPreview.tsx'
import { type Rules, rules as rulesQuery } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'
import { isSame, useDraft, usePaused } from '../use-draft.ts'

export default function RulesPage() {
  return (
    <Page
      title="Rules"
      lead="Which meetings are joined when you say nothing. Your word on a meeting always wins."
      wide
    >
      <Loaded query={useQuery(rulesQuery)} rows={3}>
        {({ confirmedAt, ...saved }) => <Editor saved={saved} isConfirmed={confirmedAt !== null} />}
      </Loaded>
    </Page>
  )
}

function Editor({ saved, isConfirmed }: { saved: Rules; isConfirmed: boolean }) {
  const { draft, edit, forget } = useDraft(saved)
  const asked = usePaused(draft)
  const preview = useQuery({
    queryKey: ['preview', asked],
    queryFn: () => api('POST /v1/rules/preview', { body: asked }),
    placeholderData: keepPreviousData,
    staleTime: 0, // a word on one meeting changes it too
  })
  const isChanged = !isSame(draft, saved)
  return (
    <div className="meeting">
      <section className="card stack">
        <RuleSentences rules={draft} onEdit={edit} error={preview.error} />
        <Save draft={draft} saved={saved} canSave={isChanged || !isConfirmed} isConfirmed={isConfirmed} />
        {isChanged && (
          <p className="small quiet">
            Not saved yet; kept on this tab until you save it.{' '}
            <button type="button" className="link" onClick={forget}>
              Back to the saved rules
            </button>
          </p>
        )}
      </section>
      <Preview query={preview} isChanged={isChanged} />
    </div>
  )
}

type SaveProps = { draft: Rules; saved: Rules; canSave: boolean; isConfirmed: boolean }

function Save({ draft, saved, canSave, isConfirmed }: SaveProps) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (rules: Rules) => api('PUT /v1/rules', { body: rules }),
    onSuccess: (answer, rules) => {
      queries.setQueryData(['rules'], answer)
      if (rules === saved) say('The rules are as they were before.')
      else
        say(
          'Saved. Every coming meeting is decided anew.',
          isConfirmed ? () => save.mutate(saved) : undefined,
        )
    },
    onError: sayTrouble,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['preview'] })
      return queries.invalidateQueries({ queryKey: ['upcoming'] })
    },
  })
  return (
    <button
      type="button"
      className="button primary"
      style={{ justifySelf: 'start' }}
      disabled={!canSave || save.isPending}
      onClick={() => save.mutate(draft)}
    >
      {isConfirmed ? 'Save the rules' : 'Save and confirm'}
    </button>
  )
}
