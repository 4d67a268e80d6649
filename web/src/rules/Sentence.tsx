/** One rule as a sentence, with what is odd about it, and the lock of whoever decides it for everybody. */
import { Lock, TriangleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext } from 'react'
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

/** Locked by an admin, it is greyed; among everybody's rules, what is left to each person is one quiet line. */
export function Sentence({ names, about, children }: Props) {
  const { lockedBy, warnings, forEverybody } = useEditing()
  const author = names.map(lockedBy).find((name) => name !== null) ?? null
  if (forEverybody && !names.some(forEverybody.isSet))
    return <LeftToEach about={about} onSet={() => forEverybody.onSet(names, true)} />
  return (
    <li className={author !== null ? 'sentence off' : 'sentence'}>
      <fieldset disabled={author !== null} aria-label={about}>
        {children}
      </fieldset>
      {forEverybody && (
        <p className="small quiet cluster">
          <Lock size={13} aria-hidden /> Set for everybody
          <button type="button" className="link" onClick={() => forEverybody.onSet(names, false)}>
            Leave it to each person<span className="hidden"> {about}</span>
          </button>
        </p>
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

const LeftToEach = ({ about, onSet }: { about: string; onSet: () => void }) => (
  <li className="sentence unset">
    <span className="quiet">{about}</span>
    <button type="button" className="link small nowrap" onClick={onSet}>
      Set for everybody<span className="hidden"> {about}</span>
    </button>
  </li>
)

export const Odd = ({ sentence }: { sentence: string }) => (
  <p className="small odd">
    <TriangleAlert size={14} aria-hidden /> <span>{asSentence(sentence)}</span>
  </p>
)
