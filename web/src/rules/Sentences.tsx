/** The rules, each a sentence with its one thing to change. */
import { useState } from 'react'
import type { Rules } from '../queries.ts'
import { Switch } from './Switch.tsx'
import { Words } from './Words.tsx'

type Props = { rules: Rules; onEdit: (rules: Rules) => void; error: Error | null }

export function RuleSentences({ rules, onEdit, error }: Props) {
  const set = (change: Partial<Rules>) => onEdit({ ...rules, ...change })
  return (
    <ol className="rules">
      <li>
        <div className="cluster" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
          <p>
            <b>
              {rules.autoJoinEnabled ? 'Join my meetings by themselves' : 'Join only the meetings I choose'}
            </b>
          </p>
          <Switch
            label="Join my meetings by themselves"
            isOn={rules.autoJoinEnabled}
            onChange={(autoJoinEnabled) => set({ autoJoinEnabled })}
          />
        </div>
      </li>
      <li>
        <p>
          The bot arrives{' '}
          <Minutes
            value={rules.joinBufferMinutes}
            onChange={(joinBufferMinutes) => set({ joinBufferMinutes })}
          />{' '}
          before the start.
        </p>
      </li>
      <li className="stack-tight">
        <p>Never join when the title contains …</p>
        <Words
          label="Words that keep the bot out"
          placeholder="A word, such as 1:1 or private"
          words={rules.excludedKeywords}
          onChange={(excludedKeywords) => set({ excludedKeywords })}
          error={error}
          name="excludedKeywords"
        />
      </li>
      <li className="stack-tight">
        <p>
          {rules.includedDomains.length === 0
            ? 'Join whoever is invited. To narrow it, name a domain …'
            : 'Join only when somebody is invited from …'}
        </p>
        <Words
          label="Domains that must be among the invited"
          placeholder="A domain, such as example.com"
          words={rules.includedDomains}
          onChange={(includedDomains) => set({ includedDomains })}
          error={error}
          name="includedDomains"
          isLower
        />
      </li>
    </ol>
  )
}

function Minutes({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const [options] = useState(() => [...new Set([0, 1, 2, 3, 5, 10, 15, value])].sort((a, b) => a - b))
  return (
    <select
      className="input short"
      aria-label="How long before the start"
      value={value}
      onChange={({ target }) => onChange(Number(target.value))}
    >
      {options.map((minutes) => (
        <option key={minutes} value={minutes}>
          {minutes === 0 ? '0 minutes' : minutes === 1 ? '1 minute' : `${minutes} minutes`}
        </option>
      ))}
    </select>
  )
}
