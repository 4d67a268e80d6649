/** Where did we talk about it? Places that match, in their meeting; or an answer that is made of what stands there. */
import '../styles/points.css'
import '../styles/search.css'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Link, useSearchParams } from '../router/router.tsx'
import { AnswerCard } from '../search/AnswerCard.tsx'
import { type Filters, filtersOf, inAddress, inQuery, isNarrowed } from '../search/filters.ts'
import { Results } from '../search/Results.tsx'
import { SearchForm } from '../search/SearchForm.tsx'

const FIRST = 20
const MOST = 50

export default function SearchPage() {
  const [params, setParams] = useSearchParams()
  const filters = filtersOf(params)
  const isAsked = params.has('ask')
  return (
    <Page
      title="Search"
      lead="In the titles, summaries, lines and documents of every meeting that you may see."
    >
      <SearchForm
        filters={filters}
        onSearch={(next, isQuestion) => setParams({ ...inAddress(next), ...(isQuestion && { ask: 'yes' }) })}
      />
      {filters.q === '' && <Hints />}
      {filters.q !== '' && isAsked && <AnswerCard filters={filters} />}
      {filters.q !== '' && <Lines key={params.toString()} filters={filters} isAsked={isAsked} />}
    </Page>
  )
}

function Lines({ filters, isAsked }: { filters: Filters; isAsked: boolean }) {
  const [limit, setLimit] = useState(FIRST)
  const query = useQuery({
    queryKey: ['search', filters, limit],
    queryFn: () => api('GET /v1/search', { query: { q: filters.q, limit, ...inQuery(filters) } }),
    placeholderData: (before) => before, // more of the same: what is on screen stays
  })
  const inSeries = (series: string) => `/search?${new URLSearchParams(inAddress({ ...filters, series }))}`
  return (
    <Loaded query={query}>
      {({ results, mode }) =>
        results.length === 0 ? (
          <NothingFound filters={filters} />
        ) : (
          <>
            {isAsked && <h2 className="spaced">Where it stands</h2>}
            <Results results={results} inSeries={filters.series ? null : inSeries} />
            {results.length === limit && limit < MOST && (
              <button
                type="button"
                className="button"
                disabled={query.isFetching}
                onClick={() => setLimit(MOST)}
              >
                Show more
              </button>
            )}
            {mode === 'lexical' && (
              <p className="small quiet">Found by its words alone: this server does not compare meanings.</p>
            )}
          </>
        )
      }
    </Loaded>
  )
}

const Hints = () => (
  <Empty icon={Search} title="Find it again">
    Words find the lines in which they were said, each with what was said around it. A question, with Ask, is
    answered out of your meetings and their documents: with what the answer rests on, or not at all.
  </Empty>
)

const NothingFound = ({ filters }: { filters: Filters }) => (
  <Empty
    icon={Search}
    title="Nothing was found"
    action={
      isNarrowed(filters) && (
        <Link className="button" to={`/search?${new URLSearchParams({ q: filters.q })}`}>
          Search everywhere
        </Link>
      )
    }
  >
    Other words may help. Only meetings that you may see are searched, once they are over, and what was
    brought to them.
  </Empty>
)
