/** At any time, or only for meetings that begin within one's working hours. */
import type { Rules } from '../queries.ts'
import { Sentence, useEditing } from './Sentence.tsx'

type Hours = NonNullable<Rules['workingHours']>
const here = (): Hours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '18:00',
})
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export function HoursSentence() {
  const { rules, set } = useEditing()
  const hours = rules.workingHours
  return (
    <Sentence names={['workingHours']} about="At which times">
      <p>
        Join meetings that begin{' '}
        <select
          className="input short"
          aria-label="At which times"
          value={hours === null ? 'any' : 'hours'}
          onChange={({ target }) => set({ workingHours: target.value === 'any' ? null : here() })}
        >
          <option value="any">at any time</option>
          <option value="hours">within my working hours</option>
        </select>
      </p>
      {hours !== null && <HoursOf hours={hours} onChange={(workingHours) => set({ workingHours })} />}
    </Sentence>
  )
}

function HoursOf({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const toggle = (day: number) => {
    const chosen = hours.days.includes(day) ? hours.days.filter((one) => one !== day) : [...hours.days, day]
    if (chosen.length > 0) onChange({ ...hours, days: chosen.sort((a, b) => a - b) })
  }
  return (
    <div className="cluster">
      <span className="choice">
        {days.map((name, at) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            aria-pressed={hours.days.includes(at + 1)}
            onClick={() => toggle(at + 1)}
          >
            {name.slice(0, 2)}
          </button>
        ))}
      </span>
      <span className="cluster nowrap">
        <Time label="From" value={hours.from} onChange={(from) => onChange({ ...hours, from })} /> –
        <Time label="Until" value={hours.to} onChange={(to) => onChange({ ...hours, to })} />
      </span>
      <span className="small quiet">in {hours.timeZone.replaceAll('_', ' ')}</span>
    </div>
  )
}

type TimeProps = { label: string; value: string; onChange: (value: string) => void }
const Time = ({ label, value, onChange }: TimeProps) => (
  <input
    className="input short"
    type="time"
    aria-label={label}
    value={value}
    required
    onChange={({ target }) => target.value !== '' && onChange(target.value.slice(0, 5))}
  />
)
