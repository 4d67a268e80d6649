/** A list of words that can grow and shrink. */
import { Plus, X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { troubleOf } from '../parts/Field.tsx'

type Props = {
  label: string
  placeholder: string
  words: readonly string[]
  onChange: (words: string[]) => void
  error: Error | null
  name: string
  isLower?: boolean
}

export function Words({ label, placeholder, words, onChange, error, name, isLower = false }: Props) {
  const [text, type] = useState('')
  const id = useId()
  const trouble =
    troubleOf(error, name) ?? words.map((_, at) => troubleOf(error, `${name}.${at}`)).find(Boolean)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const word = isLower ? text.trim().toLowerCase() : text.trim()
    if (word !== '' && !words.includes(word)) onChange([...words, word])
    type('')
  }
  return (
    <>
      <ul className="cluster words" aria-label={label}>
        {words.map((word) => (
          <li key={word} className="word">
            <bdi>{word}</bdi>
            <button
              type="button"
              aria-label={`Remove ${word}`}
              onClick={() => onChange(words.filter((other) => other !== word))}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <form className="cluster" style={{ flexWrap: 'nowrap' }} onSubmit={add}>
        <input
          id={id}
          className="input"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          onChange={({ target }) => type(target.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === ''}>
          <Plus size={16} aria-hidden /> Add
        </button>
      </form>
      {trouble && (
        <p className="field-trouble" role="alert">
          {trouble}
        </p>
      )}
    </>
  )
}
