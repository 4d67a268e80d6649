/** Who is invited: initials, people from outside marked by colour and in words. */
import type { Meeting } from '../queries.ts'
import { count, domainOf, initialsOf } from '../text.ts'

type Person = Meeting['people'][number]
const SHOWN = 4

export function Faces({ people, home }: { people: readonly Person[]; home: string | undefined }) {
  if (people.length === 0) return null
  const isOutside = ({ email }: Person) => home !== undefined && domainOf(email) !== home
  const outside = people.filter(isOutside).length
  const names = people.map(
    (person) => (person.name ?? person.email) + (isOutside(person) ? ' (outside)' : ''),
  )
  return (
    <span className="cluster" style={{ gap: 6 }} title={names.join('\n')}>
      <span className="people" aria-hidden>
        {people.slice(0, SHOWN).map((person) => (
          <i key={person.email} className={isOutside(person) ? 'face outside' : 'face'}>
            {initialsOf(person.name, person.email)}
          </i>
        ))}
        {people.length > SHOWN && <i className="face">+{people.length - SHOWN}</i>}
      </span>
      <span className="hidden">{names.join(', ')}</span>
      {outside > 0 && <span className="small nowrap">{count(outside, 'guest')} from outside</span>}
    </span>
  )
}
