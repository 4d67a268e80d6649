/** Which messages are listed: by outcome, sender, event and time. All of it is in the address, so that it can be shared. */
import type { Answer } from '../api.ts'
import { State } from '../parts/State.tsx'
import type { MessageFilter, MessageStatus } from '../queries.ts'
import { looks, meanings, senderName, statuses } from './looks.ts'

type Counts = Answer<'GET /v1/operator/messages'>['counts']
type Props = { counts: Counts; filter: MessageFilter; onGo: (change: Partial<MessageFilter>) => void }

export const Filters = ({ counts, filter, onGo }: Props) => (
  <>
    <fieldset className="tabs" style={{ border: 0, padding: 0, marginInline: 0 }}>
      <legend className="hidden">Show</legend>
      <Tab isOn={!filter.status} word="All" onClick={() => onGo({ status: undefined })} />
      {statuses.map((one) => (
        <Tab
          key={one}
          isOn={filter.status === one}
          word={looks[one].word}
          count={counts[one]}
          onClick={() => onGo({ status: one })}
        />
      ))}
    </fieldset>
    <Words filter={filter} onGo={onGo} />
    <Meaning status={filter.status} />
  </>
)

type TabProps = { isOn: boolean; word: string; count?: number; onClick: () => void }

const Tab = ({ isOn, word, count, onClick }: TabProps) => (
  <button type="button" className="button" aria-pressed={isOn} onClick={onClick}>
    {word} {count !== undefined && <span className="figures">{count}</span>}
  </button>
)

const SENDERS = ['recall', 'recall_live', 'google', 'microsoft', 'stripe']

const Words = ({ filter, onGo }: Omit<Props, 'counts'>) => (
  <search className="narrow spaced">
    <label>
      Sender
      <select
        className="input short"
        value={filter.sender ?? ''}
        onChange={({ target }) => onGo({ sender: target.value || undefined })}
      >
        <option value="">any</option>
        {SENDERS.map((sender) => (
          <option key={sender} value={sender}>
            {senderName(sender)}
          </option>
        ))}
      </select>
    </label>
    <label>
      Event begins with
      <input
        className="input short"
        type="search"
        defaultValue={filter.event ?? ''}
        placeholder="bot."
        onChange={({ target }) => onGo({ event: target.value.trim() || undefined })}
      />
    </label>
    <When label="From" value={filter.from} onPick={(from) => onGo({ from })} />
    <When label="Until" value={filter.to} onPick={(to) => onGo({ to })} />
  </search>
)

type WhenProps = { label: string; value: string | undefined; onPick: (instant: string | undefined) => void }

/** In the time zone of whoever looks. */
const When = ({ label, value, onPick }: WhenProps) => (
  <label>
    {label}
    <input
      className="input short"
      type="datetime-local"
      value={value ? localOf(value) : ''}
      onChange={({ target }) => onPick(target.value ? new Date(target.value).toISOString() : undefined)}
    />
  </label>
)

function localOf(instant: string): string {
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** What the states mean: the one that is looked at, or all of them. */
const Meaning = ({ status }: { status: MessageStatus | undefined }) =>
  status ? (
    <p className="quiet spaced">
      {looks[status].word}: {meanings[status]}
    </p>
  ) : (
    <details className="quiet spaced">
      <summary>What the states mean</summary>
      <dl className="meanings">
        {statuses.map((one) => (
          <div key={one}>
            <dt>
              <State look={looks[one]} />
            </dt>
            <dd>{meanings[one]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
