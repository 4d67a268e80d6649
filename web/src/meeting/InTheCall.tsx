/** Who is in the call, who has left it, and who was only there for a while. */
import { useQuery } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'
import type { Session } from '../queries.ts'
import { count, positionOf } from '../text.ts'

type Person = Answer<'GET /v1/sessions/{id}/people'>['people'][number]

/** Of a large call, the first. */
const SHOWN = 12

export function InTheCall({ session: { id }, isRunning }: { session: Session; isRunning: boolean }) {
  const { data } = useQuery({
    queryKey: ['session', id, 'people'],
    queryFn: () => api('GET /v1/sessions/{id}/people', { params: { id } }),
  })
  if (!data || data.people.length === 0) return null
  const here = data.people.filter(({ isHere }) => isHere)
  const gone = data.people.filter(({ isHere }) => !isHere)
  return (
    <section className="card stack-tight aside" aria-label="In the call">
      <h3>
        {isRunning
          ? `In the call · ${here.length}`
          : `${count(gone.length, 'person was', 'people were')} there`}
      </h3>
      {isRunning && <People people={here} />}
      {isRunning && gone.length > 0 && <h4 className="small quiet">Left</h4>}
      <People people={gone} />
    </section>
  )
}

function People({ people }: { people: readonly Person[] }) {
  const rest = people.slice(SHOWN)
  return (
    <>
      <ul className="in-call">
        {people.slice(0, SHOWN).map((person) => (
          <One key={person.name} person={person} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details className="small">
          <summary>{count(rest.length, 'more person', 'more people')}</summary>
          <ul className="in-call">
            {rest.map((person) => (
              <One key={person.name} person={person} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const One = ({ person }: { person: Person }) => (
  <li>
    <span className="presence" data-here={person.isHere} aria-hidden />
    <span>
      <bdi>{person.name}</bdi>
      {person.isHost && <span className="tag">host</span>}
    </span>
    <span className="figures small quiet">{timesOf(person)}</span>
  </li>
)

/** Whoever was there from the start to the end needs no times. */
function timesOf({ joinedAtSeconds, leftAtSeconds, isHere }: Person): string {
  const from = joinedAtSeconds !== null && joinedAtSeconds >= 1 ? positionOf(joinedAtSeconds) : null
  if (isHere) return from ? `since ${from}` : ''
  if (leftAtSeconds === null) return from ? `from ${from}` : ''
  return from ? `${from}–${positionOf(leftAtSeconds)}` : `until ${positionOf(leftAtSeconds)}`
}
