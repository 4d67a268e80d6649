/** Which meetings one wants to see: a row of filters with their numbers, and words. */
import { Search } from 'lucide-react'
import type { Meeting } from '../queries.ts'
import { counts, type Filter, filterNames, filters } from './filters.ts'

type Props = {
  meetings: readonly Meeting[]
  home: string | undefined
  filter: Filter
  words: string
  onFilter: (filter: Filter) => void
  onWords: (words: string) => void
}

export function Filters({ meetings, home, filter, words, onFilter, onWords }: Props) {
  const count = counts(meetings, home)
  return (
    <search className="filters">
      <fieldset className="choice">
        <legend className="hidden">Show</legend>
        {filters
          .filter((name) => name === 'all' || name === filter || count[name] > 0)
          .map((name) => (
            <button key={name} type="button" aria-pressed={name === filter} onClick={() => onFilter(name)}>
              {filterNames[name]} <span className="figures quiet">{count[name]}</span>
            </button>
          ))}
      </fieldset>
      <label className="with-icon">
        <Search size={16} aria-hidden />
        <span className="hidden">Title or person</span>
        <input
          className="input"
          type="search"
          placeholder="Title or person"
          value={words}
          onChange={({ target }) => onWords(target.value)}
        />
      </label>
    </search>
  )
}
