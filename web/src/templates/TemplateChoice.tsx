/** Choose a template, in groups by whose it is; what it stresses stands below. */
import { useId } from 'react'
import { scopes, scopeWords, type Template } from './queries.ts'

type Props = {
  templates: readonly Template[]
  value: string
  onChoose: (id: string) => void
  /** What is stressed without one. */
  none: string
}

export function TemplateChoice({ templates, value, onChoose, none }: Props) {
  const id = useId()
  const chosen = templates.find((template) => template.id === value)
  return (
    <div className="field">
      <label htmlFor={id}>Template</label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChoose(target.value)}
      >
        <option value="">None</option>
        {scopes.map((scope) => {
          const list = templates.filter((template) => template.scope === scope)
          return (
            list.length > 0 && (
              <optgroup key={scope} label={scopeWords[scope]}>
                {list.map(({ id: one, name }) => (
                  <option key={one} value={one}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )
          )
        })}
      </select>
      <span className="small quiet" id={`${id}-hint`}>
        {chosen ? chosen.instructions : none}
      </span>
    </div>
  )
}
