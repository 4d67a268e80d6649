/** The rules, each a sentence with what can be changed in it, from "which meetings" to "when". */

import { Switch } from '../parts/Switch.tsx'
import { LengthSentence, PeopleCountSentence } from './CountSentences.tsx'
import { HoursSentence } from './HoursSentence.tsx'
import { KindsOfMeetings } from './KindsOfMeetings.tsx'
import { Odd, Sentence, useEditing } from './Sentence.tsx'
import { DomainSentences, KeywordSentences } from './WordSentences.tsx'

export function Sentences() {
  const { warnings } = useEditing()
  return (
    <div className="stack">
      {warnings
        .filter(({ rule }) => rule === null)
        .map(({ sentence }) => (
          <Odd key={sentence} sentence={sentence} />
        ))}
      <Group title="Which meetings">
        <MainSwitch />
        <ScopeSentence />
        <ArrivalSentence />
      </Group>
      <Group title="What they are called">
        <KeywordSentences />
      </Group>
      <Group title="Who is invited">
        <DomainSentences />
        <PeopleCountSentence />
      </Group>
      <Group title="When">
        <HoursSentence />
        <LengthSentence />
      </Group>
      <Group title="Special kinds">
        <KindsOfMeetings />
      </Group>
    </div>
  )
}

const Group = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <section>
    <h2 className="group-title">{title}</h2>
    <ul className="rules">{children}</ul>
  </section>
)

function MainSwitch() {
  const { rules, set } = useEditing()
  return (
    <Sentence names={['autoJoinEnabled']} about="Joining by itself">
      <div className="cluster" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
        <p>
          <b>{rules.autoJoinEnabled ? 'Join meetings by themselves' : 'Join only the meetings I choose'}</b>
        </p>
        <Switch
          label="Join meetings by themselves"
          isOn={rules.autoJoinEnabled}
          onChange={(autoJoinEnabled) => set({ autoJoinEnabled })}
        />
      </div>
    </Sentence>
  )
}

const scopes = {
  all: 'every meeting',
  organized_by_me: 'those that I organize',
  external_only: 'those with somebody from outside',
  internal_only: 'those with colleagues only',
  accepted_only: 'those that I have accepted',
} as const
type Scope = keyof typeof scopes

function ScopeSentence() {
  const { rules, set } = useEditing()
  return (
    <Sentence names={['autoJoinScope']} about="Which meetings">
      <p>
        Of my meetings, join{' '}
        <select
          className="input short"
          aria-label="Which meetings to join"
          value={rules.autoJoinScope}
          onChange={({ target }) => set({ autoJoinScope: target.value as Scope })} // its options are the scopes
        >
          {Object.entries(scopes).map(([scope, name]) => (
            <option key={scope} value={scope}>
              {name}
            </option>
          ))}
        </select>
      </p>
    </Sentence>
  )
}

const ARRIVALS = [0, 1, 2, 3, 5, 10, 15]

function ArrivalSentence() {
  const { rules, set } = useEditing()
  const options = [...new Set([...ARRIVALS, rules.joinBufferMinutes])].sort((a, b) => a - b)
  return (
    <Sentence names={['joinBufferMinutes']} about="When the bot arrives">
      <p>
        The bot arrives{' '}
        <select
          className="input short"
          aria-label="How long before the start"
          value={rules.joinBufferMinutes}
          onChange={({ target }) => set({ joinBufferMinutes: Number(target.value) })}
        >
          {options.map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes === 1 ? '1 minute' : `${minutes} minutes`}
            </option>
          ))}
        </select>{' '}
        before the start.
      </p>
    </Sentence>
  )
}
