/** How the organization's bots appear in meetings, and what a participant's no means. Each change is saved at once. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Answer, api, type Body } from '../api.ts'
import { Field } from '../parts/Field.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Switch } from '../parts/Switch.tsx'
import { say, sayTrouble } from '../toasts.ts'

type Settings = Answer<'GET /v1/bot-settings'>
const botSettings = queryOptions({
  queryKey: ['bot-settings'],
  queryFn: () => api('GET /v1/bot-settings'),
})

export function BotSettings() {
  const query = useQuery(botSettings)
  return (
    <section className="card stack" aria-labelledby="bots-heading" style={{ marginTop: 'var(--s4)' }}>
      <h2 id="bots-heading">The bots themselves</h2>
      <Loaded query={query} rows={3}>
        {(settings) => <Form key={settings.botName} settings={settings} />}
      </Loaded>
    </section>
  )
}

function Form({ settings }: { settings: Settings }) {
  const [name, setName] = useState(settings.botName)
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (body: Body<'PATCH /v1/bot-settings'>) => api('PATCH /v1/bot-settings', { body }),
    onSuccess: () => say('Saved. It holds for bots that are sent from now on.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['bot-settings'] }),
  })
  const rename = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ botName: name })
  }
  return (
    <>
      <form className="cluster" onSubmit={rename}>
        <Field
          label="Name in meetings"
          name="botName"
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
          hint="What people see in the lobby and in the list of participants."
          error={change.error}
          required
        />
        <button
          type="submit"
          className="button"
          disabled={change.isPending || name.trim() === settings.botName}
        >
          Rename
        </button>
      </form>
      <Choice
        label="Say in the chat who called the bot, and how to stop it"
        isOn={settings.isAnnounced}
        onChange={(isAnnounced) => change.mutate({ isAnnounced })}
      />
      <Choice
        label="Where nobody opened the lobby, knock once more"
        isOn={settings.canRetryLobby}
        onChange={(canRetryLobby) => change.mutate({ canRetryLobby })}
      />
      <Choice
        label="When a participant says no, delete what was recorded until then"
        isOn={settings.afterObjection === 'delete'}
        onChange={(isOn) => change.mutate({ afterObjection: isOn ? 'delete' : 'keep' })}
      />
    </>
  )
}

function Choice(props: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <div className="cluster" style={{ flexWrap: 'nowrap' }}>
      <Switch {...props} />
      <span>{props.label}</span>
    </div>
  )
}
