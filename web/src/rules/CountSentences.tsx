/** How many people, how long: numbers that may be left open. */
import { useEffect, useState } from 'react'
import { lengthOf } from '../text.ts'
import { Sentence, useEditing } from './Sentence.tsx'

export function PeopleCountSentence() {
  const { rules, set } = useEditing()
  return (
    <Sentence names={['minInvitees', 'maxInvitees']} about="How many people">
      <p>
        Join when at least{' '}
        <Count
          label="At least so many people"
          value={rules.minInvitees}
          onChange={(minInvitees) => set({ minInvitees })}
        />{' '}
        and at most{' '}
        <Count
          label="At most so many people"
          value={rules.maxInvitees}
          onChange={(maxInvitees) => set({ maxInvitees })}
        />{' '}
        people are invited, me included.
      </p>
    </Sentence>
  )
}

const LENGTHS = [30, 45, 60, 90, 120, 180, 240, 360, 480]

export function LengthSentence() {
  const { rules, set } = useEditing()
  const { maxMinutes } = rules
  const options = maxMinutes === null || LENGTHS.includes(maxMinutes) ? LENGTHS : [...LENGTHS, maxMinutes]
  return (
    <Sentence names={['maxMinutes']} about="How long">
      <p>
        Join meetings of{' '}
        <select
          className="input short"
          aria-label="How long at most"
          value={maxMinutes ?? ''}
          onChange={({ target }) => set({ maxMinutes: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">any length</option>
          {options.map((minutes) => (
            <option key={minutes} value={minutes}>
              at most {lengthOf(minutes * 60)}
            </option>
          ))}
        </select>
      </p>
    </Sentence>
  )
}

type CountProps = { label: string; value: number | null; onChange: (value: number | null) => void }

/** A number or nothing. What makes no sense is not passed on, and put right when one leaves the field. */
function Count({ label, value, onChange }: CountProps) {
  const [text, type] = useState(value === null ? '' : String(value))
  useEffect(() => type(value === null ? '' : String(value)), [value])
  const hear = (typed: string) => {
    type(typed)
    const number = Number(typed)
    if (typed === '') onChange(null)
    else if (Number.isInteger(number) && number > 0 && number <= 1_000) onChange(number)
  }
  return (
    <input
      className="input count"
      type="number"
      min={1}
      max={1_000}
      placeholder="any"
      aria-label={label}
      value={text}
      onChange={({ target }) => hear(target.value)}
      onBlur={() => type(value === null ? '' : String(value))}
    />
  )
}
