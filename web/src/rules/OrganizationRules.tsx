/** What admins set for everybody: each rule is left to the person, or set and locked; and what nobody may override. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, api } from '../api.ts'
import type { Rules } from '../queries.ts'
import { dateOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { OnlyForAll } from './OnlyForAll.tsx'
import { Preview } from './Preview.tsx'
import { EditingProvider, type RuleName } from './Sentence.tsx'
import { Sentences } from './Sentences.tsx'
import { isSame, usePaused } from './use-draft.ts'

type Policies = Answer<'GET /v1/policies'>
type Draft = Policies['rules']

export function OrganizationRules({ policies }: { policies: Policies }) {
  const saved = policies.rules
  const [draft, edit] = useState<Draft>(saved)
  const asked = usePaused(draft)
  const preview = useQuery({
    queryKey: ['preview', 'organization', asked],
    queryFn: () => api('POST /v1/policies/preview', { body: asked }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const isChanged = !isSame(inOrder(draft), inOrder(saved))
  return (
    <div className="beside">
      <section className="card stack">
        <OnlyForAll draft={draft} onEdit={edit} error={preview.error} />
        <Locks policies={policies} draft={draft} onEdit={edit} error={preview.error} />
        <Authors authors={policies.authors} />
        <Save draft={draft} saved={saved} canSave={isChanged} />
      </section>
      <Preview query={preview} isChanged={isChanged} />
    </div>
  )
}

type LocksProps = { policies: Policies; draft: Draft; onEdit: (draft: Draft) => void; error: Error | null }

function Locks({ policies: { proposed }, draft, onEdit, error }: LocksProps) {
  const onSet = (names: RuleName[], isSet: boolean) => {
    const entries = Object.entries(draft).filter(([name]) => !names.some((one) => one === name))
    const added = isSet ? names.map((name) => [name, proposed[name]] as const) : []
    onEdit(Object.fromEntries([...entries, ...added]))
  }
  const editing = {
    rules: { ...proposed, ...draft },
    set: (change: Partial<Rules>) => onEdit({ ...draft, ...change }),
    error,
    warnings: [],
    lockedBy: () => null,
    forEverybody: { isSet: (name: RuleName) => draft[name] !== undefined, onSet },
  }
  return (
    <div className="stack">
      <div>
        <h2>Set for everybody</h2>
        <p className="small quiet">
          What is set here stands in place of each person’s own rule, and their word on a meeting does not
          beat it.
        </p>
      </div>
      <EditingProvider value={editing}>
        <Sentences />
      </EditingProvider>
    </div>
  )
}

function Save({ draft, saved, canSave }: { draft: Draft; saved: Draft; canSave: boolean }) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (rules: Draft) => api('PUT /v1/policies', { body: rules }),
    onSuccess: (_, rules) =>
      rules === saved
        ? say('The organization’s rules are as they were before.')
        : say('Saved. Everybody’s meetings are being decided anew.', () => save.mutate(saved)),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className={canSave ? 'save-bar stuck' : 'save-bar'}>
      <button
        type="button"
        className="button primary"
        disabled={!canSave || save.isPending}
        onClick={() => save.mutate(draft)}
      >
        Save for everybody
      </button>
    </div>
  )
}

const Authors = ({ authors }: Pick<Policies, 'authors'>) => {
  const latest = authors.at(-1)
  if (!latest) return null
  return (
    <p className="small quiet">
      Last changed by {latest.setBy} on {dateOf(latest.setAt)}.
    </p>
  )
}

const inOrder = (draft: Draft) => Object.entries(draft).sort(([a], [b]) => a.localeCompare(b))
