/** Kinds of meetings about which people think differently: each a sentence with a switch. */
import { Switch } from '../parts/Switch.tsx'
import type { Rules } from '../queries.ts'
import { Sentence, useEditing } from './Sentence.tsx'

type Kind = { name: keyof Rules & `join${string}`; yes: string; no: string }

const kinds: readonly Kind[] = [
  { name: 'joinTentative', yes: 'Join what I answered with “maybe”', no: 'Not what I answered with “maybe”' },
  { name: 'joinOptional', yes: 'Join where I am optional', no: 'Not where I am optional' },
  { name: 'joinSolo', yes: 'Join where nobody else is invited', no: 'Not where nobody else is invited' },
  { name: 'joinRunning', yes: 'Join what has already begun', no: 'Not what has already begun' },
  { name: 'joinPrivate', yes: 'Join private meetings too', no: 'Not private meetings' },
  {
    name: 'joinFree',
    yes: 'Join what does not block my time too',
    no: 'Not what does not block my time',
  },
  {
    name: 'joinNotInvited',
    yes: 'Join what stands in a colleague’s calendar too',
    no: 'Not what stands only in a colleague’s calendar',
  },
  {
    name: 'joinFromMail',
    yes: 'Join what was made out of an e-mail too',
    no: 'Not what was made out of an e-mail',
  },
]

export function KindsOfMeetings() {
  const { rules, set } = useEditing()
  return kinds.map(({ name, yes, no }) => {
    const isOn = rules[name] === true
    return (
      <Sentence key={name} names={[name]} about={yes.toLowerCase()}>
        <div className="cluster" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
          <p>{isOn ? yes : no}</p>
          <Switch label={yes} isOn={isOn} onChange={(on) => set({ [name]: on })} />
        </div>
      </Sentence>
    )
  })
}
