/** One labelled input, with its hint and what the server said about it. */
import { type InputHTMLAttributes, useId } from 'react'
import { Problem } from '../api.ts'

type Props = InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: string; error?: Error | null }

export function Field({ label, hint, error, ...input }: Props) {
  const id = useId()
  const trouble = troubleOf(error, input.name)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} aria-invalid={trouble !== undefined} aria-describedby={`${id}-hint`} />
      <span id={`${id}-hint`} className={trouble ? 'field-trouble' : 'small quiet'}>
        {trouble ?? hint}
      </span>
    </div>
  )
}

/** What the server said about this field, if it said anything about it. */
export const troubleOf = (error: Error | null | undefined, name: string | undefined) =>
  error instanceof Problem
    ? error.fields.find(({ path }) => path === name || path.endsWith(`.${name}`))?.message
    : undefined
