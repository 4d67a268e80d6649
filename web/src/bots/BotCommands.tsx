/** What a meeting's owner can ask its bot to do: pause, go on, say something, and delete what it recorded. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { MessageSquare, Pause, Play, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api, type Body } from '../api.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Field } from '../parts/Field.tsx'
import { Question } from '../parts/Question.tsx'
import type { Session } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'

type Asked = Body<'POST /v1/sessions/{id}/bot/commands'>

function useCommand({ id }: Session, done: string, onDone = () => {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Asked) => api('POST /v1/sessions/{id}/bot/commands', { params: { id }, body }),
    onSuccess: () => say(done),
    onError: sayTrouble,
    onSettled: () => {
      onDone()
      return queries.invalidateQueries({ queryKey: ['session', id] })
    },
  })
}

export function BotCommands({ session }: { session: Session }) {
  const { bot, canManage } = session
  if (!bot || !canManage) return null
  const hasRecorded = bot.timeline.some(({ code }) => code === 'in_call_recording')
  const isOver = bot.state === 'done' || bot.state === 'failed'
  const isDeleted = bot.commands.some(({ kind, status }) => kind === 'delete_media' && status !== 'refused')
  return (
    <div className="cluster">
      {bot.state === 'recording' && <PauseButton session={session} />}
      {bot.state === 'in_call' && hasRecorded && <ResumeButton session={session} />}
      {(bot.state === 'recording' || bot.state === 'in_call') && <SayInChat session={session} />}
      {isOver && hasRecorded && !isDeleted && <DeleteMedia session={session} />}
    </div>
  )
}

function PauseButton({ session }: { session: Session }) {
  const pause = useCommand(session, 'The recording pauses.')
  return (
    <button
      type="button"
      className="button"
      onClick={() => pause.mutate({ kind: 'pause' })}
      disabled={pause.isPending}
    >
      <Pause size={16} aria-hidden /> Pause
    </button>
  )
}

function ResumeButton({ session }: { session: Session }) {
  const resume = useCommand(session, 'The recording goes on.')
  return (
    <button
      type="button"
      className="button"
      onClick={() => resume.mutate({ kind: 'resume' })}
      disabled={resume.isPending}
    >
      <Play size={16} aria-hidden /> Go on recording
    </button>
  )
}

function SayInChat({ session }: { session: Session }) {
  const [isOpen, open] = useState(false)
  const [message, setMessage] = useState('')
  const send = useCommand(session, 'The bot writes it into the chat.', () => open(false))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ kind: 'chat', message })
  }
  return (
    <>
      <button type="button" className="button" onClick={() => open(true)}>
        <MessageSquare size={16} aria-hidden /> Say in the chat
      </button>
      {isOpen && (
        <Dialog title="What shall the bot write into the chat?" onClose={() => open(false)}>
          <form className="stack" onSubmit={submit}>
            <Field
              label="Message"
              name="message"
              maxLength={500}
              hint="Everybody in the meeting sees it. At most 500 characters."
              value={message}
              onChange={({ target }) => setMessage(target.value)}
              error={send.error}
              required
              autoFocus
            />
            <div className="dialog-foot">
              <button type="button" className="button" onClick={() => open(false)}>
                Not now
              </button>
              <button type="submit" className="button primary" disabled={send.isPending || !message.trim()}>
                Write it
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}

function DeleteMedia({ session }: { session: Session }) {
  const [isAsking, ask] = useState(false)
  const remove = useCommand(session, 'Audio and video are being deleted.', () => ask(false))
  return (
    <>
      <button type="button" className="button" onClick={() => ask(true)}>
        <Trash2 size={16} aria-hidden /> Delete audio and video
      </button>
      {isAsking && (
        <Question
          title="Delete the audio and video?"
          verb="Delete them"
          keep="Keep them"
          onClose={() => ask(false)}
          onYes={() => remove.mutate({ kind: 'delete_media' })}
          isBusy={remove.isPending}
        >
          <p>
            What the bot recorded is deleted at Recall, for good. The transcript and the summary stay here. A
            receipt stands below what the bot did.
          </p>
        </Question>
      )}
    </>
  )
}
