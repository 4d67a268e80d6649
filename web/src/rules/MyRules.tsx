/** My own rules: edited as a draft, previewed while one edits, saved at once for every coming meeting. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'
import type { Rules } from '../queries.ts'
import { count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { Preview } from './Preview.tsx'
import { EditingProvider } from './Sentence.tsx'
import { Sentences } from './Sentences.tsx'
import { TryEvent } from './TryEvent.tsx'
import { isSame, useDraft, usePaused } from './use-draft.ts'

type Policies = Answer<'GET /v1/policies'>
type Props = { kept: Answer<'GET /v1/rules'>; policies: Policies }

export function MyRules({ kept, policies }: Props) {
  const { confirmedAt, pausedAt: _, warnings, ...saved } = kept
  const { draft, edit, forget } = useDraft(saved)
  const asked = usePaused(draft)
  const preview = useQuery({
    queryKey: ['preview', asked],
    queryFn: () => api('POST /v1/rules/preview', { body: asked }),
    placeholderData: keepPreviousData,
    staleTime: 0, // a word on one meeting changes it too
  })
  const isChanged = !isSame(draft, saved)
  const authors = new Map(policies.authors.map(({ setting, setBy }) => [setting, setBy]))
  const editing = {
    rules: { ...draft, ...policies.rules },
    set: (change: Partial<Rules>) => edit({ ...draft, ...change }),
    error: preview.error,
    warnings: preview.data?.warnings ?? warnings,
    lockedBy: (name: keyof Rules) => authors.get(name) ?? null,
  }
  return (
    <div className="beside">
      <section className="card stack">
        <EditingProvider value={editing}>
          <Sentences />
        </EditingProvider>
        <Save
          draft={draft}
          saved={saved}
          canSave={isChanged || confirmedAt === null}
          isConfirmed={confirmedAt !== null}
        >
          {isChanged && (
            <p className="small quiet">
              <span className="only-narrow">{flipsOf(preview.data?.meetings ?? [])} </span>
              Not saved yet; kept on this tab until you save it.{' '}
              <button type="button" className="link" onClick={forget}>
                Back to the saved rules
              </button>
            </p>
          )}
        </Save>
      </section>
      <div className="stack" style={{ gap: 32 }}>
        <Preview query={preview} isChanged={isChanged} />
        <TryEvent rules={draft} isChanged={isChanged} />
      </div>
    </div>
  )
}

/** Beside the rules on a wide screen; on a narrow one the list stands far below, so the bar says it too. */
const flipsOf = (meetings: readonly { wantsNow: boolean; wouldWant: boolean }[]) =>
  `${count(meetings.filter(({ wantsNow, wouldWant }) => wantsNow !== wouldWant).length, 'meeting')} would change.`

type SaveProps = {
  draft: Rules
  saved: Rules
  canSave: boolean
  isConfirmed: boolean
  children: React.ReactNode
}

/** Always within reach, however long the list of rules is. */
function Save({ draft, saved, canSave, isConfirmed, children }: SaveProps) {
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
    <div className={canSave ? 'save-bar stuck' : 'save-bar'}>
      <button
        type="button"
        className="button primary"
        disabled={!canSave || save.isPending}
        onClick={() => save.mutate(draft)}
      >
        {isConfirmed ? 'Save the rules' : 'Save and confirm'}
      </button>
      {children}
    </div>
  )
}
