/** "Join now": a pasted link, and a bot that is in that meeting within a minute. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Field, troubleOf } from '../parts/Field.tsx'
import { go } from '../router/address.ts'
import { say } from '../toasts.ts'

export function JoinNow() {
  const [isOpen, open] = useState(false)
  return (
    <>
      <button type="button" className="button" onClick={() => open(true)}>
        <LogIn size={16} aria-hidden /> Join now
      </button>
      {isOpen && <Ask onClose={() => open(false)} />}
    </>
  )
}

const words = {
  there: 'A bot is in this meeting already.',
  brought_forward: 'The bot that was to come comes now.',
  sent: 'The bot is on its way.',
}

function Ask({ onClose }: { onClose: () => void }) {
  const [link, setLink] = useState('')
  const queries = useQueryClient()
  const join = useMutation({
    mutationFn: () => api('POST /v1/bots/join', { body: { link } }),
    onSuccess: async ({ is, sessionId }) => {
      say(words[is])
      await queries.invalidateQueries({ queryKey: ['upcoming'] })
      go(`/meetings/${sessionId}`)
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    join.mutate()
  }
  const atField = troubleOf(join.error, 'link')
  return (
    <Dialog title="Send a bot to a meeting now" onClose={onClose}>
      <form className="stack" onSubmit={send}>
        <Field
          label="Meeting link"
          name="link"
          type="text"
          inputMode="url"
          placeholder="https://meet.google.com/…"
          hint="From Zoom, Google Meet, Teams or Webex. If it has a lobby, somebody has to let the bot in."
          value={link}
          onChange={({ target }) => setLink(target.value)}
          error={join.error}
          required
          autoFocus
        />
        {join.error && !atField && (
          <p className="field-trouble" role="alert">
            {join.error.message}
          </p>
        )}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button primary" disabled={join.isPending || link.trim() === ''}>
            Join now
          </button>
        </div>
      </form>
    </Dialog>
  )
}
