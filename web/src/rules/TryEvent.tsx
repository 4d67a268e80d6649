/** Try the drafted rules on an invitation that one pastes: what is understood, what is decided, and why. */
import { useMutation } from '@tanstack/react-query'
import { Check, CircleSlash, Minus } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { type Answer, api } from '../api.ts'
import { troubleOf } from '../parts/Field.tsx'
import { lookOfMeeting, State } from '../parts/State.tsx'
import type { Rules } from '../queries.ts'
import { asSentence, count, momentOf, platformName, withJoinTime } from '../text.ts'

type Tried = Answer<'POST /v1/rules/try'>
const icons = { passed: Minus, join: Check, skip: CircleSlash }
const words = { passed: 'No objection', join: 'Join', skip: 'Skip' }

export function TryEvent({ rules, isChanged }: { rules: Rules; isChanged: boolean }) {
  const [invitation, type] = useState('')
  const id = useId()
  const tried = useMutation({
    mutationFn: () =>
      api('POST /v1/rules/try', {
        body: { invitation, rules, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    tried.mutate()
  }
  return (
    <section className="card stack">
      <div className="stack-tight">
        <h2>Try an invitation</h2>
        <p className="quiet small" id={`${id}-hint`}>
          Paste the text of a mail, an .ics file or an event as JSON.{' '}
          {isChanged ? 'It is judged by the rules as you have drafted them.' : ''} Nothing is kept.
        </p>
      </div>
      <form className="stack-tight" style={{ gap: 8 }} onSubmit={submit}>
        <textarea
          className="input"
          rows={5}
          aria-label="Invitation"
          aria-describedby={`${id}-hint`}
          placeholder={'Subject: Budget talk\nFrom: dana@partner.example\nhttps://zoom.us/j/85512345678'}
          value={invitation}
          maxLength={64_000}
          onChange={({ target }) => type(target.value)}
        />
        {tried.error && (
          <p className="field-trouble" role="alert">
            {asSentence(troubleOf(tried.error, 'invitation') ?? tried.error.message)}
          </p>
        )}
        <button
          type="submit"
          className="button"
          style={{ justifySelf: 'start' }}
          disabled={invitation.trim() === '' || tried.isPending}
        >
          Try it
        </button>
      </form>
      <div aria-live="polite">{tried.data && <Result tried={tried.data} />}</div>
    </section>
  )
}

function Result({ tried }: { tried: Tried }) {
  const { title, start, people, platform, wants, sentence, joinAt, assumed, trail } = tried
  return (
    <div className="why">
      <section className="wide-part stack-tight">
        <p className="cluster">
          <State look={lookOfMeeting({ bot: null, wants })} />
          <b>
            <bdi>{title}</bdi>
          </b>
        </p>
        <p className="quiet">
          {momentOf(start)} · {platform ? platformName(platform) : 'no platform'} ·{' '}
          {people.length === 0 ? 'nobody named' : count(people.length, 'person', 'people')}
        </p>
        <p>{asSentence(withJoinTime(sentence, joinAt))}</p>
        {assumed.map((text) => (
          <p key={text} className="quiet">
            Assumed: {asSentence(text)}
          </p>
        ))}
      </section>
      <ol className="wide-part">
        {trail.map(({ step, outcome, sentence: said }) => {
          const Icon = icons[outcome]
          return (
            <li key={step} className={outcome === 'passed' ? 'quiet' : 'decided'}>
              <Icon size={14} aria-label={words[outcome]} />
              <span>{asSentence(said)}</span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
