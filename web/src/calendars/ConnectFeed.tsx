/** A calendar of any other kind: by the secret address under which it publishes itself as iCalendar. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Field } from '../parts/Field.tsx'
import { asSentence } from '../text.ts'
import { say } from '../toasts.ts'

export function ConnectFeed() {
  const [isOpen, open] = useState(false)
  return (
    <li className="line">
      <div>
        <div className="line-name">Calendar address (ICS)</div>
        <p className="line-facts">
          Any calendar that gives you a secret address ending in .ics. It is looked at from time to time, so
          changes are noticed later than with the others.
        </p>
      </div>
      <button type="button" className="button" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        <CalendarPlus size={16} aria-hidden />
        Add<span className="hidden"> a calendar address</span>
      </button>
      {isOpen && <FeedForm onDone={() => open(false)} />}
    </li>
  )
}

function FeedForm({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (address: string) => api('POST /v1/calendars/feeds', { body: { address } }),
    onSuccess: () => {
      onDone()
      say('Added. Its meetings appear in Upcoming as they are found.')
      return queries.invalidateQueries()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate(String(new FormData(event.currentTarget).get('address') ?? ''))
  }
  return (
    <form className="stack-tight whole-line" style={{ gap: 8 }} onSubmit={submit}>
      <Field
        label="Secret address"
        name="address"
        type="url"
        required
        autoComplete="off"
        placeholder="https://…/basic.ics"
        hint="Whoever knows it can read the calendar: it is kept sealed, and never shown again."
        error={add.error}
      />
      {add.error && (
        <p className="field-trouble" role="alert">
          {asSentence(add.error.message)}
        </p>
      )}
      <button
        type="submit"
        className="button primary"
        style={{ justifySelf: 'start' }}
        disabled={add.isPending}
      >
        {add.isPending ? 'Reading it …' : 'Add this calendar'}
      </button>
    </form>
  )
}
