/** What to stress in which kind of conversation: one's own templates, the organization's, and those that come along. */
import '../styles/notes.css'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../me.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { DeleteTemplate } from '../templates/DeleteTemplate.tsx'
import { type Draft, EditTemplate } from '../templates/EditTemplate.tsx'
import { scopes, scopeWords, type Template, templates, typeName } from '../templates/queries.ts'

const NEW: Draft = { id: null, name: '', description: '', conversationType: null, instructions: '' }

export default function TemplatesPage() {
  const [draft, edit] = useState<Draft | null>(null)
  const [leaving, remove] = useState<Template | null>(null)
  const query = useQuery(templates)
  return (
    <Page
      title="Templates"
      lead="What a summary or a report is to stress, by kind of conversation."
      actions={
        <button type="button" className="button primary" onClick={() => edit(NEW)}>
          <Plus size={16} aria-hidden /> New template
        </button>
      }
    >
      <Loaded query={query} rows={5}>
        {({ templates: all }) =>
          scopes.map((scope) => (
            <Group
              key={scope}
              scope={scope}
              list={all.filter((template) => template.scope === scope)}
              onEdit={edit}
              onRemove={remove}
            />
          ))
        }
      </Loaded>
      {draft && <EditTemplate draft={draft} known={query.data?.templates ?? []} onClose={() => edit(null)} />}
      {leaving && <DeleteTemplate template={leaving} onClose={() => remove(null)} />}
    </Page>
  )
}

type On = { onEdit: (draft: Draft) => void; onRemove: (template: Template) => void }

const empty = {
  personal: 'None yet. Write one, or duplicate one of those below and change it.',
  organization: 'None yet. An admin can write one for everybody.',
  system: '',
}

const Group = ({
  scope,
  list,
  ...on
}: { scope: (typeof scopes)[number]; list: readonly Template[] } & On) => (
  <section className="day">
    <h2>{scopeWords[scope]}</h2>
    {list.length === 0 ? (
      <p className="quiet">{empty[scope]}</p>
    ) : (
      <ul className="card flush">
        {list.map((template) => (
          <Row key={template.id} template={template} {...on} />
        ))}
      </ul>
    )}
  </section>
)

function Row({ template, onEdit, onRemove }: { template: Template } & On) {
  const { organization } = useMe()
  const { scope, name, description, conversationType, instructions } = template
  const isAdmin = organization !== null && organization.role !== 'member'
  const mayChange = scope === 'personal' || (scope === 'organization' && isAdmin)
  return (
    <li className="row with-actions">
      <div className="row-body">
        <p>
          <b>
            <bdi>{name}</bdi>
          </b>
          {conversationType && <span className="tag">{typeName(conversationType)}</span>}
        </p>
        {description && (
          <p className="quiet" dir="auto">
            {description}
          </p>
        )}
        <p className="small" dir="auto">
          {instructions}
        </p>
      </div>
      <div className="row-actions cluster">
        <Act
          word="Duplicate"
          name={name}
          onAct={() => onEdit({ ...template, id: null, name: `${name} (copy)` })}
        />
        {mayChange && <Act word="Edit" name={name} onAct={() => onEdit(template)} />}
        {mayChange && <Act word="Delete" name={name} isDanger onAct={() => onRemove(template)} />}
      </div>
    </li>
  )
}

type ActProps = { word: string; name: string; isDanger?: boolean; onAct: () => void }

const Act = ({ word, name, isDanger, onAct }: ActProps) => (
  <button
    type="button"
    className={isDanger ? 'button small-button danger' : 'button small-button'}
    onClick={onAct}
  >
    {word}
    <span className="hidden"> {name}</span>
  </button>
)
