/** Kinds of meetings about which people think differently: each a sentence with a switch. */
import { Switch } from '../parts/Switch.tsx'
import type { Rules } from '../queries.ts'
import { Sentence, useEditing } from './Sentence.tsx'

type Kind = { name: keyof Rules & `join${string}`; about: string; yes: string; no: string }

const kinds: readonly Kind[] = [
  {
    name: 'joinTentative',
    about: 'What was answered with “maybe”',
    yes: 'Join what I answered with “maybe”',
    no: 'Not what I answered with “maybe”',
  },
  {
    name: 'joinOptional',
    about: 'Where one is optional',
    yes: 'Join where I am optional',
    no: 'Not where I am optional',
  },
  {
    name: 'joinSolo',
    about: 'Where nobody else is invited',
    yes: 'Join where nobody else is invited',
    no: 'Not where nobody else is invited',
  },
  {
    name: 'joinRunning',
    about: 'What has already begun',
    yes: 'Join what has already begun',
    no: 'Not what has already begun',
  },
  {
    name: 'joinPrivate',
    about: 'Private meetings',
    yes: 'Join private meetings too',
    no: 'Not private meetings',
  },
  {
    name: 'joinFree',
    about: 'What does not block one’s time',
    yes: 'Join what does not block my time too',
    no: 'Not what does not block my time',
  },
  {
    name: 'joinNotInvited',
    about: 'What stands in a colleague’s calendar',
    yes: 'Join what stands in a colleague’s calendar too',
    no: 'Not what stands only in a colleague’s calendar',
  },
  {
    name: 'joinFromMail',
    about: 'What was made out of an e-mail',
    yes: 'Join what was made out of an e-mail too',
    no: 'Not what was made out of an e-mail',
  },
]

export function KindsOfMeetings() {
  const { rules, set } = useEditing()
  return kinds.map(({ name, about, yes, no }) => {
    const isOn = rules[name] === true
    return (
      <Sentence key={name} names={[name]} about={about}>
        <div className="cluster" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
          <p>{isOn ? yes : no}</p>
          <Switch label={yes} isOn={isOn} onChange={(on) => set({ [name]: on })} />
        </div>
      </Sentence>
    )
  })
}
