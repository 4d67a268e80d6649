/** What only an organization decides: what is never recorded, whose people are colleagues, who is heard. */
import type { OrganizationRules as Draft } from '../queries.ts'
import { Words } from './Words.tsx'

type Props = { draft: Draft; onEdit: (draft: Draft) => void; error: Error | null }
type ListName = 'neverKeywords' | 'neverDomains' | 'refusals' | 'internalDomains'

const lists: readonly { name: ListName; says: string; placeholder: string; isLower: boolean }[] = [
  {
    name: 'neverKeywords',
    says: 'Never record a meeting that contains …',
    placeholder: 'A word, such as works council',
    isLower: false,
  },
  {
    name: 'neverDomains',
    says: 'Never record when somebody is invited from …',
    placeholder: 'example.com or an address',
    isLower: true,
  },
  {
    name: 'refusals',
    says: 'These people have refused to be recorded …',
    placeholder: 'ana@example.com',
    isLower: true,
  },
  {
    name: 'internalDomains',
    says: 'People of these domains count as colleagues …',
    placeholder: 'example.com',
    isLower: true,
  },
]

const conflicts = {
  any_yes: 'anybody who wants a bot gets one',
  organizer_decides: 'the organizer decides',
  any_veto_blocks: 'one explicit no keeps the bot out',
} as const
const unreadables = {
  keep_a_day: 'bots that are planned for the next day stay',
  call_off: 'its planned bots are called off at once',
} as const

export const OnlyForAll = ({ draft, onEdit, error }: Props) => (
  <div className="stack">
    <div>
      <h2>Nobody can override</h2>
      <p className="small quiet">These count before everything that a person says.</p>
    </div>
    <ul className="rules">
      {lists.map(({ name, says, placeholder, isLower }) => (
        <li key={name} className="sentence">
          <p>{says}</p>
          <Words
            label={says.replace(' …', '')}
            placeholder={placeholder}
            words={draft[name] ?? []}
            onChange={(words) => onEdit(withList(draft, name, words))}
            error={error}
            name={name}
            isLower={isLower}
          />
        </li>
      ))}
      <Choice
        when="When colleagues want different things"
        of={conflicts}
        value={draft.conflict ?? 'any_yes'}
        onChoose={(conflict) => onEdit({ ...draft, conflict })}
      />
      <Choice
        when="When a calendar cannot be read any more"
        of={unreadables}
        value={draft.whenUnreadable ?? 'keep_a_day'}
        onChoose={(whenUnreadable) => onEdit({ ...draft, whenUnreadable })}
      />
    </ul>
  </div>
)

type ChoiceProps<Name extends string> = {
  when: string
  of: Readonly<Record<Name, string>>
  value: Name
  onChoose: (name: Name) => void
}

function Choice<Name extends string>({ when, of, value, onChoose }: ChoiceProps<Name>) {
  return (
    <li className="sentence">
      <p>
        {when},{' '}
        <select
          className="input short"
          aria-label={when}
          value={value}
          onChange={({ target }) => onChoose(target.value as Name)} // its options are the names
        >
          {Object.entries<string>(of).map(([name, says]) => (
            <option key={name} value={name}>
              {says}
            </option>
          ))}
        </select>
      </p>
    </li>
  )
}

/** An empty list is none at all. */
function withList(draft: Draft, name: ListName, words: string[]): Draft {
  const { [name]: _, ...rest } = draft
  return words.length === 0 ? rest : { ...rest, [name]: words }
}
