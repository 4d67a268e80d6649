/** What models have used in a month, and the most that they may: for owners and admins. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Answer, api } from '../api.ts'
import { useMe } from '../me.ts'
import { dollars } from '../meeting/writer.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

type Used = Answer<'GET /v1/model-usage'>
const purposes: Record<string, string> = {
  ...{ summary: 'Summaries', report: 'Reports', ask: 'Questions', brief: 'Briefs' },
  ...{ guidance: 'Hints while it runs', embedding: 'Search by meaning' },
}

export function ModelUsage({ month }: { month: string }) {
  const { organization } = useMe()
  const isAdmin = organization !== null && organization.role !== 'member'
  const query = useQuery({
    queryKey: ['usage', 'model', month],
    queryFn: () => api('GET /v1/model-usage', { query: { month } }),
    enabled: isAdmin,
  })
  if (!isAdmin) return null
  return (
    <section className="day">
      <h2>Models</h2>
      <div className="card stack">
        <Loaded query={query} rows={0}>
          {(used) => (
            <>
              {used.rows.length === 0 ? (
                <p className="quiet">
                  No model was asked in this month. What was written, rules have written.
                </p>
              ) : (
                <Rows used={used} />
              )}
              <Budget key={`${used.budget.monthlyTokens} ${used.budget.monthlyUsd}`} used={used} />
            </>
          )}
        </Loaded>
      </div>
    </section>
  )
}

type Row = Used['rows'][number]
const tokensOf = ({ promptTokens, completionTokens }: Row) => promptTokens + completionTokens
const number = (value: number) => value.toLocaleString('en')

function Rows({ used: { rows, budget } }: { used: Used }) {
  const tokens = rows.reduce((sum, row) => sum + tokensOf(row), 0)
  const isPriced = rows.some(({ costUsd }) => costUsd !== null)
  const usd = rows.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)
  return (
    <>
      <p>
        {number(tokens)} tokens{isPriced && `, ${dollars(usd)}`}
        {!isPriced && (
          <span className="quiet">; what they cost is not known: no price is set on this server</span>
        )}
      </p>
      <Bar used={tokens} most={budget.monthlyTokens} word="tokens" show={number} />
      <Bar used={usd} most={budget.monthlyUsd} word="money" show={dollars} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled sideways must be reachable by keyboard */}
      <section className="table-wrap" tabIndex={0} aria-label="What models were asked for">
        <table>
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col" className="num roomy">
                Asked
              </th>
              <th scope="col" className="num">
                Tokens
              </th>
              <th scope="col" className="num">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.purpose + row.model}>
                <td style={{ overflowWrap: 'anywhere' }}>
                  {purposes[row.purpose] ?? row.purpose} <span className="small quiet">{row.model}</span>
                </td>
                <td className="num roomy">{count(row.times, 'time')}</td>
                <td className="num">{number(tokensOf(row))}</td>
                <td className="num">{row.costUsd === null ? 'not known' : dollars(row.costUsd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

type BarProps = { used: number; most: number | null; word: string; show: (value: number) => string }

function Bar({ used, most, word, show }: BarProps) {
  if (most === null) return null
  return (
    <div className="stack-tight">
      <p className="small">
        {show(used)} of {show(most)} of this month’s {word}
        {used >= most && ': used up, rules write until the next month'}
      </p>
      <div className="meter" aria-hidden>
        <span style={{ width: `${Math.min(100, (100 * used) / Math.max(most, Number.EPSILON))}%` }} />
      </div>
    </div>
  )
}

function Budget({ used: { budget } }: { used: Used }) {
  const queries = useQueryClient()
  const [tokens, setTokens] = useState(asText(budget.monthlyTokens))
  const [usd, setUsd] = useState(asText(budget.monthlyUsd))
  const save = useMutation({
    mutationFn: () =>
      api('PATCH /v1/model-budget', {
        body: { monthlyTokens: asNumber(tokens), monthlyUsd: asNumber(usd) },
      }),
    onSuccess: () =>
      say(tokens === '' && usd === '' ? 'Models have no limit any more.' : 'The limit counts from now on.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['usage', 'model'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="stack-tight" onSubmit={submit}>
      <p className="quiet">
        The most in a calendar month (UTC). Above it rules write, and say so. Empty: no limit.
      </p>
      <div className="cluster">
        <label>
          Tokens{' '}
          <input
            className="input short"
            type="number"
            min={0}
            step={1}
            placeholder="no limit"
            value={tokens}
            onChange={({ target }) => setTokens(target.value)}
          />
        </label>
        <label>
          US dollars{' '}
          <input
            className="input short"
            type="number"
            min={0}
            step="any"
            placeholder="no limit"
            value={usd}
            onChange={({ target }) => setUsd(target.value)}
          />
        </label>
        <button type="submit" className="button" disabled={save.isPending}>
          Set
        </button>
      </div>
    </form>
  )
}

const asText = (value: number | null) => (value === null ? '' : String(value))
const asNumber = (text: string) => (text.trim() === '' ? null : Number(text))
