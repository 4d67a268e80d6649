/** Which letters I want, and who is told about the meetings that I own. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { say, sayTrouble } from '../toasts.ts'

type Wishes = Answer<'GET /v1/mail-preferences'>
const recipients: Record<Wishes['recipients'], string> = {
  only_me: 'Only me',
  members: 'Invited members of the organization',
  internal_guests: 'Also invited people of my company without an account',
  all_guests: 'Everybody who was invited, guests too',
}

export function MailWishes() {
  const query = useQuery({ queryKey: ['mail-preferences'], queryFn: () => api('GET /v1/mail-preferences') })
  return (
    <section className="card stack" style={{ margin: 0 }} id="mail">
      <h2>Mail</h2>
      <Loaded query={query} rows={2}>
        {(wishes) => <Form wishes={wishes} />}
      </Loaded>
    </section>
  )
}

function Form({ wishes }: { wishes: Wishes }) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: Wishes) => api('PUT /v1/mail-preferences', { body }),
    onSuccess: () => say('Saved.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['mail-preferences'] }),
  })
  const change = (part: Partial<Wishes>) => save.mutate({ ...wishes, ...part })
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={wishes.postCallSummary}
          onChange={({ target }) => change({ postCallSummary: target.checked })}
        />{' '}
        Notes after each meeting that I was in
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={wishes.weeklyDigest}
          onChange={({ target }) => change({ weeklyDigest: target.checked })}
        />{' '}
        My week, each Monday
      </label>
      <fieldset className="choices">
        <legend>Who gets the notes of meetings that I own</legend>
        {Object.entries(recipients).map(([value, words]) => (
          <label key={value}>
            <input
              type="radio"
              name="recipients"
              checked={wishes.recipients === value}
              onChange={() => change({ recipients: value as Wishes['recipients'] })} // a key of the table above
            />{' '}
            {words}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="hold">Wait before sending to others</label>
        <select
          id="hold"
          value={wishes.holdMinutes ?? 'usual'}
          onChange={({ target: { value } }) =>
            change({ holdMinutes: value === 'usual' ? null : Number(value) })
          }
        >
          <option value="usual">As usual: 10 minutes when guests are written to</option>
          <option value="0">Do not wait</option>
          <option value="10">10 minutes</option>
          <option value="30">30 minutes</option>
          <option value="120">2 hours</option>
          <option value="1440">One day</option>
        </select>
        <span className="small quiet">
          Meanwhile you can read the letter on the meeting’s page, send it at once, or keep it back.
        </span>
      </div>
    </>
  )
}
