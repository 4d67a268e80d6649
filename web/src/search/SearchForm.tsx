/** Words or a question, and what to narrow it down to. */

import { useQuery } from '@tanstack/react-query'
import { MessageCircleQuestion, Search, X } from 'lucide-react'
import { type FormEvent, useEffect, useRef } from 'react'
import { onKey } from '../parts/Keys.tsx'
import { kindsIn, templates, typeName } from '../templates/queries.ts'
import { platformName } from '../text.ts'
import { type Filters, filtersOf, isNarrowed } from './filters.ts'

const platforms = ['zoom', 'google_meet', 'teams', 'webex', 'goto']

type Props = {
  filters: Filters
  onSearch: (filters: Filters, isQuestion: boolean) => void
}

export function SearchForm({ filters, onSearch }: Props) {
  const { q, person, from, to, platform, series, type } = filters
  const kinds = kindsIn(useQuery(templates).data, type)
  const shown = Object.values(filters).join('\n')
  const field = useSearchField(shown)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent // what a form's submit event is
    const isQuestion = submitter instanceof HTMLButtonElement && submitter.value === 'ask'
    onSearch(filtersOf(new FormData(event.currentTarget)), isQuestion)
  }
  return (
    <search>
      <form className="card stack-tight spaced" onSubmit={submit} key={shown}>
        <div className="search">
          <input
            className="input"
            type="search"
            name="q"
            aria-label="Words or a question"
            placeholder="Words, or a question"
            defaultValue={q}
            maxLength={500}
            required
            dir="auto"
            ref={field}
          />
          <button type="submit" className="button primary" value="search">
            <Search size={16} aria-hidden /> Search
          </button>
          <button type="submit" className="button" value="ask">
            <MessageCircleQuestion size={16} aria-hidden /> Ask
          </button>
        </div>
        <details open={isNarrowed(filters)}>
          <summary className="small">Narrow it down</summary>
          <div className="narrow">
            <label>
              With whom
              <input
                className="input"
                name="person"
                placeholder="Name, address or domain"
                defaultValue={person}
                maxLength={200}
                autoComplete="off"
              />
            </label>
            <label>
              From
              <input className="input" type="date" name="from" defaultValue={from} />
            </label>
            <label>
              Until
              <input className="input" type="date" name="to" defaultValue={to} />
            </label>
            <label>
              Where
              <select className="input" name="platform" defaultValue={platform}>
                <option value="">Everywhere</option>
                {platforms.map((name) => (
                  <option key={name} value={name}>
                    {platformName(name)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Kind
              <select className="input" name="type" defaultValue={type} key={kinds.length}>
                <option value="">Every kind</option>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {typeName(kind)}
                  </option>
                ))}
              </select>
            </label>
            {series && (
              <button
                type="button"
                className="chip"
                onClick={() => onSearch({ ...filters, series: '' }, false)}
              >
                Only one series <X size={12} aria-label="Take away" />
              </button>
            )}
          </div>
        </details>
        <input type="hidden" name="series" value={series} />
      </form>
    </search>
  )
}

/** Whoever comes here comes to type; the key leads back to the field. */
/** Other filters are another form, in which nothing has the focus; where one types with a thumb, it is let go. */
function useSearchField(shown: string) {
  const field = useRef<HTMLInputElement>(null)
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that the form is another one
  useEffect(() => {
    if (isFirst.current || matchMedia('(hover: hover)').matches) field.current?.focus()
    isFirst.current = false
  }, [shown])
  useEffect(
    () =>
      onKey((key, _, event) => {
        if (key !== '/') return
        event.preventDefault() // the sign is not typed
        field.current?.focus()
        field.current?.select()
      }),
    [],
  )
  return field
}
