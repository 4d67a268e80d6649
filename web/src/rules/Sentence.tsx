/** One rule as a sentence, with what is odd about it, and the lock of whoever decides it for everybody. */
import { Lock, TriangleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext } from 'react'
import { Switch } from '../parts/Switch.tsx'
import type { Rules } from '../queries.ts'
import { asSentence } from '../text.ts'

export type RuleName = keyof Rules
export type Warning = { rule: string | null; sentence: string }

/** How the sentences are edited: one's own rules, or those of everybody. */
export type Editing = {
  rules: Rules
  set: (change: Partial<Rules>) => void
  error: Error | null
  warnings: readonly Warning[]
  /** Who has set a rule for everybody; null where it is one's own to set. */
  lockedBy: (name: RuleName) => string | null
  /** In the organization's rules: whether this is set for everybody, and how to change that. */
  forEverybody?: { isSet: (name: RuleName) => boolean; onSet: (names: RuleName[], isSet: boolean) => void }
}

const Context = createContext<Editing | null>(null)
export const EditingProvider = Context.Provider

export function useEditing(): Editing {
  const editing = useContext(Context)
  if (!editing) throw new Error('A rule stands outside of its list')
  return editing
}

type Props = { names: RuleName[]; about: string; children: ReactNode }

/** A sentence whose rules are locked, or that is not set for everybody, is greyed and cannot be changed. */
export function Sentence({ names, about, children }: Props) {
  const { lockedBy, warnings, forEverybody } = useEditing()
  const author = names.map(lockedBy).find((name) => name !== null) ?? null
  const isSet = forEverybody === undefined || names.some(forEverybody.isSet)
  const isOff = author !== null || !isSet
  return (
    <li className={isOff ? 'sentence off' : 'sentence'}>
      <fieldset disabled={isOff} aria-label={about}>
        {children}
      </fieldset>
      {forEverybody && (
        <span className="cluster small quiet">
          <Switch
            label={`Set for everybody: ${about}`}
            isOn={isSet}
            onChange={(on) => forEverybody.onSet(names, on)}
          />
          <span aria-hidden>{isSet ? 'Set for everybody' : 'Each decides'}</span>
        </span>
      )}
      {author !== null && (
        <p className="small quiet cluster">
          <Lock size={13} aria-hidden /> Set for everybody by {author}
        </p>
      )}
      {author === null &&
        warnings
          .filter(({ rule }) => names.some((name) => name === rule))
          .map(({ sentence }) => <Odd key={sentence} sentence={sentence} />)}
    </li>
  )
}

export const Odd = ({ sentence }: { sentence: string }) => (
  <p className="small odd">
    <TriangleAlert size={14} aria-hidden /> <span>{asSentence(sentence)}</span>
  </p>
)
