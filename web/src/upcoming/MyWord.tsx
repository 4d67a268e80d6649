/** One's own word about a meeting, and about its whole series: yes, no, or back to the rules. */
import type { Meeting } from '../queries.ts'
import { type Scope, useOverride } from './use-override.ts'

const choices = [
  { word: true, name: 'Join' },
  { word: false, name: 'Skip' },
  { word: null, name: 'My rules' },
] as const

export function MyWord({ meeting }: { meeting: Meeting }) {
  if (!meeting.canOverride)
    return <p className="wide-part quiet">What stands in its way is beyond your word: see below.</p>
  return (
    <section className="wide-part cluster" style={{ gap: 20 }}>
      <Choice
        meeting={meeting}
        scope="event"
        title={meeting.isRecurring ? 'Only this one' : 'This meeting'}
      />
      {meeting.isRecurring && <Choice meeting={meeting} scope="series" title="The whole series" />}
    </section>
  )
}

function Choice({ meeting, scope, title }: { meeting: Meeting; scope: Scope; title: string }) {
  const decide = useOverride()
  const said = meeting.said[scope]
  return (
    <fieldset className="choice">
      <legend>{title}</legend>
      {choices.map(({ word, name }) => (
        <button
          key={name}
          type="button"
          aria-pressed={said === word}
          onClick={() => said !== word && decide(meeting, scope, word)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
