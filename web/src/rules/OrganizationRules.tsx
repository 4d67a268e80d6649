/** What admins set for everybody: each rule is left to the person, or set and locked; and what nobody may override. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type Answer, api } from '../api.ts'
import { policies as policiesQuery, type Rules } from '../queries.ts'
import { dateOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { changedIn, nameOf, onTopOf } from './merge.ts'
import { OnlyForAll } from './OnlyForAll.tsx'
import { Preview } from './Preview.tsx'
import { EditingProvider, type RuleName } from './Sentence.tsx'
import { Sentences } from './Sentences.tsx'
import { isSame, usePaused } from './use-draft.ts'

type Policies = Answer<'GET /v1/policies'>
type Draft = Policies['rules']

export function OrganizationRules({ policies }: { policies: Policies }) {
  const { draft, edit, base, takeOver } = useBasedDraft(policies)
  const asked = usePaused(draft)
  const preview = useQuery({
    queryKey: ['preview', 'organization', asked],
    queryFn: () => api('POST /v1/policies/preview', { body: asked }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const isChanged = !isSame(inOrder(draft), inOrder(base.rules))
  const isOvertaken = base.version !== policies.version
  return (
    <div className="beside">
      <section className="card stack">
        <OnlyForAll draft={draft} onEdit={edit} error={preview.error} />
        <Locks policies={policies} draft={draft} onEdit={edit} error={preview.error} />
        <Authors authors={policies.authors} />
        <Save draft={draft} base={base} canSave={isChanged && !isOvertaken}>
          {isOvertaken && <Overtaken base={base} draft={draft} theirs={policies} onTake={takeOver} />}
        </Save>
      </section>
      <Preview query={preview} isChanged={isChanged} />
    </div>
  )
}

/**
 * What is being edited, and what it was edited from. Where nothing of one's own would be lost, what another admin saves
 * is taken over as it arrives.
 */
function useBasedDraft(policies: Policies) {
  const [base, setBase] = useState(policies)
  const [draft, edit] = useState<Draft>(policies.rules)
  const takeOver = (rules: Draft) => {
    setBase(policies)
    edit(rules)
  }
  const isMine = [base.rules, policies.rules].every((rules) => !isSame(inOrder(draft), inOrder(rules)))
  if (base.version !== policies.version && !isMine) takeOver(policies.rules)
  return { draft, edit, base, takeOver }
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

type SaveProps = { draft: Draft; base: Policies; canSave: boolean; children: ReactNode }
type Saving = { rules: Draft; readAs: string; isUndo?: boolean }

/** What another admin saved meanwhile is never overwritten unseen: the server refuses, and the page shows it. */
function Save({ draft, base, canSave, children }: SaveProps) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ rules, readAs }: Saving) => api('PUT /v1/policies', { body: rules, query: { readAs } }),
    onSuccess: (saved, { isUndo }) => {
      queries.setQueryData(policiesQuery.queryKey, saved)
      if (isUndo) say('The organization’s rules are as they were before.')
      else
        say('Saved. Everybody’s meetings are being decided anew.', () =>
          save.mutate({ rules: base.rules, readAs: saved.version, isUndo: true }),
        )
    },
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className={canSave || children ? 'save-bar stuck' : 'save-bar'}>
      <button
        type="button"
        className="button primary"
        disabled={!canSave || save.isPending}
        onClick={() => save.mutate({ rules: draft, readAs: base.version })}
      >
        Save for everybody
      </button>
      {children}
    </div>
  )
}

type OvertakenProps = {
  base: Policies
  draft: Draft
  theirs: Policies
  onTake: (rules: Draft) => void
}

function Overtaken({ base, draft, theirs, onTake }: OvertakenProps) {
  const latest = theirs.authors.at(-1)
  const isNew = latest !== undefined && latest.setAt !== base.authors.at(-1)?.setAt
  return (
    <div className="note amber" role="alert">
      <TriangleAlert size={18} aria-hidden />
      <div className="stack-tight">
        <p>
          {isNew ? `${latest.setBy} has` : 'Somebody has'} changed this while you were at it:{' '}
          {changedIn(base.rules, theirs.rules).map(nameOf).join(', ')}. Nothing of yours is saved yet.
        </p>
        <p className="cluster">
          <button
            type="button"
            className="button"
            onClick={() => onTake(onTopOf(base.rules, draft, theirs.rules))}
          >
            Put my changes on top
          </button>
          <button type="button" className="button plain" onClick={() => onTake(theirs.rules)}>
            Let mine go
          </button>
        </p>
      </div>
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
